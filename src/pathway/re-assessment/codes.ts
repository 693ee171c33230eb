import { defineCodeList } from "#base";

/** Which time the same questions are asked. `first`: sent by link without having been asked before. */
export const reassessmentStep = defineCodeList(
  "reassessmentStep",
  "reference/screening-pathway.json, next.positive",
  ["first", "weeks-12", "months-6"],
);
/** One of {@link reassessmentStep}. */
export type ReassessmentStep = (typeof reassessmentStep.codes)[number];

/**
 * How far asking again is. `missed`: the next one came due first. `stopped`: the person would rather not, which is a good
 * answer and is not asked about again.
 */
export const reassessmentStatus = defineCodeList("reassessmentStatus", "Tisser", [
  "planned",
  "due",
  "sent",
  "answered",
  "stopped",
  "missed",
]);
/** One of {@link reassessmentStatus}. */
export type ReassessmentStatus = (typeof reassessmentStatus.codes)[number];

/**
 * Instruments asked again, and after how many days: twelve weeks and six months, in the same way of asking.
 * Source  reference/screening-pathway.json, next.positive ("re-assess ucla3 + ons-direct + credoc5 (+ who5, osss3) at 12 weeks
 *         (10–14) and 6 months, same mode"); six months are 182 days.
 */
export const askedAgain: ReadonlySet<string> = new Set(["ucla3", "ons-direct", "credoc5", "who5", "osss3"]);
/** See {@link askedAgain}. */
export const stepDays: Readonly<Record<Exclude<ReassessmentStep, "first">, number>> = {
  "weeks-12": 84,
  "months-6": 182,
};
/** Answers that early count for the step: ten weeks for the first, and the same fortnight before the second. */
export const earlyDays = 14;
