import { networkBand, networkQuestions } from "../active-networks.ts";
import type { Indicator } from "../indicator.ts";
import { ucla3Questions, ucla3Score } from "../ucla3-score.ts";

/** Share who both score at least 6 on UCLA-3 and have no active network: two things of which one often goes without the other. */
export const lonelyAndIsolated: Indicator = {
  id: "lonely-and-isolated",
  measure: "share",
  range: [0, 1],
  questions: [...ucla3Questions, ...networkQuestions],
  universe: "ucla3-credoc5",
  valueOf: (wave, row) => {
    const score = ucla3Score(wave, row);
    const band = networkBand(wave, row);
    return Number.isNaN(score) || band === null ? Number.NaN : Number(score >= 6 && band === 0);
  },
  companions: ["no-network", "ucla3-at-least-6"],
  incomparable: ["other-wording", "other-universe", "other-sampling"],
};
