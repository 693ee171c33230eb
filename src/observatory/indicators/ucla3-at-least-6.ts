import type { Indicator } from "../indicator.ts";
import { ucla3Questions, ucla3Score } from "../ucla3-score.ts";

/** Share with a UCLA-3 score of at least 6; published together with the other cut-off and the mean, never alone. */
export const ucla3AtLeastSix: Indicator = {
  id: "ucla3-at-least-6",
  measure: "share",
  range: [0, 1],
  questions: ucla3Questions,
  universe: "ucla3",
  valueOf: (wave, row) => {
    const score = ucla3Score(wave, row);
    return Number.isNaN(score) ? score : Number(score >= 6);
  },
  companions: ["ucla3-mean", "ucla3-at-least-7"],
  includes: "ucla3-at-least-7",
  incomparable: [],
};
