import { solveIncreasing } from "./root.ts";
import { betaKernel } from "./saddle-point.ts";

/** Both tails of a distribution at a point; the small one keeps its digits. */
export interface Tails {
  /** P(X ≤ x). */
  readonly lower: number;
  /** P(X > x). */
  readonly upper: number;
}

const tiny = 1e-300;

/** Continued fraction of the incomplete beta function (Lentz's method). */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / guarded(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guarded(1 + even * d);
    c = guarded(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guarded(1 + odd * d);
    c = guarded(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < 2e-16) break;
  }
  return value;
}

function guarded(value: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

/** Tails of the beta distribution at x, with y = 1 − x handed over whole so that no digit is lost near 1. */
export function betaTailsAt(a: number, b: number, x: number, y: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (y <= 0) return { lower: 1, upper: 0 };
  const kernel = betaKernel(a, b, x, y);
  if (x < (a + 1) / (a + b + 2)) {
    const lower = (kernel / a) * betaFraction(a, b, x);
    return { lower, upper: 1 - lower };
  }
  const upper = (kernel / b) * betaFraction(b, a, y);
  return { lower: 1 - upper, upper };
}

/**
 * Log-odds of the quantile of a beta distribution: log(x / (1 − x)).
 * The solver of every quantile of the family (beta, t, F), in a scale where both ends keep their digits.
 */
export function betaQuantileLogOdds(lower: number, upper: number, a: number, b: number): number {
  const isLower = lower <= upper;
  const distance = (u: number): { value: number; slope: number } => {
    const x = 1 / (1 + Math.exp(-u));
    const y = 1 / (1 + Math.exp(u));
    const tails = betaTailsAt(a, b, x, y);
    return {
      value: isLower ? tails.lower - lower : upper - tails.upper,
      slope: betaKernel(a, b, x, y),
    };
  };
  return solveIncreasing(distance, { low: -700, high: 700, start: Math.log(a / b) });
}

/**
 * P(X ≤ x) of the beta distribution.
 * Source  Abramowitz and Stegun 26.5.8. Witness: fixtures/distributions.json (R `pbeta`).
 * @example
 * betaCdf(0.5, 2, 2); // 0.5
 */
export function betaCdf(x: number, a: number, b: number): number {
  return betaTailsAt(a, b, x, 1 - x).lower;
}

/**
 * P(X > x) of the beta distribution, as exact in its small values as the lower tail.
 * @example
 * betaUpperTail(0.5, 1, 2); // 0.25
 */
export function betaUpperTail(x: number, a: number, b: number): number {
  return betaTailsAt(a, b, x, 1 - x).upper;
}

/**
 * Quantile of the beta distribution; 0 and 1 at the ends. Shapes a, b > 0; p in [0, 1], else NaN.
 * @example
 * betaQuantile(0.5, 2, 2); // 0.5
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1 && a > 0 && b > 0)) return NaN;
  if (p === 0 || p === 1) return p;
  return 1 / (1 + Math.exp(-betaQuantileLogOdds(p, 1 - p, a, b)));
}
