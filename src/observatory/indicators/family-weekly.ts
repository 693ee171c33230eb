import { defineIndicator } from "./define-indicator.ts";

/** Share who meet their family, outside the household, at least once a week. */
export const familyWeekly = defineIndicator({
  id: "family-weekly",
  measure: "share",
  range: [0, 1],
  universe: "credoc-famille",
  derivation: { kind: "code", question: "credoc-famille", valid: { atLeast: 1 }, counts: { in: [1] } },
  companions: [],
  incomparable: ["other-wording", "other-universe", "other-sampling"],
});
