import { distanceMetres, type GeoPoint } from "#base";
import type { BookRow } from "./book-store.ts";
import {
  alsoWanted,
  marksOf,
  tallyFacets,
  wantedBits,
  type FacetTally,
  type Narrowing,
  type OfferMarks,
} from "./offer-facets.ts";
import { makeColumns, type ColumnRow, type KnownPostings, type OfferColumns } from "./search/columns.ts";
import { visitStretches } from "./search/disc.ts";
import { rowHolds, stemsAsked } from "./search/search-columns.ts";
import { stemsIn } from "./search/words.ts";

/** What is looked for in a directory. */
export interface ShelfQuery extends Narrowing {
  /** Centre of the disc; null to look by town only. */
  readonly centre: GeoPoint | null;
  readonly radiusMetres: number;
  /** Code of a commune whose offers are found whatever their distance; null for none. */
  readonly town: string | null;
  readonly words: string | null;
  /** Whether an offer is open when it is asked for; null for any hours. Asked only of what fits all else. */
  readonly isOpenThen: ((row: BookRow) => boolean) | null;
}

/** An offer found. */
export interface ShelfHit {
  readonly row: BookRow;
  /** Metres from the centre; null without a centre or a position. */
  readonly metres: number | null;
}

/** What was found: how many, and the offers themselves only as far as they are asked for. */
export interface ShelfHits {
  readonly total: number;
  /** The first of them, best first; all when there are no more. */
  readonly first: (count: number) => readonly ShelfHit[];
  /** How many of them have each facet. */
  readonly tally: () => FacetTally;
  /** How many of them are found within fewer metres: those, and those of the town itself. */
  readonly within: (metres: number) => number;
}

/** Offers in memory, searched by place and words. */
export interface OfferShelf {
  /** Best first: nearest, then by name as French readers sort, then by id. Those in `except` are left out. */
  readonly find: (query: ShelfQuery, except: ReadonlySet<string>) => ShelfHits;
  /** All that hold the words, wherever they are, in no order. */
  readonly holding: (words: string, except: ReadonlySet<string>) => readonly BookRow[];
}

const collator = new Intl.Collator("fr");

/** The order of offers at the same distance. */
export function byName(a: BookRow, b: BookRow): number {
  return (
    collator.compare(a.service_name, b.service_name) ||
    collator.compare(a.location_name ?? "", b.location_name ?? "") ||
    (a.id < b.id ? -1 : 1)
  );
}

/** The stems under which a row is found. */
export function stemsOfRow(row: BookRow): Set<string> {
  const words = [row.service_name, row.location_name, row.organization_name, row.city];
  const texts = [...words, ...row.service_labels, row.summary, row.description];
  return stemsIn(texts.filter((text) => text !== null).join(" "));
}

/** Offers in the order of {@link byName}, column by column: their rows are read one by one, when they are needed. */
export interface ShelfSource {
  readonly size: number;
  /** The row at a position, the same object each time. */
  readonly rowAt: (position: number) => BookRow;
  readonly marks: OfferMarks;
  /** Degrees; null without a place. */
  readonly latitude: readonly (number | null)[];
  readonly longitude: readonly (number | null)[];
  /** Codes of their communes. */
  readonly communes: readonly (string | null)[];
  /** Postings of the words under which they are found; null to read them from their texts. */
  readonly postings: KnownPostings | null;
}

/** The columns of rows in the order of {@link byName}. */
export function sourceOfRows(rows: readonly BookRow[]): ShelfSource {
  return {
    size: rows.length,
    rowAt: (position) => rows[position]!,
    marks: marksOf(rows),
    latitude: rows.map(({ latitude }) => latitude),
    longitude: rows.map(({ longitude }) => longitude),
    communes: rows.map(({ code_insee: code }) => code),
    postings: null,
  };
}

/** The columns by which offers are searched. */
export function columnsOf(source: ShelfSource): OfferColumns {
  const { size, postings, rowAt } = source;
  const columnRow = (position: number): ColumnRow => {
    return {
      ...columnRowOf(source, position),
      stems: postings === null ? stemsOfRow(rowAt(position)) : [],
    };
  };
  return makeColumns(size, columnRow, postings);
}

function columnRowOf(
  { latitude, longitude, marks }: ShelfSource,
  position: number,
): Omit<ColumnRow, "stems"> {
  return {
    latitude: latitude[position] ?? Number.NaN,
    longitude: longitude[position] ?? Number.NaN,
    needs: marks.needs[position]!,
    facets: marks.facets[position]!,
    publics: marks.publics[position]!,
    dayParts: 0,
    quality: 0,
  };
}

