import { distanceMetres, type GeoPoint } from "#base";
import type { BookRow } from "./book-store.ts";
import {
  alsoWanted,
  facetBitsOf,
  needBitsOf,
  otherLanguages,
  publicBitsOf,
  tallyFacets,
  wantedBits,
  type FacetTally,
  type Narrowing,
  type OfferMarks,
} from "./offer-facets.ts";
import { makeColumns, stemRowsOf, type Cells, type ColumnRow, type StemRows } from "./search/columns.ts";
import { lowerBound, visitStretches } from "./search/disc.ts";
import { stemsAsked } from "./search/search-columns.ts";
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

/**
 * Offers column by column, in the order of their cells ({@link makeColumns}). The rows of the book are read one by one, when they
 * are needed.
 */
export interface ShelfSource {
  /** Place of each in the order of {@link byName}, and which has each place. */
  readonly ordinal: Uint32Array;
  readonly rowOfOrdinal: Uint32Array;
  /** The row of the book at a place in the order of names, the same object each time. */
  readonly rowAt: (place: number) => BookRow;
  readonly cells: Cells;
  readonly marks: OfferMarks;
  /** Degrees; NaN without a place. */
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
  /** Codes of the communes that occur, and the place of each offer's among them. */
  readonly communes: readonly (string | null)[];
  readonly communeOf: Int32Array;
  readonly words: StemRows;
}

/** The columns of rows in the order of {@link byName}. */
export function sourceOfRows(rows: readonly BookRow[]): ShelfSource {
  const columns = makeColumns(rows.length, (place) => columnRowOf(rows[place]!));
  const { ordinal } = columns;
  const communes = [...new Set(rows.map(({ code_insee: code }) => code))];
  const numbers = new Map(communes.map((code, number) => [code, number]));
  const languages = new Map<number, readonly string[]>();
  ordinal.forEach((place, row) => {
    const spoken = otherLanguages(rows[place]!);
    if (spoken.length > 0) languages.set(row, spoken);
  });
  return {
    ordinal,
    rowOfOrdinal: turnedRound(ordinal),
    rowAt: (place) => rows[place]!,
    cells: columns,
    marks: { facets: columns.facets, needs: columns.needs, publics: columns.publics, languages },
    latitude: Float64Array.from(ordinal, (place) => rows[place]!.latitude ?? Number.NaN),
    longitude: Float64Array.from(ordinal, (place) => rows[place]!.longitude ?? Number.NaN),
    communes,
    communeOf: Int32Array.from(ordinal, (place) => numbers.get(rows[place]!.code_insee) ?? -1),
    words: stemRowsOf(columns),
  };
}

function columnRowOf(row: BookRow): ColumnRow {
  return {
    latitude: row.latitude ?? Number.NaN,
    longitude: row.longitude ?? Number.NaN,
    needs: needBitsOf(row),
    facets: facetBitsOf(row),
    publics: publicBitsOf(row),
    dayParts: 0,
    quality: 0,
    stems: stemsOfRow(row),
  };
}

/** Of an order of places, which stands at each. */
export function turnedRound(order: Uint32Array): Uint32Array {
  const turned = new Uint32Array(order.length);
  for (let at = 0; at < order.length; at += 1) turned[order[at]!] = at;
  return turned;
}

/** Key of an offer without a place: behind every distance. */
const noPlace = 2 ** 27 - 1;
const placesInOrder = 2 ** 20;
/** The number of no commune. */
const noCommune = -2;
const none: ShelfHits = {
  total: 0,
  first: () => [],
  tally: () => tallyFacets([], noMarks()),
  within: () => 0,
};

function noMarks(): OfferMarks {
  const nothing = new Uint32Array();
  return { facets: nothing, needs: nothing, publics: nothing, languages: new Map() };
}

interface Shelved extends ShelfSource {
  /** Of each row its place on a sphere of radius 1, three numbers, made when it is first asked for; NaN without a place. */
  readonly spots: Float64Array;
  /** Rows of a commune. */
  readonly rowsOfCommune: (commune: string) => readonly number[];
}

/** Puts offers on a shelf. */
export function makeShelf(given: readonly BookRow[]): OfferShelf {
  return makeShelfOf(sourceOfRows(given.toSorted(byName)));
}

/** Puts offers on a shelf: their places in the order of names break ties. */
export function makeShelfOf(source: ShelfSource): OfferShelf {
  const { ordinal, rowAt, words } = source;
  const spots = new Float64Array(ordinal.length * 3);
  const shelf: Shelved = { ...source, spots, rowsOfCommune: rowsByCommune(source) };
  return {
    find: (query, except) => {
      const asked = query.words === null ? [] : rowsAsked(words, query.words);
      return asked === null ? none : hitsOf(shelf, keysFound(shelf, query, { asked, except }), query);
    },
    holding: (text, except) => {
      const asked = rowsAsked(words, text);
      if (asked === null) return [];
      const held = ordinal.filter((_, row) => isInEach(asked, row));
      return Array.from(held, rowAt).filter(({ id }) => !except.has(id));
    },
  };
}

