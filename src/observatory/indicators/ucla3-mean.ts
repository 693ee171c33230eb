import { defineIndicator } from "./define-indicator.ts";

/** Mean UCLA-3 score: the first outcome for loneliness, better than any cut-off (Gosling et al. 2024). */
export const ucla3Mean = defineIndicator({
  id: "ucla3-mean",
  measure: "mean",
  range: [3, 9],
  universe: "ucla3",
  derivation: { kind: "score", instrument: "ucla3" },
  companions: ["ucla3-at-least-6", "ucla3-at-least-7"],
  incomparable: [],
});
