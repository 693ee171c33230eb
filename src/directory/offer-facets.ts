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

/**
 * Counts what each further narrowing would leave.
 * @param offers offers of the search as it stands
 * @param others of a choice of one among several: offers of the search without that choice
 */
export function countFacets(
  offers: Iterable<BookRow>,
  others: Readonly<Record<"category" | "attendance" | "language", Iterable<BookRow>>>,
): FacetCounts {
  const tally = new Map<number, number>();
  for (const row of offers) addBits(tally, facetBitsOf(row));
  const categories = new Map<number, number>();
  for (const row of others.category) addBits(categories, facetBitsOf(row));
  const attendance = new Map<number, number>();
  for (const row of others.attendance) addBits(attendance, facetBitsOf(row));
  const languages = new Map<string, number>();
  for (const { matching } of others.language)
    for (const language of matching.languages) languages.set(language, (languages.get(language) ?? 0) + 1);
  const countOf = (map: ReadonlyMap<number, number>, bit: number): number => map.get(bit) ?? 0;
  return {
    categories: Object.fromEntries(
      categoryOfAction.codes.map((code) => [code, countOf(categories, bitOfCategory(code))]),
    ) as Record<CategoryOfAction, number>,
    free: countOf(tally, bits.free),
    wheelchair: countOf(tally, bits.wheelchair),
    withoutInternet: countOf(tally, bits.withoutInternet),
    attendance: Object.fromEntries(
      attendances.codes.map((code) => [code, countOf(attendance, bitOfAttendance(code))]),
    ) as Record<Attendance, number>,
    languages: [...languages]
      .filter(([language]) => language !== "fr")
      .map(([language, count]) => ({ language, count }))
      .toSorted((a, b) => b.count - a.count || (a.language < b.language ? -1 : 1))
      .slice(0, 20),
  };
}

function addBits(tally: Map<number, number>, mask: number): void {
  for (let rest = mask; rest !== 0; rest &= rest - 1) {
    const bit = rest & -rest;
    tally.set(bit, (tally.get(bit) ?? 0) + 1);
  }
}
