import { demandLength, numbersOf, type NumericColumn } from "./columns.ts";
import { coefficientOfVariation, notEstimable, studentInterval, type Estimate } from "./estimate.ts";
import { domainsOf, type By, type EstimateOptions } from "./linear-estimate.ts";
import { judgeQuantity } from "./publication-rule.ts";
import type { RatioColumns } from "./ratio.ts";
import type { ReplicateDesign } from "./replicates.ts";
import { sumOf } from "./summation.ts";

/** Figures of several domains by replicate weights. */
export interface ReplicateEstimates {
  readonly labels: readonly string[];
  readonly estimates: readonly Estimate[];
}

/**
 * Variance of a figure from its replicates. Replicates without a value (a domain that one leaves empty) are left out.
 * Source  Wolter (2007). Witness: fixtures/A09 (R `svrVar`).
 */
export function replicateVariance(
  survey: ReplicateDesign,
  whole: number,
  replicates: ArrayLike<number>,
): number {
  const places = survey.rscales.flatMap((_factor, place) =>
    Number.isFinite(replicates[place]) ? [place] : [],
  );
  const counting = places.filter((place) => survey.rscales[place]! > 0);
  const centre = survey.mse ? whole : sumOf(counting.map((place) => replicates[place]!)) / counting.length;
  return (
    survey.scale * sumOf(places.map((place) => survey.rscales[place]! * (replicates[place]! - centre) ** 2))
  );
}

/**
 * Mean by replicate weights.
 * Missing  as `mean`. Not estimable: empty domain, a single record, all missing.
 * Witness  fixtures/A09 (R `svymean` on a replicate design).
 * @example
 * const design = makeDesign({ weights: [1, 1, 1, 1], strata: ["a", "a", "b", "b"] });
 * replicateMean(makeReplicates(design, { type: "JKn" }), [1, 2, 3, 6]).value; // 3
 */
export function replicateMean(
  survey: ReplicateDesign,
  y: NumericColumn,
  options: EstimateOptions = {},
): Estimate {
  return replicateMeanBy(survey, { y, by: null }, options).estimates[0]!;
}

/**
 * Mean in each domain (`by` null: in all) by replicate weights.
 * Shapes   y and by: one entry a respondent.
 * Missing  as `meanBy`.
 * Errors   stats.lengthsDiffer; stats.optionUnusable (level, df).
 * @example
 * const design = makeDesign({ weights: [1, 1, 1, 1], strata: ["a", "a", "b", "b"] });
 * const survey = makeReplicates(design, { type: "JKn" });
 * replicateMeanBy(survey, { y: [1, 2, 3, 6], by: ["x", "y", "x", "y"] }).labels; // ["x", "y"]
 */
export function replicateMeanBy(
  survey: ReplicateDesign,
  { y, by }: { readonly y: NumericColumn; readonly by: By | null },
  options: EstimateOptions = {},
): ReplicateEstimates {
  const ones = new Float64Array(survey.design.rows).fill(1);
  return ratiosBy(survey, { numerator: y, denominator: ones, by }, options);
}

/**
 * Ratio of two totals by replicate weights.
 * Missing  as `ratio`.
 * Errors   stats.lengthsDiffer; stats.optionUnusable (level, df). Not estimable when the denominator adds up to 0.
 * @example
 * const design = makeDesign({ weights: [1, 1, 1, 1], strata: ["a", "a", "b", "b"] });
 * const columns = { numerator: [1, 2, 3, 4], denominator: [2, 4, 6, 8] };
 * replicateRatio(makeReplicates(design, { type: "JKn" }), columns).value; // 0.5
 */
export function replicateRatio(
  survey: ReplicateDesign,
  columns: RatioColumns,
  options: EstimateOptions = {},
): Estimate {
  return ratiosBy(survey, { ...columns, by: null }, options).estimates[0]!;
}

/**
 * Total by replicate weights.
 * Missing  as `total`.
 * Errors   stats.lengthsDiffer; stats.optionUnusable (level, df).
 * @example
 * const design = makeDesign({ weights: [1, 1, 1, 1], strata: ["a", "a", "b", "b"] });
 * replicateTotal(makeReplicates(design, { type: "BRR" }), [1, 2, 3, 6]).value; // 12
 */
