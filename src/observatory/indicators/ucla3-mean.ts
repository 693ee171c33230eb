import type { Indicator } from "../indicator.ts";
import { ucla3Questions, ucla3Score } from "../ucla3-score.ts";

/** Mean UCLA-3 score: the first outcome for loneliness, better than any cut-off (Gosling et al. 2024). */
export const ucla3Mean: Indicator = {
  id: "ucla3-mean",
  measure: "mean",
  range: [3, 9],
  questions: ucla3Questions,
  universe: "ucla3",
  valueOf: ucla3Score,
  companions: ["ucla3-at-least-6", "ucla3-at-least-7"],
  incomparable: [],
};
