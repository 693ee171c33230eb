/**
 * A fraction rounded half up to a number of decimals: 4.5 → 5, 10.5 → 11, 2/3 → 0.67 with two decimals.
 * Shapes  numerator and denominator are whole or half numbers, the denominator above 0; the rounding is done on whole
 *         numbers, because 1.005 × 100 is not 100.5 for a processor.
 * Source  reference/instruments/README.md: "Rounding is half-up".
 */
export function roundHalfUp(numerator: number, denominator: number, decimals = 0): number {
  const scale = 10 ** decimals;
  return Math.floor((2 * numerator * scale + denominator) / (2 * denominator)) / scale;
}
