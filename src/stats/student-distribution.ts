import { betaQuantileLogOdds, betaTailsAt, type Tails } from "./beta-distribution.ts";
import { normalCdf, normalQuantile, normalUpperTail } from "./normal-distribution.ts";

/**
 * P(T > t) of Student's distribution, exact in its small values; `df` may be Infinity (normal).
 * Source  Abramowitz and Stegun 26.7.1. Witness: fixtures/distributions.json (R `pt`).
 * @example
 * studentUpperTail(2.119905299221254, 16); // 0.025
 */
export function studentUpperTail(t: number, df: number): number {
  if (df === Infinity) return normalUpperTail(t);
  const squared = t * t;
  const { lower, upper } = betaTailsAt(df / 2, 0.5, df / (df + squared), squared / (df + squared));
  return t >= 0 ? lower / 2 : (1 + upper) / 2;
}

/**
 * P(T ≤ t) of Student's distribution.
 * @example
 * studentCdf(0, 5); // 0.5
 */
export function studentCdf(t: number, df: number): number {
  return df === Infinity ? normalCdf(t) : studentUpperTail(-t, df);
}

/**
 * Two-sided p-value of a statistic that follows Student's distribution.
 * @example
 * studentTwoSided(-2.119905299221254, 16); // 0.05
 */
export function studentTwoSided(t: number, df: number): number {
  return 2 * studentUpperTail(Math.abs(t), df);
}

/**
 * Quantile of Student's distribution; `df` > 0 or Infinity (normal); NaN outside.
 * @example
 * studentQuantile(0.975, 16); // 2.119905299221254
 */
export function studentQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1 && df > 0)) return NaN;
  if (df === Infinity) return normalQuantile(p);
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  if (p === 0.5) return 0;
  const tail = p < 0.5 ? p : 1 - p;
  const magnitude = Math.sqrt(df * Math.exp(-betaQuantileLogOdds(2 * tail, 1 - 2 * tail, df / 2, 0.5)));
  return p < 0.5 ? -magnitude : magnitude;
}

function fTails(f: number, df1: number, df2: number): Tails {
  if (f <= 0) return { lower: 0, upper: 1 };
  const total = df1 * f + df2;
  return betaTailsAt(df1 / 2, df2 / 2, (df1 * f) / total, df2 / total);
}

/**
 * P(F ≤ f) of Fisher's distribution with finite degrees of freedom, not necessarily whole.
 * Source  Abramowitz and Stegun 26.6. Witness: fixtures/distributions.json (R `pf`).
 * @example
 * fCdf(1, 4, 4); // 0.5
 */
export function fCdf(f: number, df1: number, df2: number): number {
  return fTails(f, df1, df2).lower;
}

/**
 * P(F > f) of Fisher's distribution, exact in its small values.
 * @example
 * fUpperTail(6.91357267453326, 3.82842906670535, 267.990034669374); // 0.000035741943328401
 */
export function fUpperTail(f: number, df1: number, df2: number): number {
  return fTails(f, df1, df2).upper;
}

/**
 * Quantile of Fisher's distribution; p in [0, 1] and degrees of freedom > 0, else NaN.
 * @example
 * fQuantile(0.5, 4, 4); // 1
 */
export function fQuantile(p: number, df1: number, df2: number): number {
  if (!(p >= 0 && p <= 1 && df1 > 0 && df2 > 0)) return NaN;
  if (p === 0 || p === 1) return p === 0 ? 0 : Infinity;
  return (df2 / df1) * Math.exp(betaQuantileLogOdds(p, 1 - p, df1 / 2, df2 / 2));
}
