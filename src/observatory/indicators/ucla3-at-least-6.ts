import type { Indicator } from "../indicator.ts";
import { counted, questionsOf, scoresOf } from "../wave-scores.ts";

/** Share with a UCLA-3 score of at least 6; published together with the other cut-off and the mean, never alone. */
export const ucla3AtLeastSix: Indicator = {
  id: "ucla3-at-least-6",
  measure: "share",
  range: [0, 1],
  questions: questionsOf("ucla3"),
  universe: "ucla3",
  valueOf: (wave, row) => counted(scoresOf(wave, "ucla3").score[row], (score) => score >= 6),
  companions: ["ucla3-mean", "ucla3-at-least-7"],
  includes: "ucla3-at-least-7",
  incomparable: [],
};
