import { defineCodeList } from "#base";

/** Why a referral was refused or could not take place. */
export const refusalReason = defineCodeList("refusalReason", "spec/pathway.md §4.2", [
  "no-capacity",
  "not-eligible",
  "out-of-area",
  "wrong-service",
  "cannot-reach",
  "no-show",
  "transport",
  "cost",
  "timing",
  "accessibility",
  "language",
  "not-wanted",
  "safety",
  "service-closed",
  "other",
]);

/** What whoever refuses proposes instead: a refusal without a next step is none. */
export const nextStep = defineCodeList("nextStep", "spec/pathway.md §4.3; spec/pains.md row 21", [
  "try-other-organisation",
  "try-again-later",
  "call-us",
  "other-activity-here",
  "need-professional",
  "none-known",
]);

/** How a referral that took place ended. An unknown end is no outcome: the loop says so. */
export const outcome = defineCodeList("outcome", "spec/pathway.md §4.2; product.md rule 13", [
  "met-someone-seen-again",
  "attends-regularly",
  "attended-once",
  "matched-with-visitor",
  "problem-solved",
  "enrolled",
  "moved-on",
]);

/** How soon it matters. `priority` is never for danger. */
export const referralPriority = defineCodeList("referralPriority", "FHIR request-priority, narrowed", [
  "routine",
  "priority",
]);
