import { loadInstrument, score } from "#instruments";
import { thisMachine, type Machine } from "./machine.ts";

/** Figures of `bench score`. */
export interface ScoreFigures {
  /** Answers scored: as many to UCLA-3 as to OSSS-3. */
  readonly scorings: number;
  /** Milliseconds for all of them, on one core. */
  readonly ms: number;
  readonly machine: Machine;
}

const people = 1_000_000;
const distinct = 300;

/** Scores UCLA-3 and OSSS-3 for a million invented people, as a page or the server would: answers read, checked, scored. */
export async function benchScore(): Promise<ScoreFigures> {
  const [ucla3, osss3] = await Promise.all([loadInstrument("ucla3"), loadInstrument("osss3")]);
  const loneliness = Array.from({ length: distinct }, (_, index) => ({
    "ucla3-1": 1 + (index % 3),
    "ucla3-2": 1 + (Math.floor(index / 3) % 3),
    "ucla3-3": 1 + (Math.floor(index / 9) % 3),
  }));
  const support = Array.from({ length: distinct }, (_, index) => ({
    "osss-1": 1 + (index % 4),
    "osss-2": 1 + (Math.floor(index / 4) % 5),
    "osss-3": index % 20 === 0 ? null : 1 + (Math.floor(index / 20) % 5),
  }));
  const context = { language: "fr", mode: "self" } as const;
  const started = performance.now();
  let scored = 0;
  for (let person = 0; person < people; person += 1) {
    const first = score(ucla3, loneliness[person % distinct] ?? {}, context);
    const second = score(osss3, support[person % distinct] ?? {}, context);
    scored += Number(first.answered > 0) + Number(second.answered > 0);
  }
  return { scorings: scored, ms: Math.round(performance.now() - started), machine: thisMachine() };
}
