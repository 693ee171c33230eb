import type { BookRow } from "../book-store.ts";
import { turnedRound, type ShelfSource } from "../offer-shelf.ts";
import { cellsOfRows } from "../search/columns.ts";
import type { SliceIndex } from "./slice-file.ts";
import { SliceStems } from "./slice-stems.ts";

/** What was written for searching, as a shelf takes it. */
export function sourceOfSlice(index: SliceIndex, rowAt: (place: number) => BookRow): ShelfSource {
  const { latitude, longitude, facets, needs, publics } = index;
  const ordinal = new Uint32Array(index.ordinal);
  const degrees = (placed: readonly number[]): Float64Array => {
    const all = new Float64Array(ordinal.length).fill(Number.NaN);
    all.set(placed);
    return all;
  };
  return {
    ordinal,
    rowOfOrdinal: turnedRound(ordinal),
    rowAt,
    cells: cellsOfRows(latitude, longitude),
    marks: {
      facets: new Uint32Array(facets),
      needs: new Uint32Array(needs),
      publics: new Uint32Array(publics),
      languages: new Map(index.languages),
    },
    latitude: degrees(latitude),
    longitude: degrees(longitude),
    communes: index.communes,
    communeOf: new Int32Array(index.communeOf),
    words: new SliceStems(index.words),
  };
}
