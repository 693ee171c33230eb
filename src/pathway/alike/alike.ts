import type { BirthDate } from "../birth-date.ts";

/** How likely two files are of one person, most likely first. */
export type Likeness = "same-birth-date" | "near-birth-date" | "birth-date-unknown";

const order: readonly Likeness[] = ["same-birth-date", "near-birth-date", "birth-date-unknown"];

/**
 * How alike two persons are whose names sound the same; null when their birth dates say that they are two: other year, and
 * other day of the year. One part that fits is enough, since a year is misheard and day and month change places.
 * Of a birth date that is known in part, the parts that both have are compared; a year alone that fits is near, never the same.
 * Missing  a birth date that is not known contradicts nothing.
 */
export function likenessOf(a: BirthDate | null, b: BirthDate | null): Likeness | null {
  if (a === null || b === null) return "birth-date-unknown";
  const [year, month, day] = a.split("-");
  const [otherYear, otherMonth, otherDay] = b.split("-");
  if (day === undefined || otherDay === undefined) return year === otherYear ? "near-birth-date" : null;
  if (a === b) return "same-birth-date";
  const isSameDay = month === otherMonth && day === otherDay;
  const isSwapped = month === otherDay && day === otherMonth;
  return year === otherYear || isSameDay || isSwapped ? "near-birth-date" : null;
}

/** Most likely first. */
export function byLikeness(a: Likeness, b: Likeness): number {
  return order.indexOf(a) - order.indexOf(b);
}

/** Most searches for one person: each given name with each family name. */
const searchesAtMost = 9;

/**
 * Searches by which somebody written otherwise is found: each given name with each family name, so that one more or fewer of
 * either hides nobody. Without a family name, the given names together; then a birth date must be known, or half a
 * territory would be alike.
 */
export function searchesFor(
  givenNames: string,
  familyName: string | null,
  birthDate: BirthDate | null,
): readonly string[] {
  const given = wordsOf(givenNames);
  const family = wordsOf(familyName ?? "");
  if (given.length === 0) return [];
  if (family.length === 0) return birthDate === null ? [] : [given.join(" ")];
  return given.flatMap((one) => family.map((other) => `${one} ${other}`)).slice(0, searchesAtMost);
}

const wordsOf = (text: string): readonly string[] => text.split(/[\s-]+/).filter((word) => word.length > 1);
