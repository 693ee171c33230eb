import { z } from "zod";

/** A day of the calendar without a time zone, `YYYY-MM-DD`. */
export type LocalDate = string & { readonly __date: "local" };
/** A moment, as ISO 8601 in UTC with milliseconds, `2026-11-21T08:30:00.000Z`. Sorts as text. */
export type Instant = string & { readonly __date: "instant" };

/** Tells what time it is. The only clock of the program is made in `server/clock.ts`; tests hand in their own. */
export type Clock = () => Instant;

/** Schema of a {@link LocalDate}; refuses days that do not exist, such as 30 February. */
export const localDateSchema: z.ZodType<LocalDate, string> = z.iso
  .date()
  .length(10)
  .transform((text) => text as LocalDate);

/** Schema of an {@link Instant}; takes any ISO 8601 offset and stores UTC. */
export const instantSchema: z.ZodType<Instant, string> = z.iso
  .datetime({ offset: true })
  .max(40)
  .transform((text) => toInstant(new Date(text)));

/** The instant of a JavaScript date. @throws RangeError on an invalid date. */
export function toInstant(date: Date): Instant {
  return date.toISOString() as Instant;
}

/** The instant `milliseconds` later (earlier when negative). */
export function addMilliseconds(instant: Instant, milliseconds: number): Instant {
  return toInstant(new Date(Date.parse(instant) + milliseconds));
}

/** Milliseconds from one instant to another; negative when `to` is earlier. */
export function millisecondsBetween(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from);
}

/** The calendar day at an instant, in an IANA time zone such as `Europe/Paris`. */
export function localDateAt(instant: Instant, timeZone: string): LocalDate {
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" });
    formatters.set(timeZone, formatter);
  }
  return formatter.format(new Date(instant)) as LocalDate;
}

// Making one takes some fifty times longer than using it; there are a few hundred zones at most.
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Days from one calendar day to another; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/**
 * A day read from text in one of the forms French producers use: `2021-05-05`, `07/12/2021`, either followed by a time.
 * Missing  `null` when the text holds no day that exists.
 */
export function parseLooseDate(text: string): LocalDate | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(text.trim());
  const french = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(text.trim());
  const [year, month, day] = iso
    ? [iso[1], iso[2], iso[3]]
    : french
      ? [french[3], french[2]?.padStart(2, "0"), french[1]?.padStart(2, "0")]
      : [];
  const parsed = localDateSchema.safeParse(`${year}-${month}-${day}`);
  return parsed.success ? parsed.data : null;
}
