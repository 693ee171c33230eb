import weights from "../codes/match-weights.json" with { type: "json" };
import type { Judgement } from "./score.ts";
import type { OfferFacts } from "./offer-facts.ts";

/** An offer judged. */
export interface Candidate {
  readonly facts: OfferFacts;
  readonly judgement: Judgement;
  readonly distanceKm: number | null;
  readonly sameAs: string[];
}

/** What is counted of those already chosen. */
interface Chosen {
  readonly types: Map<string, number>;
  readonly categories: Map<string, number>;
  readonly organisations: Map<string, number>;
}

function penalty({ facts }: Candidate, chosen: Chosen, scale: number): number {
  const ofType = chosen.types.get(facts.type ?? facts.offer.kind) ?? 0;
  const ofCategory = chosen.categories.get(facts.offer.categories[0] ?? "") ?? 0;
  const ofOrganisation = chosen.organisations.get(facts.offer.organisation) ?? 0;
  return (
    scale * (weights.sameType * Math.min(ofType, 3) + (ofType >= 2 ? weights.thirdOfType : 0)) +
    weights.sameCategory * Math.min(ofCategory, 4) +
    weights.sameOrganisation * Math.min(ofOrganisation, 3)
  );
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/**
 * Chooses one after the other, each time the best of what is left after what it repeats was taken off: not five chess
 * clubs. Candidates come best first; equal ones keep their order.
 * @param scale how much repeating a type costs: less for somebody who looks for one thing.
 */
export function chooseDiverse(candidates: readonly Candidate[], limit: number, scale: number): Candidate[] {
  const left = [...candidates];
  const chosen: Candidate[] = [];
  const counts: Chosen = { types: new Map(), categories: new Map(), organisations: new Map() };
  while (chosen.length < limit && left.length > 0) {
    let best = 0;
    let bestValue = -Infinity;
    for (let position = 0; position < left.length; position += 1) {
      const candidate = left[position]!;
      const value = candidate.judgement.score - penalty(candidate, counts, scale);
      if (value > bestValue) [best, bestValue] = [position, value];
    }
    const [next] = left.splice(best, 1);
    if (!next) break;
    chosen.push(next);
    add(counts.types, next.facts.type ?? next.facts.offer.kind);
    add(counts.categories, next.facts.offer.categories[0] ?? "");
    add(counts.organisations, next.facts.offer.organisation);
  }
  return chosen;
}
