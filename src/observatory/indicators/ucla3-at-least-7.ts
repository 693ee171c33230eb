import type { Indicator } from "../indicator.ts";
import { ucla3Questions, ucla3Score } from "../ucla3-score.ts";

/** Share with a UCLA-3 score of at least 7; published together with the other cut-off and the mean, never alone. */
export const ucla3AtLeastSeven: Indicator = {
  id: "ucla3-at-least-7",
  measure: "share",
  range: [0, 1],
  questions: ucla3Questions,
  universe: "ucla3",
  valueOf: (wave, row) => {
    const score = ucla3Score(wave, row);
    return Number.isNaN(score) ? score : Number(score >= 7);
  },
  companions: ["ucla3-mean", "ucla3-at-least-6"],

  incomparable: [],
};
