import { distanceMetres, type GeoPoint, type Instant } from "#base";
import type { BookRow } from "../book-store.ts";
import { makeSortedShelf, type OfferShelf } from "../offer-shelf.ts";
import { offerOf, summaryOf } from "../offer-view.ts";
import type { SearchedOffers } from "../search/answer.ts";
import { makeTownIndex, type TownIndex } from "../town-index.ts";
import { townByCode } from "../town-search.ts";
import { readTownTable } from "../town-table.ts";
import type { Offer, OfferSummary } from "../actions.ts";
import { readTexts, type ReadSlice, type SliceHeader, type SliceIndex } from "./slice-file.ts";
import { bookRowAt, type SliceTexts } from "./slice-offer.ts";
import { readWords } from "./slice-words.ts";

const noTexts: SliceTexts = {};
const nobody: ReadonlySet<string> = new Set();

/** The directory of a slice, searched as the server searches its own. */
export interface DeviceDirectory {
  readonly header: SliceHeader;
  readonly towns: TownIndex;
  /** What {@link answerSearch} asks, at a moment. */
  readonly searched: (now: Instant) => SearchedOffers;
  /** Everything the slice knows of an offer; null when it is not in it. */
  readonly offer: (id: string, now: Instant) => Offer | null;
}

/** Makes a slice ready to be searched. */
export function openSlice(slice: ReadSlice): DeviceDirectory {
  const index = JSON.parse(slice.index) as SliceIndex;
  const { sources, offers } = index;
  const rows = offers.id.map((_, at) => bookRowAt(offers, at, { sources, texts: noTexts }));
  const shelf = makeSortedShelf(rows, readWords(index.words, rows.length));
  const towns = makeTownIndex(readTownTable(index.towns));
  const places = new Map(rows.map(({ id }, place) => [id as string, place]));
  let texts: readonly SliceTexts[] | undefined;
  return {
    header: slice.header,
    towns,
    searched: (now) => searchedOffers(shelf, towns, now),
    offer: (id, now) => {
      const place = places.get(id.toLowerCase());
      if (place === undefined) return null;
      texts ??= readTexts(slice);
      return wholeOffer(bookRowAt(offers, place, { sources, texts: texts[place] ?? noTexts }), now);
    },
  };
}

function searchedOffers(shelf: OfferShelf, towns: TownIndex, now: Instant): SearchedOffers {
  const shown = new WeakMap<BookRow, OfferSummary>();
  const summary = (row: BookRow, from: GeoPoint | null): OfferSummary => {
    const known = shown.get(row) ?? summaryOf(row, now, null);
    shown.set(row, known);
    if (from === null || known.position === null) return known;
    return { ...known, distanceMetres: Math.round(distanceMetres(from, known.position)) };
  };
  return {
    now,
    town: async (code) => townByCode(towns, code),
    find: async (query) => shelf.find(query, nobody),
    summary,
  };
}

function wholeOffer(row: BookRow, now: Instant): Offer {
  const { wheelchair, access_features: features } = row.matching;
  return offerOf(
    row,
    {
      offer_id: row.id,
      wheelchair,
      access_features: features,
      place_wheelchair: null,
      place_url: null,
      place_confirmed_on: null,
      place_imported_on: null,
      source_name: null,
      source_url: null,
      licence: null,
    },
    now,
  );
}
