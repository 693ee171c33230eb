import { defineCodeList } from "#base";

/** Kinds of activity of an hour of social connection. */
export const hoursActivity = defineCodeList("hoursActivity", "spec/facts.md, heures de lien social", [
  "creative",
  "games",
  "sharing",
  "well-being",
  "outdoors",
  "culture",
]);
/** One of {@link hoursActivity}. */
export type HoursActivity = (typeof hoursActivity.codes)[number];

/**
 * What became of some minutes. `planned` and `done` count against the month; `refused` (the person would rather not) and
 * `not-used` (it did not come about) do not.
 */
export const hoursStatus = defineCodeList("hoursStatus", "Tisser, from spec/facts.md", [
  "planned",
  "done",
  "refused",
  "not-used",
]);
/** One of {@link hoursStatus}. */
export type HoursStatus = (typeof hoursStatus.codes)[number];

/** What became of an invitation to talk. None of them is a finding about the person. */
export const talkAnswer = defineCodeList("talkAnswer", "Tisser", ["talked", "later", "not-wished"]);

/** Why minutes of a closed month are corrected. */
export const correctionCause = defineCodeList("correctionCause", "Tisser", [
  "mistyped",
  "forgotten",
  "noted-twice",
  "other",
]);
/** One of {@link correctionCause}. */
export type CorrectionCause = (typeof correctionCause.codes)[number];

/** Why a closed month is opened again. */
export const reopenReason = defineCodeList("reopenReason", "Tisser", [
  "too-early",
  "late-table",
  "department-asked",
  "error",
]);
/** One of {@link reopenReason}. */
export type ReopenReason = (typeof reopenReason.codes)[number];

/** What may be wrong with a row of a file of time-keeping. */
export const hoursFault = defineCodeList("hoursFault", "Tisser", [
  "notATable",
  "columnMissing",
  "columnsDiffer",
  "referenceUnknown",
  "dateUnreadable",
  "dateInFuture",
  "timeUnreadable",
  "minutesMissing",
  "minutesDiffer",
  "minutesTooMany",
  "activityUnknown",
  "statusUnknown",
  "noRight",
  "notApplied",
  "monthFull",
  "monthClosed",
  "repeatedRow",
]);
/** One of {@link hoursFault}. */
export type HoursFault = (typeof hoursFault.codes)[number];

/**
 * Most minutes of a month, whatever a plan says.
 * Source  CASF art. D. 232-8-1 (9 hours a month), as in spec/facts.md.
 */
export const monthlyMost = 540;