export function replicateTotal(
  survey: ReplicateDesign,
  y: NumericColumn,
  options: EstimateOptions = {},
): Estimate {
  demandLength(y, survey.design.rows, "y");
  const { codes } = domainsOf(survey.design, null, options);
  const values = numbersOf(y);
  const counts = countsIn(codes, 0, values);
  if (counts.n < 2) return notEstimable(reasonOf(counts), counts);
  const kept = values.map((value, row) => (codes[row] === 0 && !Number.isNaN(value) ? value : 0));
  const whole = sumOf(kept.map((value, row) => value * survey.design.weights[row]!));
  return replicateFigure(survey, { whole, replicates: survey.totalsOf(kept), ...counts }, options);
}

function countsIn(codes: Int32Array, domain: number, values: Float64Array): { n: number; missing: number } {
  let [n, missing] = [0, 0];
  for (let row = 0; row < values.length; row++) {
    if (codes[row] !== domain) continue;
    if (Number.isNaN(values[row]!)) missing += 1;
    else n += 1;
  }
  return { n, missing };
}

function reasonOf({ n, missing }: { n: number; missing: number }) {
  return n === 1 ? "one-record" : missing === 0 ? "empty-domain" : "all-missing";
}

function ratiosBy(
  survey: ReplicateDesign,
  columns: RatioColumns & { readonly by: By | null },
  options: EstimateOptions,
): ReplicateEstimates {
  const { design } = survey;
  demandLength(columns.numerator, design.rows, "y");
  demandLength(columns.denominator, design.rows, "denominator");
  const { codes, labels } = domainsOf(design, columns.by, options);
  const above = numbersOf(columns.numerator);
  const below = numbersOf(columns.denominator);
  const both = above.map((value, row) => value + below[row]!);
  const estimates = labels.map((_label, domain) => {
    const counts = countsIn(codes, domain, both);
    if (counts.n < 2) return notEstimable(reasonOf(counts), counts);
    const kept = (column: Float64Array) =>
      column.map((value, row) => (codes[row] === domain && !Number.isNaN(both[row]!) ? value : 0));
    const [top, bottom] = [kept(above), kept(below)];
    const wholeOf = (column: Float64Array) => sumOf(column.map((value, row) => value * design.weights[row]!));
    if (wholeOf(bottom) === 0) return notEstimable("zero-denominator", counts);
    const denominators = survey.totalsOf(bottom);
    const replicates = survey.totalsOf(top).map((total, replicate) => total / denominators[replicate]!);
    return replicateFigure(survey, { whole: wholeOf(top) / wholeOf(bottom), replicates, ...counts }, options);
  });
  return { labels, estimates };
}

function replicateFigure(
  survey: ReplicateDesign,
  figure: { whole: number; replicates: ArrayLike<number>; n: number; missing: number },
  options: EstimateOptions,
): Estimate {
  const { whole, n, missing } = figure;
  const standardError = Math.sqrt(replicateVariance(survey, whole, figure.replicates));
  const df = options.df ?? survey.df;
  const cv = coefficientOfVariation(whole, standardError);
  return {
    value: whole,
    standardError,
    df,
    ci: studentInterval(whole, standardError, { df, level: options.level ?? 0.95 }),
    n,
    effectiveN: null,
    deff: null,
    cv,
    missing,
    ...judgeQuantity({ n, df: survey.df, cv }, options.rule),
  };
}

/**
 * Any statistic by replicate weights: it is computed once with the weights of the survey and once with each replicate's.
 * Shapes   `statistic` takes one weight a respondent and gives one or several numbers.
 * Missing  a statistic that is not finite is not estimable.
 * Witness  fixtures/A15 (R `withReplicates`).
 * @example
 * const design = makeDesign({ weights: [1, 1, 1, 1], strata: ["a", "a", "b", "b"] });
 * const sum = (weights: Float64Array) => [weights.reduce((total, weight) => total + weight, 0)];
 * withReplicates(makeReplicates(design, { type: "JKn" }), sum)[0]?.value; // 4
 */
export function withReplicates(
  survey: ReplicateDesign,
  statistic: (weights: Float64Array) => readonly number[],
  options: EstimateOptions = {},
): readonly Estimate[] {
  const whole = statistic(survey.design.weights);
  const all = Array.from({ length: survey.count }, (_none, replicate) =>
    statistic(survey.weightsOf(replicate)),
  );
  const counts = { n: survey.design.rows, missing: 0 };
  return whole.map((value, place) =>
    Number.isFinite(value)
      ? replicateFigure(
          survey,
          { whole: value, replicates: all.map((values) => values[place] ?? NaN), ...counts },
          options,
        )
      : notEstimable("not-finite", counts),
  );
}
