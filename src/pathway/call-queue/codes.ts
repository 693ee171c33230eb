import { defineCodeList } from "#base";

/** When somebody prefers to be called, within the hours in which the queue is staffed. */
export const callMoment = defineCodeList("callMoment", "Tisser, parts of the day", [
  "morning",
  "midday",
  "afternoon",
  "evening",
]);

/** What may be said when somebody else answers the telephone. The most careful choice comes first and is the default. */
export const mayBeSaid = defineCodeList("mayBeSaid", "Tisser, safe contact", [
  "nothing",
  "agreed-name",
  "organisation",
]);

/** How one wishes to be reached. */
export const callChannel = defineCodeList("callChannel", "Tisser, safe contact", ["phone", "sms"]);

/** Who leaves a request for somebody else: professionals, and somebody close to the person, who is never told how it ends. */
export const referrerKind = defineCodeList(
  "referrerKind",
  "Tisser, spec/pathway.md (open outreach, home-help and self routes)",
  ["doctor", "midwife", "home-help", "mobile-unit", "other-professional", "relative"],
);
/** One of {@link referrerKind}. */
export type ReferrerKind = (typeof referrerKind.codes)[number];

/** Where a request stands. */
export const callRequestStatus = defineCodeList("callRequestStatus", "Tisser, call-back queue", [
  "waiting",
  "taken",
  "closed",
]);

/** How a request ended. */
export const callOutcome = defineCodeList("callOutcome", "Tisser, call-back queue", [
  "file-opened",
  "answered-without-file",
  "not-reached",
  "asked-to-be-left",
  "wrong-number",
]);

/** Outcomes that a professional chooses; a file that is opened closes its request by itself. */
export const chosenOutcomes = [
  "answered-without-file",
  "not-reached",
  "asked-to-be-left",
  "wrong-number",
] as const;

/** What happened with a request while it was open. `asked-again` is written by the program. */
export const callEventKind = defineCodeList("callEventKind", "Tisser, call-back queue", [
  "asked-again",
  "no-answer",
  "voicemail-left",
  "sms-sent",
  "spoke",
]);

/** Tries that a professional notes. */
export const notedAttempts = ["no-answer", "voicemail-left", "sms-sent", "spoke"] as const;
