import type { OfferColumns } from "./columns.ts";
import { lowerBound, planeFrom, visitStretches, type Disc } from "./disc.ts";
import { stemsLike } from "./typos.ts";
import { askedWords } from "./words.ts";

/** What is looked for in the columns. Masks of 0 ask for nothing. */
export interface ColumnQuery {
  readonly disc: Disc;
  /** Any of these needs. */
  readonly needs: number;
  /** All of these facets. */
  readonly facets: number;
  /** Any of these publics; offers for everyone always match. */
  readonly publics: number;
  /** Any of these parts of the week; offers whose hours are not known never match. */
  readonly dayParts: number;
  /** Words that must all be found; null for none. */
  readonly words: string | null;
  readonly limit: number;
}

/** A row found. */
export interface ColumnHit {
  /** Position in the list from which the columns were made. */
  readonly ordinal: number;
  readonly score: number;
  readonly km: number;
}

/** Parts of a score, which add up to 1. Source  notes on storage §2. */
const near = 0.5;
const answers = 0.3;
const quality = 0.2;

/** Number of bits set. */
function bits(mask: number): number {
  let rest = mask - ((mask >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** For each word of the question, the numbers of the stems under which it is found. Null when a word is found nowhere. */
export function stemsAsked(columns: OfferColumns, words: string): number[][] | null {
  const asked: number[][] = [];
  for (const { word, stems, synonyms } of askedWords(words)) {
    const known = stems.flatMap((stem) => columns.stemNumber.get(stem) ?? []);
    const begun = known.length > 0 ? known : stemsBegunBy(columns, word);
    const own = begun.length > 0 ? begun : stemsLike(columns, stems[0] ?? word);
    const meant = synonyms.flatMap((stem) => columns.stemNumber.get(stem) ?? []);
    const numbers = [...new Set([...own, ...meant])];
    if (numbers.length === 0) return null;
    asked.push(numbers);
  }
  return asked;
}

const shortestBeginning = 3;
const mostBegun = 60;

/** Numbers of the stems that a word begins: people type while they look. */
function stemsBegunBy({ stems }: OfferColumns, word: string): number[] {
  if (word.length < shortestBeginning) return [];
  let [low, high] = [0, stems.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (stems[middle]! < word) low = middle + 1;
    else high = middle;
  }
  const first = low;
  const others = stems.slice(first, first + mostBegun).findIndex((stem) => !stem.startsWith(word));
  const count = others < 0 ? Math.min(mostBegun, stems.length - first) : others;
  return Array.from({ length: count }, (_, position) => first + position);
}

function postingCount({ postingStart }: OfferColumns, numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + postingStart[number + 1]! - postingStart[number]!, 0);
}

/** Whether a row holds any of some stems. */
export function rowHolds(
  { postings, postingStart }: OfferColumns,
  numbers: readonly number[],
  row: number,
): boolean {
  return numbers.some((number) => {
    const end = postingStart[number + 1]!;
    const at = lowerBound(postings, row, postingStart[number], end);
    return at < end && postings[at] === row;
  });
}

/** Keeps the best, in no order, while rows come in. Ties go to the row that comes first in the list given. */
class Best {
  readonly scores: Float64Array;
  readonly ordinals: Float64Array;
  readonly kms: Float64Array;
  readonly #limit: number;
  count = 0;
  least = -Infinity;

  constructor(limit: number) {
    this.#limit = limit;
    this.scores = new Float64Array(limit);
    this.ordinals = new Float64Array(limit);
    this.kms = new Float64Array(limit);
  }

  /** Puts a row in its place in the order; the last one falls out when there is no room. */
  offer(score: number, ordinal: number, km: number): void {
    let at = this.count < this.#limit ? this.count : this.#limit - 1;
    if (this.count === this.#limit && !this.#isBefore(score, ordinal, at)) return;
    while (at > 0 && this.#isBefore(score, ordinal, at - 1)) {
      this.scores[at] = this.scores[at - 1]!;
      this.ordinals[at] = this.ordinals[at - 1]!;
      this.kms[at] = this.kms[at - 1]!;
      at -= 1;
    }
    this.scores[at] = score;
    this.ordinals[at] = ordinal;
    this.kms[at] = km;
    if (this.count < this.#limit) this.count += 1;
    if (this.count === this.#limit) this.least = this.scores[this.#limit - 1]!;
  }

  #isBefore(score: number, ordinal: number, at: number): boolean {
    const other = this.scores[at]!;
    return score > other || (score === other && ordinal < this.ordinals[at]!);
  }

  hits(): ColumnHit[] {
    return Array.from({ length: this.count }, (_, at) => ({
      score: this.scores[at]!,
      ordinal: this.ordinals[at]!,
      km: this.kms[at]!,
    }));
  }
}

/** The best rows within a disc: near, answering many of the needs, with room and recently confirmed. Best first. */
export function searchColumns(columns: OfferColumns, query: ColumnQuery): ColumnHit[] {
  const asked = query.words === null ? [] : stemsAsked(columns, query.words);
  if (asked === null) return [];
  const best = new Best(query.limit);
  const consider = considering(columns, query, best);
  const driver = asked.toSorted((a, b) => postingCount(columns, a) - postingCount(columns, b));
  const [rarest, ...others] = driver;
  visitStretches(columns, query.disc, (from, to) => {
    if (rarest === undefined) {
      for (let row = from; row < to; row += 1) consider(row);
      return;
    }
    for (const row of rowsHolding(columns, rarest, [from, to])) {
      if (others.every((numbers) => rowHolds(columns, numbers, row))) consider(row);
    }
  });
  return best.hits();
}

/** Rows of a stretch that hold any of some stems, each once, rising. */
function rowsHolding(
  { postings, postingStart }: OfferColumns,
  numbers: readonly number[],
  [from, to]: readonly [number, number],
): Iterable<number> {
  const rows: number[] = [];
  for (const number of numbers) {
    const end = postingStart[number + 1]!;
    for (let at = lowerBound(postings, from, postingStart[number], end); at < end; at += 1) {
      const row = postings[at]!;
      if (row >= to) break;
      rows.push(row);
    }
  }
  return numbers.length === 1 ? rows : new Set(rows.toSorted((a, b) => a - b));
}

function considering(columns: OfferColumns, query: ColumnQuery, best: Best): (row: number) => void {
  const { needs, facets, publics, dayParts, quality: qualities, latitude, longitude, ordinal } = columns;
  const plane = planeFrom(query.disc);
  const { km } = query.disc;
  const wanted = bits(query.needs);
  return (row) => {
    const shared = needs[row]! & query.needs;
    if (query.needs !== 0 && shared === 0) return;
    if ((facets[row]! & query.facets) >>> 0 !== query.facets >>> 0) return;
    if (query.publics !== 0 && publics[row] !== 0 && (publics[row]! & query.publics) === 0) return;
    if (query.dayParts !== 0 && (dayParts[row]! & query.dayParts) === 0) return;
    const north = (latitude[row]! - plane.latitude) * plane.north;
    const east = (longitude[row]! - plane.longitude) * plane.east;
    const distance = Math.sqrt(north * north + east * east);
    if (distance > km) return;
    const score =
      near * (1 - distance / km) +
      (wanted === 0 ? answers : (answers * bits(shared)) / wanted) +
      (quality * qualities[row]!) / 255;
    if (score >= best.least) best.offer(score, ordinal[row]!, distance);
  };
}

/** How many offers with a place lie within a disc. */
export function countWithin(columns: OfferColumns, disc: Disc): number {
  const plane = planeFrom(disc);
  let count = 0;
  visitStretches(columns, disc, (from, to) => {
    for (let row = from; row < to; row += 1) {
      const north = (columns.latitude[row]! - plane.latitude) * plane.north;
      const east = (columns.longitude[row]! - plane.longitude) * plane.east;
      if (north * north + east * east <= disc.km * disc.km) count += 1;
    }
  });
  return count;
}

/** The same answer by looking at every row: the witness of {@link searchColumns}. */
export function searchByBruteForce(columns: OfferColumns, query: ColumnQuery): ColumnHit[] {
  const asked = query.words === null ? [] : stemsAsked(columns, query.words);
  if (asked === null) return [];
  const best = new Best(columns.size);
  const consider = considering(columns, query, best);
  for (let row = 0; row < columns.placed; row += 1) {
    if (asked.every((numbers) => rowHolds(columns, numbers, row))) consider(row);
  }
  return best
    .hits()
    .toSorted((a, b) => b.score - a.score || a.ordinal - b.ordinal)
    .slice(0, query.limit);
}
