import { defineIndicator } from "./define-indicator.ts";

/** Share who live alone. Living alone is not being isolated, nor feeling lonely. */
export const livesAlone = defineIndicator({
  id: "lives-alone",
  measure: "share",
  range: [0, 1],
  universe: "household",
  derivation: { kind: "code", question: "household", valid: { atLeast: 0 }, counts: { in: [0] } },
  companions: [],
  without: ["household"],
  incomparable: ["other-universe", "other-sampling"],
});
