import { networkBand, networkQuestions } from "../active-networks.ts";
import type { Indicator } from "../indicator.ts";

/** Share who meet people regularly in at most one of five networks. */
export const atMostOneNetwork: Indicator = {
  id: "at-most-one-network",
  measure: "share",
  range: [0, 1],
  questions: networkQuestions,
  universe: "credoc5",
  valueOf: (wave, row) => {
    const band = networkBand(wave, row);
    return band === null ? Number.NaN : Number(band <= 1);
  },
  companions: ["no-network"],
  includes: "no-network",
  incomparable: ["other-wording", "other-universe", "other-sampling"],
};
