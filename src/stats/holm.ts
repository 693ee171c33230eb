import { demandOption } from "./errors.ts";

/**
 * P values adjusted for comparing many times at once: the chance of calling even one difference real when none is stays
 * below the level, whatever the comparisons have to do with each other.
 * Shapes   one p value a comparison, in [0, 1]; the answer in the same order.
 * Errors   stats.optionUnusable for what is no p value.
 * Source   Holm, Scandinavian Journal of Statistics 6 (1979) 65–70. Witness: R `p.adjust(method = "holm")` in the example.
 * @example
 * holm([0.01, 0.04, 0.03, 0.005, 0.5]); // [0.04, 0.09, 0.09, 0.025, 0.5]
 */
export function holm(pValues: readonly number[]): number[] {
  demandOption(
    pValues.every((p) => p >= 0 && p <= 1),
    "pValues",
  );
  const order = pValues.map((_p, index) => index).toSorted((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = pValues.map(() => 1);
  let least = 0;
  for (const [rank, index] of order.entries()) {
    least = Math.max(least, Math.min(1, (pValues.length - rank) * pValues[index]!));
    adjusted[index] = least;
  }
  return adjusted;
}
