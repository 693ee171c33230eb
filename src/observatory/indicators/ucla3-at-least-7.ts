import { defineIndicator } from "./define-indicator.ts";

/** Share with a UCLA-3 score of at least 7; published together with the other cut-off and the mean, never alone. */
export const ucla3AtLeastSeven = defineIndicator({
  id: "ucla3-at-least-7",
  measure: "share",
  range: [0, 1],
  universe: "ucla3",
  derivation: { kind: "score", instrument: "ucla3", passes: { atLeast: 7 } },
  companions: ["ucla3-mean", "ucla3-at-least-6"],
  incomparable: [],
});
