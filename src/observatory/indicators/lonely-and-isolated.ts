import { defineIndicator } from "./define-indicator.ts";

/** Share who both score at least 6 on UCLA-3 and have no active network: two things of which one often goes without the other. */
export const lonelyAndIsolated = defineIndicator({
  id: "lonely-and-isolated",
  measure: "share",
  range: [0, 1],
  universe: "ucla3-credoc5",
  derivation: {
    kind: "both",
    of: [
      { kind: "score", instrument: "ucla3", passes: { atLeast: 6 } },
      { kind: "band", instrument: "credoc5", bands: ["isole"] },
    ],
  },
  companions: ["no-network", "ucla3-at-least-6"],
  incomparable: ["other-wording", "other-universe", "other-sampling"],
});
