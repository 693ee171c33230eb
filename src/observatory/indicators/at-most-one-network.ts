import { defineIndicator } from "./define-indicator.ts";

/** Share who meet people regularly in at most one of five networks. */
export const atMostOneNetwork = defineIndicator({
  id: "at-most-one-network",
  measure: "share",
  range: [0, 1],
  universe: "credoc5",
  derivation: { kind: "band", instrument: "credoc5", bands: ["isole", "un-seul-reseau"] },
  companions: ["no-network"],
  includes: "no-network",
  incomparable: ["other-wording", "other-universe", "other-sampling"],
});
