import { daysBetween, localDateSchema, type LocalDate } from "#base";
import { z } from "zod";

/** Most that can be entered for one period, in euro cents: a thousand million euros. */
export const amountAtMostCents = 100_000_000_000;

/**
 * An amount in euros as people write it, read into cents: `12500`, `12 500,50`, `12500.5 €`. A sign for thousands other than a
 * space is refused, because it could be a comma of decimals; so is nothing, and less than nothing.
 */
export const amountSchema = z
  .string()
  .trim()
  .max(30)
  .regex(/^\d{1,3}(?:[\s\u00a0\u202f]?\d{3})*(?:[.,]\d{1,2})?\s*€?$|^\d{1,10}(?:[.,]\d{1,2})?\s*€?$/)
  .transform((text) => {
    const [euros = "", cents = ""] = text.replaceAll(/[^\d.,]/g, "").split(/[.,]/);
    return Number(euros) * 100 + Number(cents.padEnd(2, "0"));
  })
  .pipe(z.int().min(1).max(amountAtMostCents));

/** What something cost from one day to another, both counted. */
export interface PeriodCost {
  readonly fromDay: LocalDate;
  readonly untilDay: LocalDate;
  readonly amountCents: number;
}

/** What falls into a year. */
export interface YearCost {
  /** Euro cents: each amount in the proportion of its days that lie in the year. */
  readonly amountCents: number;
  /** Days of the year that the periods cover, and days of the year. */
  readonly days: number;
  readonly daysOfYear: number;
}

/** What periods that do not overlap cost in a calendar year; null when none of them meets it. */
export function costInYear(periods: readonly PeriodCost[], year: number): YearCost | null {
  const [first, last] = [localDateSchema.parse(`${year}-01-01`), localDateSchema.parse(`${year}-12-31`)];
  const met = periods.filter(({ fromDay, untilDay }) => fromDay <= last && untilDay >= first);
  if (met.length === 0) return null;
  const parts = met.map((one) => {
    const within = daysIn(
      one.fromDay < first ? first : one.fromDay,
      one.untilDay > last ? last : one.untilDay,
    );
    return { within, cents: (one.amountCents * within) / daysIn(one.fromDay, one.untilDay) };
  });
  return {
    amountCents: Math.round(parts.reduce((sum, { cents }) => sum + cents, 0)),
    days: parts.reduce((sum, { within }) => sum + within, 0),
    daysOfYear: daysIn(first, last),
  };
}

/** Days from one to another, both counted. */
export function daysIn(from: LocalDate, until: LocalDate): number {
  return daysBetween(from, until) + 1;
}
