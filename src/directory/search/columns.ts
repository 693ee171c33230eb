/** One row to put into the columns, as plain numbers and stems. */
export interface ColumnRow {
  /** Degrees; NaN when there is no place. */
  readonly latitude: number;
  readonly longitude: number;
  /** A bit for each need it answers. */
  readonly needs: number;
  /** Bits that a question may ask to be all there. */
  readonly facets: number;
  /** Bits of publics and ages of which a question may ask for any; 0 means everyone. */
  readonly publics: number;
  /** Bits of the 21 parts of the week (three a day) in which it is open; 0 means not known. */
  readonly dayParts: number;
  /** 0 to 255: room, freshness, evidence. */
  readonly quality: number;
  readonly stems: Iterable<string>;
}

/**
 * Offers column by column. Rows are sorted by cells of 0.02°, west to east in bands from south to north, so that a disc
 * is a few stretches of rows; those without a place come last. Within a cell the best quality comes first. Postings of a
 * stem are rows in rising order.
 */
export interface OfferColumns {
  readonly size: number;
  /** Rows with a place: they are the first. */
  readonly placed: number;
  readonly latitude: Float32Array;
  readonly longitude: Float32Array;
  /** Keys of the cells that hold offers, rising; and where the rows of each begin, with one more at the end. */
  readonly cellKey: Uint32Array;
  readonly cellStart: Uint32Array;
  readonly needs: Uint32Array;
  readonly facets: Uint32Array;
  readonly publics: Uint32Array;
  readonly dayParts: Uint32Array;
  readonly quality: Uint8Array;
  /** Position of the row in the list from which the columns were made. */
  readonly ordinal: Uint32Array;
  /** Stems, sorted; number of a stem is its position. */
  readonly stems: readonly string[];
  readonly stemNumber: StemNumbers;
  readonly postingStart: Uint32Array;
  readonly postings: Uint32Array;
}

/** Numbers of stems; undefined for one that no row has. */
export type StemNumbers = Pick<ReadonlyMap<string, number>, "get">;

/** Cells in one degree, in both directions. */
export const cellsPerDegree = 50;
const cellsAround = 360 * cellsPerDegree;

/** Band of a latitude, counted from the south pole. */
export function bandOf(latitude: number): number {
  return Math.floor((latitude + 90) * cellsPerDegree);
}

/** Column of a longitude, counted from the date line. */
export function columnOf(longitude: number): number {
  return Math.min(cellsAround - 1, Math.max(0, Math.floor((longitude + 180) * cellsPerDegree)));
}

/** Key of a cell. */
export function cellKeyOf(band: number, column: number): number {
  return band * cellsAround + column;
}

/** A list of numbers that grows. */
class NumberList {
  #values = new Uint32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Uint32Array(this.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }

  all(): Uint32Array {
    return this.#values.subarray(0, this.length);
  }
}

/** What tells which rows are in a disc. */
export type Cells = Pick<OfferColumns, "cellKey" | "cellStart">;

/** Stems, sorted, and their numbers. */
export type Stems = Pick<OfferColumns, "stems" | "stemNumber">;

/** Stems, and the rows that have each of them, rising. */
export interface StemRows extends Stems {
  readonly rowsOf: (stem: number) => Uint32Array;
}

/** The stems of columns, each with its rows. */
export function stemRowsOf({ stems, stemNumber, postings, postingStart }: OfferColumns): StemRows {
  const rowsOf = (stem: number): Uint32Array => postings.subarray(postingStart[stem], postingStart[stem + 1]);
  return { stems, stemNumber, rowsOf };
}

/** Makes the columns of rows, which are asked for one after the other and not kept. */
export function makeColumns(size: number, rowAt: (position: number) => ColumnRow): OfferColumns {
  const order = new Float64Array(size);
  const given = {
    latitude: new Float32Array(size),
    longitude: new Float32Array(size),
    needs: new Uint32Array(size),
    facets: new Uint32Array(size),
    publics: new Uint32Array(size),
    dayParts: new Uint32Array(size),
    quality: new Uint8Array(size),
  };
  const numbers = new Map<string, number>();
  const words = new NumberList();
  const wordStart = new Uint32Array(size + 1);
  let placed = 0;
  for (let position = 0; position < size; position += 1) {
    const row = rowAt(position);
    const isPlaced = !Number.isNaN(row.latitude);
    if (isPlaced) placed += 1;
    // As they are kept, so that no row lies outside its cell.
    const latitude = (given.latitude[position] = Math.fround(row.latitude));
    const longitude = (given.longitude[position] = Math.fround(row.longitude));
    const key = isPlaced ? cellKeyOf(bandOf(latitude), columnOf(longitude)) : 2 ** 32 - 1;
    order[position] = key * 2 ** 21 + position;
    given.needs[position] = row.needs;
    given.facets[position] = row.facets;
    given.publics[position] = row.publics;
    given.dayParts[position] = row.dayParts;
    given.quality[position] = row.quality;
    for (const stem of row.stems) {
      let number = numbers.get(stem);
      if (number === undefined) numbers.set(stem, (number = numbers.size));
      words.push(number);
    }
    wordStart[position + 1] = words.length;
  }
  order.sort();
  const cells = cellsOf(order.subarray(0, placed));
  const ordinal = bestFirst(order, cells.cellStart, given.quality);
  return {
    size,
    placed,
    ordinal,
    ...reordered(given, ordinal),
    ...cells,
    ...postingsOf(numbers, { words: words.all(), wordStart, ordinal }),
  };
}

