import type { FacetCounts } from "./actions.ts";
import type { BookRow } from "./book-store.ts";
import { attendance as attendances, type Attendance } from "./match/codes.ts";
import { categoryOfAction, type CategoryOfAction } from "./taxonomy.ts";

/** What a search may be narrowed by, besides place and words. */
export interface Narrowing {
  readonly category: CategoryOfAction | null;
  readonly isFree: boolean;
  /** Told to be accessible to wheelchairs; what is not known does not count. */
  readonly isWheelchair: boolean;
  /** Can be reached or joined without internet. */
  readonly isWithoutInternet: boolean;
  readonly attendance: Attendance | null;
  /** Told to be spoken there, ISO 639. */
  readonly language: string | null;
  /** Years; what is kept for other ages is left out. */
  readonly age: number | null;
}

const [firstCategory, firstAttendance] = [3, 3 + categoryOfAction.codes.length];
const bits = { free: 1, wheelchair: 2, withoutInternet: 4 };
const bitOfCategory = (code: CategoryOfAction): number =>
  1 << (firstCategory + categoryOfAction.codes.indexOf(code));
const bitOfAttendance = (code: Attendance): number =>
  1 << (firstAttendance + attendances.codes.indexOf(code));

const reachedWithoutInternet: ReadonlySet<string> = new Set(["phone", "drop-in", "post"]);

/** Bits of what is told about an offer. */
export function facetBitsOf({ categories, frais, phones, matching }: BookRow): number {
  let mask = 0;
  for (const code of categories) mask |= bitOfCategory(code);
  for (const code of matching.attendance) mask |= bitOfAttendance(code);
  if (frais.includes("gratuit")) mask |= bits.free;
  if (matching.wheelchair === "yes") mask |= bits.wheelchair;
  if (phones.length > 0 || matching.ways_in.some((way) => reachedWithoutInternet.has(way)))
    mask |= bits.withoutInternet;
  return mask;
}

/** Bits that an offer must have. */
export function wantedBits(asked: Narrowing): number {
  return (
    (asked.category === null ? 0 : bitOfCategory(asked.category)) |
    (asked.attendance === null ? 0 : bitOfAttendance(asked.attendance)) |
    (asked.isFree ? bits.free : 0) |
    (asked.isWheelchair ? bits.wheelchair : 0) |
    (asked.isWithoutInternet ? bits.withoutInternet : 0)
  );
}

/** What else must hold of an offer; null when nothing else is asked. */
export function alsoWanted({ language, age }: Narrowing): ((row: BookRow) => boolean) | null {
  if (language === null && age === null) return null;
  return ({ matching }) =>
    (language === null || matching.languages.includes(language)) &&
    (age === null || ((matching.age_min ?? 0) <= age && age <= (matching.age_max ?? Infinity)));
}

/** How many of some offers have each facet. */
export interface FacetTally {
  /** By the position of the facet's bit. */
  readonly bits: Int32Array;
  /** By language, French apart. */
  readonly languages: ReadonlyMap<string, number>;
}

/** Languages told beside French; null for the many offers without. */
export function otherLanguages({ matching }: BookRow): readonly string[] | null {
  const others = matching.languages.filter((language) => language !== "fr");
  return others.length === 0 ? null : others;
}

/** Tallies offers, given the bits of each and its other languages. */
export function tallyFacets(
  offers: Iterable<number>,
  masks: Uint32Array,
  languagesOf: readonly (readonly string[] | null)[],
): FacetTally {
  const bits = new Int32Array(32);
  const languages = new Map<string, number>();
  for (const offer of offers) {
    for (let rest = masks[offer]!; rest !== 0; rest &= rest - 1) bits[31 - Math.clz32(rest & -rest)]! += 1;
    for (const language of languagesOf[offer] ?? [])
      languages.set(language, (languages.get(language) ?? 0) + 1);
  }
  return { bits, languages };
}

/** Tallies of two sets of offers, as one. */
export function addTallies(a: FacetTally, b: FacetTally): FacetTally {
  const languages = new Map(a.languages);
  for (const [language, count] of b.languages)
    languages.set(language, (languages.get(language) ?? 0) + count);
  return { bits: a.bits.map((count, bit) => count + b.bits[bit]!), languages };
}

/**
 * What each further narrowing would leave.
 * @param found the search as it stands
 * @param others of a choice of one among several: the search without that choice
 */
export function countFacets(
  found: FacetTally,
  others: Readonly<Record<"category" | "attendance" | "language", FacetTally>>,
): FacetCounts {
  const countOf = ({ bits: counts }: FacetTally, bit: number): number => counts[31 - Math.clz32(bit)]!;
  return {
    categories: Object.fromEntries(
      categoryOfAction.codes.map((code) => [code, countOf(others.category, bitOfCategory(code))]),
    ) as Record<CategoryOfAction, number>,
    free: countOf(found, bits.free),
    wheelchair: countOf(found, bits.wheelchair),
    withoutInternet: countOf(found, bits.withoutInternet),
    attendance: Object.fromEntries(
      attendances.codes.map((code) => [code, countOf(others.attendance, bitOfAttendance(code))]),
    ) as Record<Attendance, number>,
    languages: [...others.language.languages]
      .map(([language, count]) => ({ language, count }))
      .toSorted((a, b) => b.count - a.count || (a.language < b.language ? -1 : 1))
      .slice(0, 20),
  };
}
