import { daysBetween, type ControllerId, type LocalDate } from "#base";
import type { AccordEnd, AccordState } from "./codes.ts";

/** An accord as the rules look at one. */
export interface AccordTerms {
  readonly parties: readonly ControllerId[];
  /** Parties that said yes. */
  readonly signedBy: readonly ControllerId[];
  readonly since: LocalDate;
  /** Last day agreed on. */
  readonly until: LocalDate;
  /** Days between the word that ends it and its end. */
  readonly noticeDays: number;
  /** Last day on which it holds, once a party ended it; null while none did. */
  readonly lastDay: LocalDate | null;
}

/** Most years for which an accord may be made: then its parties look at it anew. */
export const accordYears = 5;

/** The day so many days after another; before it when negative. */
export function dayAfter(day: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10) as LocalDate;
}

/** The last day on which an accord holds, ended or not. */
export function lastDayOf({ lastDay, until }: Pick<AccordTerms, "lastDay" | "until">): LocalDate {
  return lastDay ?? until;
}

function isSigned({ parties, signedBy }: AccordTerms): boolean {
  return parties.every((party) => signedBy.includes(party));
}

/** Where an accord stands on a day. */
export function accordStateOn(terms: AccordTerms, day: LocalDate): AccordState {
  if (!isSigned(terms))
    return terms.lastDay !== null ? "withdrawn" : terms.until < day ? "ended" : "proposed";
  if (lastDayOf(terms) < day) return "ended";
  if (day < terms.since) return "to-come";
  return terms.lastDay === null ? "in-force" : "ending";
}

/** Whether an accord holds on a day: every party signed, it began, it did not end. */
export function isAccordInForce(terms: AccordTerms, day: LocalDate): boolean {
  const state = accordStateOn(terms, day);
  return state === "in-force" || state === "ending";
}

/** Why an accord cannot be made with these dates. */
export type AccordDatesFault = "endBeforeStart" | "endInPast" | "tooLong";

/** Why an accord cannot be made on a day with these dates; null when it can. */
export function datesFault(
  { since, until }: Pick<AccordTerms, "since" | "until">,
  today: LocalDate,
): AccordDatesFault | null {
  if (until < since) return "endBeforeStart";
  if (until < today) return "endInPast";
  return daysBetween(since, until) > accordYears * 366 ? "tooLong" : null;
}

/** Reasons that end an accord at once: waiting would do harm, or an authority said so. */
const atOnce: ReadonlySet<AccordEnd> = new Set(["breach", "authority"]);

/**
 * The last day of an accord that a party ends on a day: with notice, the day so many days later, never after the day agreed on;
 * at once, or while not every party had signed, the day before.
 */
export function lastDayWhenEnded(terms: AccordTerms, reason: AccordEnd, today: LocalDate): LocalDate {
  if (atOnce.has(reason) || !isSigned(terms)) return dayAfter(today, -1);
  const noticed = dayAfter(today, terms.noticeDays);
  return noticed < terms.until ? noticed : terms.until;
}
