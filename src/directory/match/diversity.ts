import type { Judgement } from "./score.ts";
import type { OfferFacts } from "./offer-facts.ts";
import type { MatchWeights } from "./weights.ts";

/** An offer judged. */
export interface Candidate {
  readonly facts: OfferFacts;
  readonly judgement: Judgement;
  readonly distanceKm: number | null;
  readonly sameAs: string[];
}

/** How broad the answer should be. */
export interface Breadth {
  /** How much repeating a type costs: 1, less for somebody who looks for one thing. */
  readonly scale: number;
  /** Main categories wanted among the offers chosen, as far as there are offers worth showing. */
  readonly categories: number;
  /** What repeating costs, and what is worth showing. */
  readonly weights: MatchWeights;
}

/** What is counted of those already chosen. */
interface Chosen {
  readonly types: Map<string, number>;
  readonly categories: Map<string, number>;
  readonly organisations: Map<string, number>;
}

function penalty({ facts }: Candidate, chosen: Chosen, { scale, weights }: Breadth): number {
  const ofType = chosen.types.get(facts.type ?? facts.offer.kind) ?? 0;
  const ofCategory = chosen.categories.get(facts.offer.categories[0] ?? "") ?? 0;
  const ofOrganisation = chosen.organisations.get(facts.offer.organisation) ?? 0;
  return (
    scale * (weights.sameType * Math.min(ofType, 3) + (ofType >= 2 ? weights.thirdOfType : 0)) +
    weights.sameCategory * Math.max(scale, 0.5) * Math.min(ofCategory, 5) +
    weights.sameOrganisation * Math.min(ofOrganisation, 3)
  );
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/**
 * Chooses one after the other, each time the best of what is left after what it repeats was taken off: not five chess
 * clubs. Candidates come best first; equal ones keep their order.
 */
export function chooseDiverse(
  candidates: readonly Candidate[],
  limit: number,
  breadth: Breadth,
): Candidate[] {
  const left = [...candidates];
  const chosen: Candidate[] = [];
  const counts: Chosen = { types: new Map(), categories: new Map(), organisations: new Map() };
  while (chosen.length < limit && left.length > 0) {
    let best = 0;
    let bestValue = -Infinity;
    for (let position = 0; position < left.length; position += 1) {
      const candidate = left[position]!;
      const value = candidate.judgement.score - penalty(candidate, counts, breadth);
      if (value > bestValue) [best, bestValue] = [position, value];
    }
    const [next] = left.splice(best, 1);
    if (!next) break;
    chosen.push(next);
    add(counts.types, next.facts.type ?? next.facts.offer.kind);
    add(counts.categories, next.facts.offer.categories[0] ?? "");
    add(counts.organisations, next.facts.offer.organisation);
  }
  return widen(chosen, left, breadth);
}

/** Puts the best of a category not yet shown in the place of the last of the one shown most, until as many as wanted are there. */
function widen(
  chosen: readonly Candidate[],
  left: readonly Candidate[],
  { categories: wanted, weights }: Breadth,
): Candidate[] {
  const shown = [...chosen];
  const least = (chosen[0]?.judgement.score ?? 0) * weights.worthShowing;
  if (chosen.length < roomForBreadth) return shown;
  for (const candidate of left.toSorted((a, b) => b.judgement.score - a.judgement.score)) {
    const byCategory = Map.groupBy(shown, categoryOf);
    if (byCategory.size >= wanted) break;
    if (byCategory.has(categoryOf(candidate)) || candidate.judgement.score < least) continue;
    const most = [...byCategory.values()].toSorted((a, b) => b.length - a.length)[0];
    const last = most?.at(-1);
    if (last) shown.splice(shown.indexOf(last), 1);
    shown.push(candidate);
  }
  return shown;
}

/** Below this many offers breadth matters less than the best. */
const roomForBreadth = 6;

function categoryOf({ facts }: Candidate): string {
  return facts.offer.categories[0] ?? "";
}
