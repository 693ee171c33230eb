import { defineIndicator } from "./define-indicator.ts";

/** Share who meet nobody regularly in any of five networks (definition Fondation de France / Crédoc, wording ours). */
export const noNetwork = defineIndicator({
  id: "no-network",
  measure: "share",
  range: [0, 1],
  universe: "credoc5",
  derivation: { kind: "band", instrument: "credoc5", bands: ["isole"] },
  companions: ["at-most-one-network"],
  incomparable: ["other-wording", "other-universe", "other-sampling"],
});
