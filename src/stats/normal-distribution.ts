import { gammaTails } from "./gamma-distribution.ts";
import { solveIncreasing } from "./root.ts";

/**
 * P(Z > z) of the normal distribution, exact in its small values.
 * @example
 * normalUpperTail(1.959963984540054); // 0.025
 */
export function normalUpperTail(z: number): number {
  const { lower, upper } = gammaTails(0.5, (z * z) / 2);
  return z >= 0 ? upper / 2 : (1 + lower) / 2;
}

/**
 * P(Z ≤ z) of the normal distribution.
 * Source  incomplete gamma function of shape 1/2. Witness: fixtures/distributions.json (R `pnorm`).
 * @example
 * normalCdf(0); // 0.5
 */
export function normalCdf(z: number): number {
  return normalUpperTail(-z);
}

/** Density of the normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * Quantile of the normal distribution; p in [0, 1], else NaN.
 * @example
 * normalQuantile(0.975); // 1.959963984540054
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  if (p > 0.5) return -lowerQuantile(1 - p);
  return p === 0.5 ? 0 : lowerQuantile(p);
}

function lowerQuantile(p: number): number {
  return solveIncreasing((z) => ({ value: normalCdf(z) - p, slope: normalDensity(z) }), {
    low: -40,
    high: 0,
    start: -Math.sqrt(Math.max(0, -2 * Math.log(2 * p))),
  });
}
