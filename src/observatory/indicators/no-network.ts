import { networkBand, networkQuestions } from "../active-networks.ts";
import type { Indicator } from "../indicator.ts";

/** Share who meet nobody regularly in any of five networks (definition Fondation de France / Crédoc, wording ours). */
export const noNetwork: Indicator = {
  id: "no-network",
  measure: "share",
  range: [0, 1],
  questions: networkQuestions,
  universe: "credoc5",
  valueOf: (wave, row) => {
    const band = networkBand(wave, row);
    return band === null ? Number.NaN : Number(band === 0);
  },
  companions: ["at-most-one-network"],
  incomparable: ["other-wording", "other-universe", "other-sampling"],
};
