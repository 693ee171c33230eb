import type { Tails } from "./beta-distribution.ts";
import { solveIncreasing } from "./root.ts";
import { gammaKernel } from "./saddle-point.ts";

/** Tails of the gamma distribution of shape a and rate 1. Series below the mean, continued fraction above. */
export function gammaTails(a: number, x: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  const kernel = gammaKernel(a, x);
  if (x < a + 1) {
    const lower = (kernel / a) * gammaSeries(a, x);
    return { lower, upper: 1 - lower };
  }
  const upper = kernel * gammaFraction(a, x);
  return { lower: 1 - upper, upper };
}

function gammaSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; n < 100_000; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * 1e-17) break;
  }
  return sum;
}

function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let i = 1; i < 100_000; i++) {
    const numerator = -i * (i - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    value *= d * c;
    if (Math.abs(d * c - 1) < 2e-16) break;
  }
  return value;
}

/**
 * P(X ≤ x) of the chi-square distribution.
 * Source  Abramowitz and Stegun 26.4. Witness: fixtures/distributions.json (R `pchisq`).
 * @example
 * chiSquareCdf(3.841458820694124, 1); // 0.95
 */
export function chiSquareCdf(x: number, df: number): number {
  return gammaTails(df / 2, x / 2).lower;
}

/**
 * P(X > x) of the chi-square distribution, exact in its small values.
 * @example
 * chiSquareUpperTail(45, 4); // 3.975960118145558e-9
 */
export function chiSquareUpperTail(x: number, df: number): number {
  return gammaTails(df / 2, x / 2).upper;
}

/**
 * Quantile of the chi-square distribution; p in [0, 1] and df > 0, else NaN.
 * @example
 * chiSquareQuantile(0.95, 1); // 3.841458820694124
 */
export function chiSquareQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1 && df > 0)) return NaN;
  if (p === 0 || p === 1) return p === 0 ? 0 : Infinity;
  const a = df / 2;
  const isLower = p <= 0.5;
  const logX = solveIncreasing(
    (u) => {
      const x = Math.exp(u);
      const tails = gammaTails(a, x);
      return { value: isLower ? tails.lower - p : 1 - p - tails.upper, slope: gammaKernel(a, x) };
    },
    { low: -700, high: 700, start: Math.log(a) },
  );
  return 2 * Math.exp(logX);
}
