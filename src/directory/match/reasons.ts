import { defineCodeList } from "#base";

/** Why an offer is proposed; each has its sentence in the texts, `code.matchReason.<code>`, with its parameters. */
export const matchReason = defineCodeList("matchReason", "Tisser", [
  "need",
  "second-need",
  "wish",
  "own-words",
  "situation",
  "for-your-age",
  "near",
  "comes-to-you",
  "by-phone",
  "fetches-you",
  "free",
  "small-group",
  "welcome",
  "your-language",
  "sign-language",
  "hearing-help",
  "step-free",
  "by-and-for",
  "has-room",
  "recently-confirmed",
  "answers-soon",
  "free-when-you-are",
  "evidence",
  "crisis-line",
  "overcomes-barrier",
]);
/** One reason for an offer. */
export type MatchReasonCode = (typeof matchReason.codes)[number];

/** What weighs against an offer that is proposed all the same. */
export const matchCaution = defineCodeList("matchCaution", "Tisser", [
  "far",
  "waiting-list",
  "not-confirmed-lately",
  "access-to-check",
  "group",
  "large-group",
  "dear",
  "little-language",
  "needs-internet",
  "by-phone-only",
  "needs-referral",
  "demanding",
]);
/** One caution. */
export type MatchCautionCode = (typeof matchCaution.codes)[number];

/** What is not known of an offer and should be asked before going. */
export const matchUnknown = defineCodeList("matchUnknown", "Tisser", [
  "hours",
  "cost",
  "access",
  "capacity",
  "freshness",
  "place",
  "area",
]);
/** One thing not known. */
export type MatchUnknownCode = (typeof matchUnknown.codes)[number];

/** Why an offer is left out, in the order in which reasons are looked for. */
export const leftOutReason = defineCodeList("leftOutReason", "Tisser, with the judged relevance set", [
  "excluded",
  "closed",
  "stale",
  "age",
  "not-for-them",
  "harm",
  "refused",
  "language",
  "inaccessible",
  "out-of-area",
  "too-far",
  "cost",
  "digital-only",
  "hours",
  "full",
]);
/** One reason for leaving an offer out. */
export type LeftOutReasonCode = (typeof leftOutReason.codes)[number];
