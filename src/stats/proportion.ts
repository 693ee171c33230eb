import { numbersOf, type NumericColumn } from "./columns.ts";
import type { SurveyDesign } from "./design.ts";
import { statsErrors } from "./errors.ts";
import type { EstimateSet } from "./estimate-set.ts";
import type { Estimate } from "./estimate.ts";
import { domainsOf, type By, type EstimateOptions } from "./linear-estimate.ts";
import { mean, meanBy } from "./mean.ts";
import { kornGraubard, proportionInterval, type ProportionIntervalMethod } from "./proportion-interval.ts";
import { judgeProportion } from "./publication-rule.ts";

/** Options of a proportion. */
export interface ProportionOptions extends EstimateOptions {
  /** Method of the interval; `logit` by default, and `korn-graubard` always where the proportion is 0 or 1. */
  readonly interval?: ProportionIntervalMethod;
}

/**
 * Proportion under the design, with linearised standard error.
 * Shapes   y: 0, 1 or missing, one entry a respondent.
 * Units    value and interval in [0, 1].
 * Missing  null and NaN leave numerator and denominator, and are counted in `missing`.
 * Errors   stats.notBinary when another number occurs; stats.lengthsDiffer. Not estimable: empty domain, a single
 *          record, all missing.
 * Source   Korn and Graubard (1998) for the interval and the verdict. Witness: fixtures/A03, A05, A16 (R `svyciprop`).
 * @example
 * const design = makeDesign({ weights: [10, 20, 10, 20], strata: ["a", "a", "b", "b"] });
 * proportion(design, [1, 0, 0, 1]).value; // 0.5
 */
export function proportion(
  design: SurveyDesign,
  y: NumericColumn,
  options: ProportionOptions = {},
): Estimate {
  const numbers = binary(y);
  const [dispersion] = dispersions(design, { y: numbers, by: null }, options);
  return asProportion(mean(design, numbers, options), { ...options, dispersion });
}

/**
 * Proportion in each domain, with the covariance between domains.
 * Shapes   y and every column of `by`: one entry a respondent; one figure a group that occurs, in order.
 * Units    values and intervals in [0, 1].
 * Missing  as `proportion`; a respondent without a group belongs to none.
 * Errors   stats.notBinary, stats.lengthsDiffer; stats.optionUnusable (interval, level, df).
 * Witness  fixtures/A04, A16 (R `svyby`).
 * @example
 * const design = makeDesign({ weights: [10, 20, 10, 20], strata: ["a", "a", "b", "b"] });
 * proportionBy(design, [1, 0, 0, 1], ["F", "H", "F", "H"]).estimates[0]?.value; // 0.5
 */
export function proportionBy(
  design: SurveyDesign,
  y: NumericColumn,
  by: By,
  options: ProportionOptions = {},
): EstimateSet {
  const numbers = binary(y);
  const set = meanBy(design, numbers, by, options);
  const scales = dispersions(design, { y: numbers, by }, options);
  const estimates = set.estimates.map((estimate, domain) =>
    asProportion(estimate, { ...options, dispersion: scales[domain] }),
  );
  return { ...set, estimates };
}

/** Numbers of which each is 0, 1 or missing. @throws stats.notBinary */
export function binary(y: NumericColumn): Float64Array {
  const numbers = numbersOf(y);
  for (let row = 0; row < numbers.length; row++) {
    const value = numbers[row]!;
    if (value !== 0 && value !== 1 && !Number.isNaN(value)) throw statsErrors.notBinary({ row });
  }
  return numbers;
}

/**
 * Dispersion of the binomial model in each domain, for the likelihood interval: mean weight of those who answered over
 * the mean weight of all, times n / (n − 1), as R `svyglm` has it. Not looked for when another method is asked.
 */
function dispersions(
  design: SurveyDesign,
  { y, by }: { y: Float64Array; by: By | null },
  options: ProportionOptions,
): readonly number[] {
  if (options.interval !== "likelihood") return [];
  const { codes, labels } = domainsOf(design, by, options);
  const sums = labels.map(() => ({ all: 0, rows: 0, answered: 0, n: 0 }));
  for (let row = 0; row < design.rows; row++) {
    const sum = sums[codes[row]!];
    if (sum === undefined) continue;
    sum.all += design.weights[row]!;
    sum.rows += 1;
    if (Number.isNaN(y[row]!)) continue;
    sum.answered += design.weights[row]!;
    sum.n += 1;
  }
  return sums.map(({ all, rows, answered, n }) => (answered / n / (all / rows)) * (n / (n - 1)));
}

/** A mean of zeros and ones with the interval and the verdict of a proportion. */
export function asProportion(
  estimate: Estimate,
  options: ProportionOptions & { readonly dispersion?: number | undefined },
): Estimate {
  const { value, standardError, df, n } = estimate;
  if (value === null || standardError === null || df === null) return estimate;
  const { level = 0.95, interval = "logit", rule, dispersion } = options;
  const facts = { value, variance: standardError ** 2, n, df, level };
  const ci = proportionInterval(interval, dispersion === undefined ? facts : { ...facts, dispersion });
  if (ci === null) return { ...estimate, ci };
  const { low, high, effectiveN } = kornGraubard({ ...facts, level: 0.95 });
  return { ...estimate, ci, ...judgeProportion({ value, n, df, effectiveN, low, high }, rule) };
}
