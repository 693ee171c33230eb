import type { Indicator } from "../indicator.ts";
import { questionsOf, scoresOf } from "../wave-scores.ts";

/** Mean UCLA-3 score: the first outcome for loneliness, better than any cut-off (Gosling et al. 2024). */
export const ucla3Mean: Indicator = {
  id: "ucla3-mean",
  measure: "mean",
  range: [3, 9],
  questions: questionsOf("ucla3"),
  universe: "ucla3",
  valueOf: (wave, row) => scoresOf(wave, "ucla3").score[row] ?? Number.NaN,
  companions: ["ucla3-at-least-6", "ucla3-at-least-7"],
  incomparable: [],
};
