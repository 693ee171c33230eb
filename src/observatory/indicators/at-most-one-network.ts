import type { Indicator } from "../indicator.ts";
import { inBands, questionsOf, scoresOf } from "../wave-scores.ts";

/** Share who meet people regularly in at most one of five networks. */
export const atMostOneNetwork: Indicator = {
  id: "at-most-one-network",
  measure: "share",
  range: [0, 1],
  questions: questionsOf("credoc5"),
  universe: "credoc5",
  valueOf: (wave, row) => inBands(scoresOf(wave, "credoc5").band[row], ["isole", "un-seul-reseau"]),
  companions: ["no-network"],
  includes: "no-network",
  incomparable: ["other-wording", "other-universe", "other-sampling"],
};
