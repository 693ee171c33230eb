import type { Indicator } from "../indicator.ts";
import { counted, questionsOf, scoresOf } from "../wave-scores.ts";

/** Share with a UCLA-3 score of at least 7; published together with the other cut-off and the mean, never alone. */
export const ucla3AtLeastSeven: Indicator = {
  id: "ucla3-at-least-7",
  measure: "share",
  range: [0, 1],
  questions: questionsOf("ucla3"),
  universe: "ucla3",
  valueOf: (wave, row) => counted(scoresOf(wave, "ucla3").score[row], (score) => score >= 7),
  companions: ["ucla3-mean", "ucla3-at-least-6"],
  incomparable: [],
};
