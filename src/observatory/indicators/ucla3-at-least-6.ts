import { defineIndicator } from "./define-indicator.ts";

/** Share with a UCLA-3 score of at least 6; published together with the other cut-off and the mean, never alone. */
export const ucla3AtLeastSix = defineIndicator({
  id: "ucla3-at-least-6",
  measure: "share",
  range: [0, 1],
  universe: "ucla3",
  derivation: { kind: "score", instrument: "ucla3", passes: { atLeast: 6 } },
  companions: ["ucla3-mean", "ucla3-at-least-7"],
  includes: "ucla3-at-least-7",
  incomparable: [],
});
