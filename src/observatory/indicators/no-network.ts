import type { Indicator } from "../indicator.ts";
import { inBands, questionsOf, scoresOf } from "../wave-scores.ts";

/** Share who meet nobody regularly in any of five networks (definition Fondation de France / Crédoc, wording ours). */
export const noNetwork: Indicator = {
  id: "no-network",
  measure: "share",
  range: [0, 1],
  questions: questionsOf("credoc5"),
  universe: "credoc5",
  valueOf: (wave, row) => inBands(scoresOf(wave, "credoc5").band[row], ["isole"]),
  companions: ["at-most-one-network"],
  incomparable: ["other-wording", "other-universe", "other-sampling"],
};
