import { demandLength, numbersOf, type NumericColumn } from "./columns.ts";
import type { SurveyDesign } from "./design.ts";
import { notEstimable, studentInterval, type Estimate } from "./estimate.ts";
import { mean } from "./mean.ts";

/**
 * Pearson's correlation of two variables under the design, with linearised standard error: an association, not a cause.
 * Shapes   x and y: one entry a respondent.
 * Missing  a respondent without an answer to either counts for neither; the design stays whole.
 * Errors   stats.lengthsDiffer. Not estimable where fewer than two answered both, or where one of the two never varies.
 * Source   Särndal, Swensson, Wretman (1992), 5.6 (linearisation of a function of means).
 *          Witness: correlation.R (R `svyvar` with `svycontrast`).
 * @example
 * const design = makeDesign({ weights: [1, 1, 1, 1, 1] });
 * correlation(design, [1, 2, 3, 4, 5], [2, 1, 4, 3, 5]).value; // 0.8
 */
export function correlation(design: SurveyDesign, x: NumericColumn, y: NumericColumn): Estimate {
  demandLength(x, design.rows, "x");
  demandLength(y, design.rows, "y");
  const [a, b] = [numbersOf(x), numbersOf(y)];
  const isIn = a.map((value, row) => (Number.isNaN(value) || Number.isNaN(b[row]!) ? 0 : 1));
  const sums = { w: 0, a: 0, b: 0, n: 0 };
  for (let row = 0; row < design.rows; row++) {
    if (isIn[row] === 0) continue;
    sums.w += design.weights[row]!;
    sums.a += design.weights[row]! * a[row]!;
    sums.b += design.weights[row]! * b[row]!;
    sums.n += 1;
  }
  const counts = { n: sums.n, missing: design.rows - sums.n };
  if (sums.n < 2) return notEstimable(sums.n === 0 ? "empty-domain" : "one-record", counts);
  const centred = (values: Float64Array, sum: number): Float64Array =>
    values.map((value, row) => (isIn[row] === 0 ? 0 : value - sum / sums.w));
  const [u, v] = [centred(a, sums.a), centred(b, sums.b)];
  const moment = (p: Float64Array, q: Float64Array): number =>
    p.reduce((sum, value, row) => sum + design.weights[row]! * value * q[row]!, 0) / sums.w;
  const [uu, vv, uv] = [moment(u, u), moment(v, v), moment(u, v)];
  if (!(uu > 0) || !(vv > 0)) return notEstimable("zero-denominator", counts);
  const value = uv / Math.sqrt(uu * vv);
  // The mean of these has the variance of the correlation; it is 0 itself.
  const influence = u.map((one, row) =>
    isIn[row] === 0
      ? NaN
      : (one * v[row]!) / Math.sqrt(uu * vv) - (value / 2) * (one ** 2 / uu + v[row]! ** 2 / vv),
  );
  const { standardError, df, status, reasons } = mean(design, influence);
  const ci =
    standardError === null || df === null ? null : studentInterval(value, standardError, { df, level: 0.95 });
  return {
    value,
    standardError,
    df,
    ci: ci && { ...ci, low: Math.max(-1, ci.low), high: Math.min(1, ci.high) },
    n: sums.n,
    effectiveN: null,
    deff: null,
    cv: null,
    missing: counts.missing,
    status: status === "not-estimable" ? status : "publishable",
    reasons: status === "not-estimable" ? reasons : [],
  };
}
