import { localDateSchema, type LocalDate } from "#base";
import { z } from "zod";

/**
 * A day of birth as far as it is known: `1942-03-04`, `1942-03` or `1942`. Sorts as text.
 * Source  FHIR R4 `date`, which may be partial in the same three ways.
 */
export type BirthDate = LocalDate | (string & { readonly __date: "partial" });

/** What is kept: one of the three forms, of a day that exists. */
export const keptBirthDate: z.ZodType<BirthDate, string> = z.string().max(10).refine(isBirthDate);

/** What is typed: the three forms, also as people write them (`04/03/1942`, `3/1942`), kept as far as the day is known. */
export const typedBirthDate: z.ZodType<BirthDate, string> = z
  .string()
  .trim()
  .max(20)
  .transform((text, context) => {
    const read = readBirthDate(text);
    if (read !== null) return read;
    context.addIssue({ code: "custom", params: { code: "invalidFormat" } });
    return z.NEVER;
  });

/** Reads a birth date as people write it. Missing  null for what is none. */
export function readBirthDate(text: string): BirthDate | null {
  const [, day, month, year] = /^(?:(?:(\d{1,2})[/. ])?(\d{1,2})[/. ])?(\d{4})$/.exec(text) ?? [];
  const parts = [year, month?.padStart(2, "0"), day?.padStart(2, "0")];
  const written = year === undefined ? text : parts.filter((part) => part !== undefined).join("-");
  return isBirthDate(written) ? written : null;
}

function isBirthDate(text: string): text is BirthDate {
  if (!/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/.test(text)) return false;
  return localDateSchema.safeParse(`${text}-01-01`.slice(0, 10)).success;
}

/** Whether the day itself is known. */
export function isWholeDay(birthDate: BirthDate): birthDate is LocalDate {
  return birthDate.length === 10;
}

/** The first day that a birth date may be. */
export function earliestDay(birthDate: BirthDate): LocalDate {
  return `${birthDate}-01-01`.slice(0, 10) as LocalDate;
}

/** The last day that a birth date may be. */
export function latestDay(birthDate: BirthDate): LocalDate {
  if (isWholeDay(birthDate)) return birthDate;
  const [year = 0, month = 12] = birthDate.split("-").map(Number);
  // Day 0 of the month that follows; years before 100 would be taken for others.
  const last = new Date(Date.UTC(2000, month, 0));
  last.setUTCFullYear(year, month, 0);
  return last.toISOString().slice(0, 10) as LocalDate;
}

/** What of a person says how old they are. */
export interface Born {
  readonly birthDate: BirthDate | null;
  /** Whether they, or who knows them, said that they are eighteen or more: asked where a birth year leaves it open. */
  readonly isSaidOfAge?: boolean;
}

/** Ages that somebody may have on a day, whole years: one and the same where the day of birth is known. */
export interface PossibleAges {
  readonly least: number;
  readonly most: number;
}

/** Age from which somebody is no minor. */
const ofAge = 18;

/** Ages that somebody may have on a day. Missing  null where nothing is known of their birth. */
export function possibleAges({ birthDate, isSaidOfAge = false }: Born, day: LocalDate): PossibleAges | null {
  if (birthDate === null) return null;
  const most = ageOn(earliestDay(birthDate), day);
  const least = ageOn(latestDay(birthDate), day);
  return { least: isSaidOfAge && most >= ofAge ? Math.max(least, ofAge) : least, most };
}

/**
 * Whole years of age on a day.
 * Source  usual reckoning: one more on each birthday; 29 February counts from 1 March in common years.
 */
export function ageOn(birthDay: LocalDate, day: LocalDate): number {
  const years = Number(day.slice(0, 4)) - Number(birthDay.slice(0, 4));
  return day.slice(5) < birthDay.slice(5) ? years - 1 : years;
}

/** Whether somebody is under eighteen on a day, as far as one knows: `open` where a birth year or month leaves it so. */
export function minorityOn(born: Born, day: LocalDate): "minor" | "open" | "adult" | "unknown" {
  const ages = possibleAges(born, day);
  if (ages === null) return "unknown";
  if (ages.most < ofAge) return "minor";
  return ages.least < ofAge ? "open" : "adult";
}

/** Whether somebody is treated as a minor on a day: also where it is open whether they are. Nothing known is not held against anybody. */
export function mayBeMinor(born: Born, day: LocalDate): boolean {
  const minority = minorityOn(born, day);
  return minority === "minor" || minority === "open";
}

/** Whether a birth date can be one: not in the future, not over 130 years ago. */
export function isPlausibleBirthDate(birthDate: BirthDate, day: LocalDate): boolean {
  return earliestDay(birthDate) <= day && ageOn(latestDay(birthDate), day) <= 130;
}
