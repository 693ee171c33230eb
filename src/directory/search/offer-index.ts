import type { MatchableOffer } from "../match/matchable.ts";
import { factsOfOffer, type OfferFacts } from "../match/offer-facts.ts";

/** A disc, or no place at all. */
export interface Reach {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly km: number;
}

/** Offers in memory, ready to be matched and searched. */
export interface OfferIndex {
  readonly size: number;
  /** Everything told of the offer of a row; read once, then kept. */
  readonly factsAt: (row: number) => OfferFacts;
  /** Rows of offers within a disc, and of all that come to the person. */
  readonly candidateRows: (reach: Reach) => Iterable<number>;
}

/** Builds the index of some offers. The order in which they are given does not matter. */
export function makeOfferIndex(offers: readonly MatchableOffer[]): OfferIndex {
  const sorted = offers.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const facts: (OfferFacts | undefined)[] = [];
  return {
    size: sorted.length,
    factsAt: (row) => (facts[row] ??= factsOfOffer(sorted[row]!)),
    candidateRows: () => sorted.keys(),
  };
}
