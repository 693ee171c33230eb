import { Best, type ColumnHit } from "./best.ts";
import type { OfferColumns, Stems } from "./columns.ts";
import { lowerBound, planeFrom, visitStretches, type Disc } from "./disc.ts";
import { visitOutwards } from "./outwards.ts";
import { differByOneLetter, stemsLike } from "./typos.ts";
import { askedWords, meantByLike } from "./words.ts";

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

/**
 * For each word of the question, the numbers of the stems under which it is found. Null when a word is found nowhere. Only a
 * word that is neither found nor means anything known is taken for the beginning of another, then for one with a typing fault.
 */
export function stemsAsked(columns: Stems, words: string): number[][] | null {
  const numbersOf = (stems: readonly string[]): number[] =>
    stems.flatMap((stem) => columns.stemNumber.get(stem) ?? []);
  const asked: number[][] = [];
  for (const { word, stems, synonyms } of askedWords(words)) {
    let numbers = numbersOf([...stems, ...synonyms]);
    if (numbers.length === 0) numbers = stemsBegunBy(columns, word);
    if (numbers.length === 0) {
      const faulty = stemsLike(columns, stems[0] ?? word);
      numbers = [...new Set([...faulty, ...numbersOf(meantByLike(word, differByOneLetter))])];
    }
    if (numbers.length === 0) return null;
    asked.push(numbers);
  }
  return asked;
}

const shortestBeginning = 3;
const mostBegun = 60;