/** Key of an offer without a place: behind every distance. */
const noPlace = 2 ** 27 - 1;
const placesInOrder = 2 ** 20;
/** The number of no town. */
const noTown = -2;
const none: ShelfHits = {
  total: 0,
  first: () => [],
  tally: () => tallyFacets([], marksOf([])),
  within: () => 0,
};

interface Shelved {
  readonly rowAt: (position: number) => BookRow;
  /** In the order of names. */
  readonly marks: OfferMarks;
  readonly columns: OfferColumns;
  readonly rowOfOrdinal: Uint32Array;
  readonly byTown: ReadonlyMap<string | null, readonly number[]>;
  /** Of each row of `columns`, its place on a sphere of radius 1: three numbers; NaN without a place. */
  readonly spots: Float64Array;
  /** Of each row of `columns`, the number of its town among `townNumbers`. */
  readonly townOf: Int32Array;
  readonly townNumbers: ReadonlyMap<string | null, number>;
}

/** Puts offers on a shelf. */
export function makeShelf(given: readonly BookRow[]): OfferShelf {
  return makeShelfOf(sourceOfRows(given.toSorted(byName)));
}

/** Puts offers on a shelf: a row's position breaks ties. */
export function makeShelfOf(source: ShelfSource): OfferShelf {
  const { size, rowAt, marks, latitude, longitude, communes } = source;
  const columns = columnsOf(source);
  const rowOfOrdinal = new Uint32Array(size);
  columns.ordinal.forEach((ordinal, row) => (rowOfOrdinal[ordinal] = row));
  const byTown = Map.groupBy(communes.keys(), (position) => communes[position] ?? null);
  const spots = new Float64Array(size * 3);
  for (let position = 0; position < size; position += 1) {
    const place = { latitude: latitude[position] ?? null, longitude: longitude[position] ?? null };
    spots.set(spotOf(place), rowOfOrdinal[position]! * 3);
  }
  const townNumbers = new Map([...byTown.keys()].map((code, number) => [code, number]));
  const townOf = Int32Array.from(
    columns.ordinal,
    (ordinal) => townNumbers.get(communes[ordinal] ?? null) ?? -1,
  );
  const shelf: Shelved = { rowAt, marks, columns, rowOfOrdinal, byTown, spots, townOf, townNumbers };
  return {
    find: (query, except) => {
      const asked = query.words === null ? [] : stemsAsked(columns, query.words);
      return asked === null ? none : hitsOf(shelf, keysFound(shelf, query, { asked, except }), query);
    },
    holding: (words, except) => {
      const asked = stemsAsked(columns, words);
      if (asked === null) return [];
      const held = columns.ordinal.filter((_, at) =>
        asked.every((numbers) => rowHolds(columns, numbers, at)),
      );
      return Array.from(held, rowAt).filter(({ id }) => !except.has(id));
    },
  };
}

/** Sorts no further than it is asked to. */
function hitsOf(shelf: Shelved, keys: Float64Array, { centre, town }: ShelfQuery): ShelfHits {
  const { rowAt, marks, rowOfOrdinal, townOf, townNumbers } = shelf;
  const ownTown = town === null ? noTown : (townNumbers.get(town) ?? noTown);
  return {
    total: keys.length,
    first: (count) =>
      [...smallest(keys, count)].map((key) => {
        const row = rowAt(key % placesInOrder);
        return { row, metres: metresTo(row, centre) };
      }),
    tally: () =>
      tallyFacets(
        keys.map((key) => key % placesInOrder),
        marks,
      ),
    within: (metres) => {
      const farthest = Math.round(chordOf(metres) * earthMillimetres);
      const isWithin = (key: number): boolean =>
        Math.floor(key / placesInOrder) <= farthest || townOf[rowOfOrdinal[key % placesInOrder]!] === ownTown;
      return keys.reduce((count, key) => (isWithin(key) ? count + 1 : count), 0);
    },
  };
}

