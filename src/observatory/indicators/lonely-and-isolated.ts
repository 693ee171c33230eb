import type { Indicator } from "../indicator.ts";
import { inBands, questionsOf, scoresOf } from "../wave-scores.ts";

/** Share who both score at least 6 on UCLA-3 and have no active network: two things of which one often goes without the other. */
export const lonelyAndIsolated: Indicator = {
  id: "lonely-and-isolated",
  measure: "share",
  range: [0, 1],
  questions: [...questionsOf("ucla3"), ...questionsOf("credoc5")],
  universe: "ucla3-credoc5",
  valueOf: (wave, row) => {
    const score = scoresOf(wave, "ucla3").score[row] ?? Number.NaN;
    const isolated = inBands(scoresOf(wave, "credoc5").band[row], ["isole"]);
    return Number.isNaN(score + isolated) ? Number.NaN : Number(score >= 6 && isolated === 1);
  },
  companions: ["no-network", "ucla3-at-least-6"],
  incomparable: ["other-wording", "other-universe", "other-sampling"],
};
