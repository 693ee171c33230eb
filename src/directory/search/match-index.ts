import type { OfferFacts } from "../match/offer-facts.ts";
import type { Disc } from "./disc.ts";

/** A disc, or no place at all. */
export interface Reach {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly km: number;
}

/** What {@link match} needs of offers in memory. */
export interface MatchIndex {
  readonly size: number;
  /** Everything told of the offer of a row; read once, then kept. */
  readonly factsAt: (row: number) => OfferFacts;
  /**
   * Rows to be judged for somebody: the offers within a disc, and those without a place or for a whole country. Where
   * there are more than some thousands the disc is drawn closer.
   */
  readonly candidateRows: (reach: Reach) => Iterable<number>;
}

/** Rows of offers by where they are. */
export interface RowsInReach {
  readonly size: number;
  readonly all: () => Iterable<number>;
  /** Rows without a place or for a whole country. */
  readonly farReaching: () => Iterable<number>;
  readonly countWithin: (disc: Disc) => number;
  /** Visits at least the rows within a disc: those of all cells that it touches. */
  readonly visitWithin: (disc: Disc, visit: (row: number) => void) => void;
}

/** Most offers that are judged for one person. */
const mostCandidates = 4000;

/** The rows to be judged for somebody. */
export function candidatesOf(rows: RowsInReach, { latitude, longitude, km: asked }: Reach): Iterable<number> {
  if (latitude === null || longitude === null)
    return rows.size <= mostCandidates ? rows.all() : rows.farReaching();
  let km = asked;
  while (km > 1 && rows.countWithin({ latitude, longitude, km }) > mostCandidates) km *= 0.7;
  const chosen = new Set(rows.farReaching());
  rows.visitWithin({ latitude, longitude, km }, (row) => chosen.add(row));
  return chosen;
}
