import { defineCodeList } from "#base";

/** What somebody found wrong in an entry. Sentences: `code.reportReason.<code>`. */
export const reportReason = defineCodeList("reportReason", "Tisser", [
  "closed",
  "wrong-contact",
  "wrong-hours",
  "wrong-place",
  "wrong-words",
  "confidential-address",
  "harmful",
  "other",
]);
/** One reason. */
export type ReportReason = (typeof reportReason.codes)[number];

/** What became of a report. Sentences: `code.reportOutcome.<code>`. */
export const reportOutcome = defineCodeList("reportOutcome", "Tisser", [
  "corrected",
  "told-producer",
  "unfounded",
  "spam",
]);
/** One outcome. */
export type ReportOutcome = (typeof reportOutcome.codes)[number];

/** Reasons that can hurt somebody today: their reports are read first. */
export const urgentReasons: readonly ReportReason[] = ["confidential-address", "harmful"];

/** Reports that wait about one entry at most: the next would say the same. */
export const mostOfOffer = 5;

/** Reports that wait in the whole directory at most: more is no reader's, but a machine's. */
export const mostWaiting = 2000;

/** Days for which a way to answer is kept at most. */
export const contactDays = 30;

/** Whether a text holds an address of the web: what is wrong in an entry needs none, and what advertises does. */
export function holdsLink(text: string): boolean {
  return /https?:\/\/|www\.|\[url/i.test(text);
}