/** For each word of the question, the rows of the stems under which it is found. Null when a word is found nowhere. */
function rowsAsked(words: StemRows, question: string): (readonly Uint32Array[])[] | null {
  return stemsAsked(words, question)?.map((stems) => stems.map(words.rowsOf)) ?? null;
}

/** Whether a row is in one list of each word. */
function isInEach(asked: readonly (readonly Uint32Array[])[], row: number): boolean {
  return asked.every((lists) => lists.some((rows) => rows[lowerBound(rows, row)] === row));
}

/** Finds the rows of a commune the first time that they are asked for. */
function rowsByCommune({ communes, communeOf }: ShelfSource): Shelved["rowsOfCommune"] {
  const known = new Map<string, readonly number[]>();
  const find = (commune: string): readonly number[] => {
    const number = communes.indexOf(commune);
    const rows: number[] = [];
    let row = number < 0 ? -1 : communeOf.indexOf(number);
    for (; row >= 0; row = communeOf.indexOf(number, row + 1)) rows.push(row);
    known.set(commune, rows);
    return rows;
  };
  return (commune) => known.get(commune) ?? find(commune);
}

/** The number of a commune on a shelf; one that no offer bears for a commune without offers. */
function communeNumber({ rowsOfCommune, communeOf }: Shelved, code: string | null): number {
  const [row] = code === null ? [] : rowsOfCommune(code);
  return row === undefined ? noCommune : communeOf[row]!;
}

/** Sorts no further than it is asked to. */
function hitsOf(shelf: Shelved, keys: Float64Array, { centre, town }: ShelfQuery): ShelfHits {
  const { rowAt, rowOfOrdinal, marks, communeOf } = shelf;
  const ownCommune = communeNumber(shelf, town);
  return {
    total: keys.length,
    first: (count) =>
      [...smallest(keys, count)].map((key) => {
        const row = rowAt(key % placesInOrder);
        return { row, metres: metresTo(row, centre) };
      }),
    tally: () =>
      tallyFacets(
        keys.map((key) => rowOfOrdinal[key % placesInOrder]!),
        marks,
      ),
    within: (metres) => {
      const farthest = Math.round(chordOf(metres) * earthMillimetres);
      const isWithin = (key: number): boolean =>
        Math.floor(key / placesInOrder) <= farthest ||
        communeOf[rowOfOrdinal[key % placesInOrder]!] === ownCommune;
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
  {
    asked,
    except,
  }: { readonly asked: readonly (readonly Uint32Array[])[]; readonly except: ReadonlySet<string> },
): Float64Array {
  const { rowAt, ordinal, cells, marks, spots, rowsOfCommune, communeOf } = shelf;
  const { facets, needs, publics } = marks;
  const { centre, town, isOpenThen } = query;
  const wanted = wantedBits(query);
  const isAlsoWanted = alsoWanted(query);
  const [x, y, z] = spotOf(centre?.latitude ?? Number.NaN, centre?.longitude ?? Number.NaN);
  const farthest = chordOf(query.radiusMetres);
  const own = town === null ? [] : rowsOfCommune(town);
  const ownCommune = communeNumber(shelf, town);
  const keys = new GrowingKeys();
  const isFit = (at: number): boolean =>
    (facets[at]! & wanted.facets) === wanted.facets &&
    (needs[at]! & wanted.needs) === wanted.needs &&
    (publics[at]! & wanted.publics) === wanted.publics &&
    isInEach(asked, at) &&
    !(except.size > 0 && except.has(rowAt(ordinal[at]!).id)) &&
    (isAlsoWanted === null || isAlsoWanted(rowAt(ordinal[at]!))) &&
    (isOpenThen === null || isOpenThen(rowAt(ordinal[at]!)));
  const chordTo = (at: number): number => {
    if (spots[at * 3] === 0) spots.set(spotOf(shelf.latitude[at]!, shelf.longitude[at]!), at * 3);
    const dx = spots[at * 3]! - x;
    const dy = spots[at * 3 + 1]! - y;
    const dz = spots[at * 3 + 2]! - z;
    return Math.sqrt(dx * dx + dy * dy + dz * dz);
  };
  const take = (at: number, chord: number): void => {
    const millimetres = Math.round(chord * earthMillimetres);
    keys.add((millimetres < noPlace ? millimetres : noPlace) * placesInOrder + ordinal[at]!);
  };
  if (centre !== null) {
    // A little wider than the disc, which is measured on the sphere and not on the plane.
    const disc = { ...centre, km: (query.radiusMetres / 1000) * 1.02 + 0.1 };
    visitStretches(cells, disc, (from, to) => {
      for (let at = from; at < to; at += 1) {
        const chord = chordTo(at);
        if (chord <= farthest && communeOf[at] !== ownCommune && isFit(at)) take(at, chord);
      }
    });
  }
  for (const at of own) if (isFit(at)) take(at, chordTo(at));
  return keys.all();
}

const earthMillimetres = 6_371_008_800;

/** A place on a sphere of radius 1; NaN without a place. Chords between such places rise as distances do. */
function spotOf(latitude: number, longitude: number): readonly [number, number, number] {
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