/** Positions of rows in the order of their cells, and within a cell by falling quality, then as they were given. */
function bestFirst(order: Float64Array, cellStart: Uint32Array, quality: Uint8Array): Uint32Array {
  const ordinal = Uint32Array.from(order, (mixed) => mixed % 2 ** 21);
  for (let cell = 0; cell + 1 < cellStart.length; cell += 1) {
    const rows = ordinal.subarray(cellStart[cell], cellStart[cell + 1]);
    if (rows.length < 2) continue;
    for (let at = 0; at < rows.length; at += 1) rows[at]! += (255 - quality[rows[at]!]!) * 2 ** 21;
    rows.sort();
    for (let at = 0; at < rows.length; at += 1) rows[at]! %= 2 ** 21;
  }
  return ordinal;
}

type Values = Readonly<
  Record<"latitude" | "longitude", Float32Array> &
    Record<"needs" | "facets" | "publics" | "dayParts", Uint32Array> & { readonly quality: Uint8Array }
>;

function reordered(given: Values, ordinal: Uint32Array): Values {
  const put = <List extends Float32Array | Uint32Array | Uint8Array>(from: List, to: List): List => {
    for (let row = 0; row < ordinal.length; row += 1) to[row] = from[ordinal[row]!]!;
    return to;
  };
  const floats = (values: Float32Array): Float32Array => put(values, new Float32Array(values.length));
  const integers = (values: Uint32Array): Uint32Array => put(values, new Uint32Array(values.length));
  return {
    latitude: floats(given.latitude),
    longitude: floats(given.longitude),
    needs: integers(given.needs),
    facets: integers(given.facets),
    publics: integers(given.publics),
    dayParts: integers(given.dayParts),
    quality: put(given.quality, new Uint8Array(ordinal.length)),
  };
}

function cellsOf(order: Float64Array): Cells {
  return cellsOfKeys(order.length, (row) => Math.floor(order[row]! / 2 ** 21));
}

/** The cells of rows that lie in the order of their cells. Degrees of those with a place. */
export function cellsOfRows(latitude: readonly number[], longitude: readonly number[]): Cells {
  return cellsOfKeys(latitude.length, (row) =>
    cellKeyOf(bandOf(Math.fround(latitude[row]!)), columnOf(Math.fround(longitude[row]!))),
  );
}

function cellsOfKeys(size: number, keyOf: (row: number) => number): Cells {
  const cellKey = new Uint32Array(size);
  const cellStart = new Uint32Array(size + 1);
  let count = 0;
  for (let row = 0; row < size; row += 1) {
    const key = keyOf(row);
    if (count > 0 && cellKey[count - 1] === key) continue;
    cellKey[count] = key;
    cellStart[count] = row;
    count += 1;
  }
  cellStart[count] = size;
  return { cellKey: cellKey.slice(0, count), cellStart: cellStart.slice(0, count + 1) };
}

interface WordsOfRows {
  readonly words: Uint32Array;
  readonly wordStart: Uint32Array;
  readonly ordinal: Uint32Array;
}

type Postings = Pick<OfferColumns, "stems" | "stemNumber" | "postingStart" | "postings">;

/** Postings of stems that were numbered as they came: they get the numbers of their order. */
function postingsOf(
  numbers: ReadonlyMap<string, number>,
  { words, wordStart, ordinal }: WordsOfRows,
): Postings {
  const stems = [...numbers.keys()].toSorted();
  const sortedNumber = new Uint32Array(stems.length);
  stems.forEach((stem, position) => (sortedNumber[numbers.get(stem)!] = position));
  for (let at = 0; at < words.length; at += 1) words[at] = sortedNumber[words[at]!]!;
  return postingsFrom(stems, { words, wordStart, ordinal });
}

function postingsFrom(stems: readonly string[], { words, wordStart, ordinal }: WordsOfRows): Postings {
  const postingStart = new Uint32Array(stems.length + 1);
  for (let at = 0; at < words.length; at += 1) postingStart[words[at]! + 1]! += 1;
  for (let stem = 0; stem < stems.length; stem += 1) postingStart[stem + 1]! += postingStart[stem]!;
  const next = postingStart.slice();
  const postings = new Uint32Array(words.length);
  // Rows in rising order, so that each list rises by itself.
  for (let row = 0; row < ordinal.length; row += 1) {
    const position = ordinal[row]!;
    for (let at = wordStart[position]!; at < wordStart[position + 1]!; at += 1) {
      const stem = words[at]!;
      postings[next[stem]!] = row;
      next[stem]! += 1;
    }
  }
  return { stems, stemNumber: numberMap(stems), postingStart, postings };
}

/** Positions of sorted stems, looked for when asked: a map of them all would take longer than a search. */
export function numbersOfSorted(stems: readonly string[]): StemNumbers {
  return {
    get: (stem) => {
      let [low, high] = [0, stems.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (stems[middle]! < stem) low = middle + 1;
        else high = middle;
      }
      return stems[low] === stem ? low : undefined;
    },
  };
}

/** Positions of stems, by stem. */
export function numberMap(stems: readonly string[]): ReadonlyMap<string, number> {
  return new Map(stems.map((stem, position) => [stem, position]));
}
