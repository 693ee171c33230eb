import type { GeoPoint, Instant } from "#base";
import type { OfferSummary, Town } from "../actions.ts";
import type { BookRow } from "../book-store.ts";
import type { ShelfHits, ShelfQuery } from "../offer-shelf.ts";

/** Offers as a search sees them at one moment: all of the directory on the server, those of a slice on a device. */
export interface SearchedOffers {
  readonly now: Instant;
  /** The town of a code; null when there is none. */
  readonly town: (code: string) => Promise<Town | null>;
  readonly find: (query: ShelfQuery) => Promise<ShelfHits>;
  /** An offer as lists show it, with its distance from a point when one is given. */
  readonly summary: (row: BookRow, from: GeoPoint | null) => OfferSummary;
}