/** The smallest numbers of a list, rising; the list is reordered. Quickselect (Hoare 1961), then a sort of what was selected. */
export function smallest(keys: Float64Array, count: number): Float64Array {
  let [low, high] = [0, keys.length - 1];
  while (low < high && count < keys.length) {
    const pivot = keys[(low + high) >>> 1]!;
    let [left, right] = [low, high];
    while (left <= right) {
      while (keys[left]! < pivot) left += 1;
      while (keys[right]! > pivot) right -= 1;
      if (left > right) break;
      const swapped = keys[left]!;
      keys[left] = keys[right]!;
      keys[right] = swapped;
      left += 1;
      right -= 1;
    }
    if (count - 1 <= right) high = right;
    else if (count - 1 >= left) low = left;
    else break;
  }
  return keys.subarray(0, Math.min(count, keys.length)).toSorted();
}

/** A list of numbers that grows in place. */
class GrowingKeys {
  #keys = new Float64Array(256);
  #count = 0;

  add(key: number): void {
    if (this.#count === this.#keys.length) {
      const wider = new Float64Array(this.#count * 2);
      wider.set(this.#keys);
      this.#keys = wider;
    }
    this.#keys[this.#count] = key;
    this.#count += 1;
  }

  all(): Float64Array {
    return this.#keys.subarray(0, this.#count);
  }
}

/** One number for each offer found: its distance in millimetres, then its place in the order of names. */
function keysFound(
  shelf: Shelved,
  query: ShelfQuery,
  { asked, except }: { readonly asked: readonly number[][]; readonly except: ReadonlySet<string> },
): Float64Array {
  const { rowAt, columns, rowOfOrdinal, byTown, spots, townOf, townNumbers } = shelf;
  const { centre, town, isOpenThen } = query;
  const wanted = wantedBits(query);
  const isAlsoWanted = alsoWanted(query);
  const [x, y, z] = spotOf(centre ?? noSpot);
  const farthest = chordOf(query.radiusMetres);
  const ownTown = town === null ? noTown : (townNumbers.get(town) ?? noTown);
  const keys = new GrowingKeys();
  const isFit = (at: number): boolean =>
    (columns.facets[at]! & wanted.facets) === wanted.facets &&
    (columns.needs[at]! & wanted.needs) === wanted.needs &&
    (columns.publics[at]! & wanted.publics) === wanted.publics &&
    asked.every((numbers) => rowHolds(columns, numbers, at)) &&
    !(except.size > 0 && except.has(rowAt(columns.ordinal[at]!).id)) &&
    (isAlsoWanted === null || isAlsoWanted(rowAt(columns.ordinal[at]!))) &&
    (isOpenThen === null || isOpenThen(rowAt(columns.ordinal[at]!)));
  const chordTo = (at: number): number => {
    const dx = spots[at * 3]! - x;
    const dy = spots[at * 3 + 1]! - y;
    const dz = spots[at * 3 + 2]! - z;
    return Math.sqrt(dx * dx + dy * dy + dz * dz);
  };
  const take = (at: number, chord: number): void => {
    const millimetres = Math.round(chord * earthMillimetres);
    keys.add((millimetres < noPlace ? millimetres : noPlace) * placesInOrder + columns.ordinal[at]!);
  };
  if (centre !== null) {
    // A little wider than the disc, which is measured on the sphere and not on the plane.
    const disc = { ...centre, km: (query.radiusMetres / 1000) * 1.02 + 0.1 };
    visitStretches(columns, disc, (from, to) => {
      for (let at = from; at < to; at += 1) {
        const chord = chordTo(at);
        if (chord <= farthest && townOf[at] !== ownTown && isFit(at)) take(at, chord);
      }
    });
  }
  for (const ordinal of town === null ? [] : (byTown.get(town) ?? [])) {
    const at = rowOfOrdinal[ordinal]!;
    if (isFit(at)) take(at, chordTo(at));
  }
  return keys.all();
}

const earthMillimetres = 6_371_008_800;
const noSpot = { latitude: null, longitude: null };

/** A place on a sphere of radius 1; NaN without a place. Chords between such places rise as distances do. */
function spotOf({
  latitude,
  longitude,
}: {
  readonly latitude: number | null;
  readonly longitude: number | null;
}): readonly [number, number, number] {
  if (latitude === null || longitude === null) return [Number.NaN, Number.NaN, Number.NaN];
  const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
}

/** The chord of a distance on that sphere. */
function chordOf(metres: number): number {
  return 2 * Math.sin((metres * 1000) / earthMillimetres / 2);
}

function metresTo({ latitude, longitude }: BookRow, centre: GeoPoint | null): number | null {
  if (centre === null || latitude === null || longitude === null) return null;
  return distanceMetres(centre, { latitude, longitude });
}