/** Numbers of the stems that a word begins: people type while they look. */
function stemsBegunBy({ stems }: Stems, word: string): number[] {
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

/** Whether a row holds any of some stems; of the first `count` of them when told. */
export function rowHolds(
  { postings, postingStart }: OfferColumns,
  numbers: readonly number[],
  row: number,
  count = numbers.length,
): boolean {
  for (let which = 0; which < count; which += 1) {
    const end = postingStart[numbers[which]! + 1]!;
    const at = lowerBound(postings, row, postingStart[numbers[which]!], end);
    if (at < end && postings[at] === row) return true;
  }
  return false;
}

/** The best rows within a disc: near, answering many of the needs, with room and recently confirmed. Best first. */
export function searchColumns(columns: OfferColumns, query: ColumnQuery): ColumnHit[] {
  const asked = query.words === null ? [] : stemsAsked(columns, query.words);
  if (asked === null) return [];
  const best = new Best(query.limit);
  if (asked.length === 0) searchCells(columns, query, best);
  else visitPostings(columns, query.disc, { asked, visit: considering(columns, query, best) });
  return best.hits();
}

/** More than what rounding can add to a score. */
const slack = 1e-9;

/**
 * Without words: cells from the middle outwards. What is farther, and in a cell what comes later, has a lower bound on
 * what it may score; where even that bound is below the last of the best, looking ends. Source  the threshold algorithm of
 * Fagin, Lotem and Naor, 2003, doi:10.1016/S0022-0000(03)00026-6.
 */
function searchCells(columns: OfferColumns, query: ColumnQuery, best: Best): void {
  const consider = considering(columns, query, best);
  const { quality: qualities } = columns;
  const { km } = query.disc;
  const most = (leastKm: number): number => near * (1 - leastKm / km) + answers + slack;
  visitOutwards(columns, query.disc, {
    isWorth: (leastKm) => most(leastKm) + quality >= best.least,
    visit: (from, to, leastKm) => {
      const mostHere = most(leastKm);
      for (let row = from; row < to; row += 1) {
        if (mostHere + (quality * qualities[row]!) / 255 < best.least) return;
        consider(row);
      }
    },
  });
}

/** With words: visits the rows of a disc's cells that hold the rarest and are found in the others, each once. */
function visitPostings(
  columns: OfferColumns,
  disc: Disc,
  { asked, visit }: { readonly asked: readonly number[][]; readonly visit: (row: number) => void },
): void {
  const [rarest = [], ...others] = asked.toSorted(
    (a, b) => postingCount(columns, a) - postingCount(columns, b),
  );
  const { postings, postingStart } = columns;
  const next = rarest.map((number) => postingStart[number]!);
  visitStretches(columns, disc, (from, to) => {
    for (let which = 0; which < rarest.length; which += 1) {
      const end = postingStart[rarest[which]! + 1]!;
      let at = lowerBound(postings, from, next[which], end);
      for (; at < end && postings[at]! < to; at += 1) {
        const row = postings[at]!;
        const isSeen = rowHolds(columns, rarest, row, which);
        if (!isSeen && others.every((numbers) => rowHolds(columns, numbers, row))) visit(row);
      }
      next[which] = at;
    }
  });
}

/** Whether a row has what is asked for, its place and its words apart. */
function fitting(columns: OfferColumns, query: ColumnQuery): (row: number) => boolean {
  const { needs, facets, publics, dayParts } = columns;
  return (row) =>
    (query.needs === 0 || (needs[row]! & query.needs) !== 0) &&
    (facets[row]! & query.facets) >>> 0 === query.facets >>> 0 &&
    (query.publics === 0 || publics[row] === 0 || (publics[row]! & query.publics) !== 0) &&
    (query.dayParts === 0 || (dayParts[row]! & query.dayParts) !== 0);
}

/** Kilometres from the centre of a disc to a row. */
function measuring({ latitude, longitude }: OfferColumns, disc: Disc): (row: number) => number {
  const plane = planeFrom(disc);
  return (row) => {
    const north = (latitude[row]! - plane.latitude) * plane.north;
    const east = (longitude[row]! - plane.longitude) * plane.east;
    return Math.sqrt(north * north + east * east);
  };
}

function considering(columns: OfferColumns, query: ColumnQuery, best: Best): (row: number) => void {
  const { needs, quality: qualities, ordinal } = columns;
  const { km } = query.disc;
  const isFit = fitting(columns, query);
  const kmTo = measuring(columns, query.disc);
  const wanted = bits(query.needs);
  return (row) => {
    if (!isFit(row)) return;
    const distance = kmTo(row);
    if (distance > km) return;
    const answered = wanted === 0 ? answers : (answers * bits(needs[row]! & query.needs)) / wanted;
    const score = near * (1 - distance / km) + answered + (quality * qualities[row]!) / 255;
    if (score >= best.least) best.offer(score, ordinal[row]!, distance);
  };
}

/** How many of the rows found have each bit. */
export interface ColumnTally {
  readonly total: number;
  readonly needs: Uint32Array;
  readonly facets: Uint32Array;
  readonly publics: Uint32Array;
}

/** Counts all rows that answer a query, however many are shown, by each of their bits. */
export function tallyColumns(columns: OfferColumns, query: ColumnQuery): ColumnTally {
  const [needs, facets, publics] = [new Uint32Array(32), new Uint32Array(32), new Uint32Array(32)];
  let total = 0;
  const asked = query.words === null ? [] : stemsAsked(columns, query.words);
  if (asked === null) return { total, needs, facets, publics };
  const isFit = fitting(columns, query);
  const kmTo = measuring(columns, query.disc);
  const count = (row: number): void => {
    if (!isFit(row) || kmTo(row) > query.disc.km) return;
    total += 1;
    addBits(needs, columns.needs[row]!);
    addBits(facets, columns.facets[row]!);
    addBits(publics, columns.publics[row]!);
  };
  if (asked.length > 0) visitPostings(columns, query.disc, { asked, visit: count });
  else
    visitStretches(columns, query.disc, (from, to) => {
      for (let row = from; row < to; row += 1) count(row);
    });
  return { total, needs, facets, publics };
}

function addBits(counts: Uint32Array, mask: number): void {
  for (let rest = mask; rest !== 0; rest &= rest - 1) counts[31 - Math.clz32(rest & -rest)]! += 1;
}

/** How many offers with a place lie within a disc. */
export function countWithin(columns: OfferColumns, disc: Disc): number {
  const kmTo = measuring(columns, disc);
  let count = 0;
  visitStretches(columns, disc, (from, to) => {
    for (let row = from; row < to; row += 1) if (kmTo(row) <= disc.km) count += 1;
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
