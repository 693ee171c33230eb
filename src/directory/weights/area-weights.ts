import type { Instant } from "#base";
import type { Tx } from "#storage";
import { defaultWeights, type MatchWeights } from "../match/weights.ts";
import { weightsOfAreas, type AreaWeights } from "./store.ts";

/** Milliseconds during which the database is not asked again: a decision holds for visitors that much later at most. */
const freshMilliseconds = 30_000;

/**
 * The weights by which visitors of a commune are answered: those of the one territory whose queues serve it. Where none does,
 * or several do, nobody can say whose weights they are: the defaults.
 */
export function weightsOfTown(territories: readonly AreaWeights[], town: string | null): MatchWeights {
  if (town === null) return defaultWeights;
  const codes = [town, town.slice(0, 2), town.slice(0, 3)];
  const serving = territories.filter(({ areas }) => codes.some((code) => areas.has(code)));
  return serving.length === 1 && serving[0] ? serving[0].weights : defaultWeights;
}

/** The weights of visitors, asked of the database once in thirty seconds at most. One a process. */
export class WeightsOfVisitors {
  #territories: readonly AreaWeights[] = [];
  #readAt = 0;

  /** See {@link weightsOfTown}. */
  async of(db: Tx, now: Instant, town: string | null): Promise<MatchWeights> {
    const at = Date.parse(now);
    if (Math.abs(at - this.#readAt) >= freshMilliseconds) {
      this.#territories = await weightsOfAreas(db);
      this.#readAt = at;
    }
    return weightsOfTown(this.#territories, town);
  }

  /** Asks anew: something was decided here. */
  forget(): void {
    this.#readAt = 0;
  }
}
