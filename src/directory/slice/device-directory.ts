import { distanceMetres, type GeoPoint, type Instant } from "#base";
import type { BookRow } from "../book-store.ts";
import { makeShelfOf, type OfferShelf, type ShelfSource } from "../offer-shelf.ts";
import { offerOf, summaryOf } from "../offer-view.ts";
import type { SearchedOffers } from "../search/searched-offers.ts";
import { makeTownIndex, type TownIndex } from "../town-index.ts";
import { townByCode } from "../town-search.ts";
import { readTownTable } from "../town-table.ts";
import type { Offer, OfferSummary } from "../actions.ts";
import { offersInBlock, readTexts, type ReadSlice, type SliceHeader, type SliceIndex } from "./slice-file.ts";
import { sourceOfSlice } from "./slice-source.ts";
import { bookRowAt, type SliceOffers, type SliceSource, type SliceTexts } from "./slice-offer.ts";

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

/** Makes a slice ready to be searched. What is told of an offer is read when it is shown, or its hours or ages are asked for. */
export function openSlice(slice: ReadSlice): DeviceDirectory {
  const index = JSON.parse(slice.index) as SliceIndex;
  const source = sourceOfSlice(index, (place) => entries.shown(place));
  const entries = new SliceEntries(slice, index.sources, source);
  const shelf = makeShelfOf(source);
  const towns = makeTownIndex(readTownTable(index.towns));
  return {
    header: slice.header,
    towns,
    searched: (now) => searchedOffers(shelf, towns, now),
    offer: (id, now) => {
      const row = entries.whole(id.toLowerCase());
      return row === null ? null : wholeOffer(row, now);
    },
  };
}

/** The offers of a slice by their places in the order of names, each block of them read when one is asked for. */
class SliceEntries {
  readonly #slice: ReadSlice;
  readonly #sources: readonly SliceSource[];
  readonly #places: ShelfSource;
  readonly #blocks: (SliceOffers | undefined)[] = [];
  readonly #shown: (BookRow | undefined)[] = [];
  #texts: readonly SliceTexts[] | undefined;

  constructor(slice: ReadSlice, sources: readonly SliceSource[], places: ShelfSource) {
    this.#slice = slice;
    this.#sources = sources;
    this.#places = places;
  }

  /** An offer without its long texts, the same object each time. */
  shown(position: number): BookRow {
    return (this.#shown[position] ??= this.#row(position, noTexts));
  }

  /** An offer with its long texts; null when the slice holds none with this id. */
  whole(id: string): BookRow | null {
    const quoted = JSON.stringify(id);
    for (const [block, line] of this.#slice.blocks.entries()) {
      // Most lines do not hold it anywhere: they need not be read.
      const at = line.includes(quoted) ? this.#block(block).id.findIndex((one) => one === id) : -1;
      if (at < 0) continue;
      const position = block * offersInBlock + at;
      this.#texts ??= readTexts(this.#slice);
      return this.#row(position, this.#texts[position] ?? noTexts);
    }
    return null;
  }

  #block(block: number): SliceOffers {
    return (this.#blocks[block] ??= JSON.parse(this.#slice.blocks[block] ?? "null") as SliceOffers);
  }

  #row(position: number, texts: SliceTexts): BookRow {
    const { rowOfOrdinal, latitude, longitude, communes, communeOf } = this.#places;
    const row = rowOfOrdinal[position] ?? -1;
    const degrees = (all: Float64Array): number | null => {
      const found = all[row] ?? Number.NaN;
      return Number.isNaN(found) ? null : found;
    };
    return bookRowAt(this.#block(Math.floor(position / offersInBlock)), position % offersInBlock, {
      sources: this.#sources,
      texts,
      latitude: degrees(latitude),
      longitude: degrees(longitude),
      code_insee: communes[communeOf[row] ?? -1] ?? null,
    });
  }
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
      // Whom it serves is not taken along.
      area: null,
      closure: null,
      access: {
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
    },
    now,
  );
}
