import { demandLength, numbersOf, type NumericColumn } from "./columns.ts";
import type { SurveyDesign } from "./design.ts";
import { restricted, type Domains } from "./domains.ts";
import type { EstimateSet } from "./estimate-set.ts";
import type { Estimate, EstimateReason } from "./estimate.ts";
import {
  domainsOf,
  estimateLinear,
  type By,
  type DomainSums,
  type EstimateOptions,
} from "./linear-estimate.ts";
import type { LinearForm } from "./linear-estimate.ts";
import { ExactSum } from "./summation.ts";

/** The two variables of a ratio, one entry a respondent each. */
export interface RatioColumns {
  readonly numerator: NumericColumn;
  readonly denominator: NumericColumn;
}

/**
 * Ratio of the totals of two variables.
 * Missing  a respondent without one of the two enters neither total and is counted in `missing`.
 * Errors   stats.lengthsDiffer. Not estimable when the denominator adds up to 0.
 * Source   Särndal, Swensson, Wretman (1992), 5.6. Witness: fixtures/A02 (R `svyratio`).
 * @example
 * const design = makeDesign({ weights: [1, 1, 1, 1], strata: ["a", "a", "b", "b"] });
 * ratio(design, { numerator: [1, 2, 3, 4], denominator: [2, 4, 6, 8] }).value; // 0.5
 */
export function ratio(design: SurveyDesign, columns: RatioColumns, options: EstimateOptions = {}): Estimate {
  return ratioIn(design, { columns, domains: domainsOf(design, null, options) }, options).estimates[0]!;
}

/**
 * Ratio in each domain, with the covariance between domains.
 * Shapes   both columns and every column of `by`: one entry a respondent.
 * Missing  as `ratio`; a respondent without a group belongs to none.
 * Errors   stats.lengthsDiffer; stats.optionUnusable (level, df).
 * @example
 * const design = makeDesign({ weights: [1, 1, 1, 1], strata: ["a", "a", "b", "b"] });
 * const columns = { numerator: [1, 2, 3, 4], denominator: [2, 4, 6, 8] };
 * ratioBy(design, columns, ["x", "y", "x", "y"]).estimates[0]?.value; // 0.5
 */
export function ratioBy(
  design: SurveyDesign,
  columns: RatioColumns,
  by: By,
  options: EstimateOptions = {},
): EstimateSet {
  return ratioIn(design, { columns, domains: domainsOf(design, by, options) }, options);
}

/** A ratio varies as the mean of what remains of the numerator once the ratio is known: y − R x. */
function ratioIn(
  design: SurveyDesign,
  { columns, domains }: { columns: RatioColumns; domains: Domains },
  options: EstimateOptions,
): EstimateSet {
  demandLength(columns.numerator, design.rows, "numerator");
  demandLength(columns.denominator, design.rows, "denominator");
  const numerator = numbersOf(columns.numerator);
  const denominator = numbersOf(columns.denominator);
  const isComplete = (row: number) => !Number.isNaN(numerator[row]! + denominator[row]!);
  const complete = restricted(domains, isComplete);
  const above = weightedSums(design, numerator, complete);
  const below = weightedSums(design, denominator, complete);
  const residuals = numerator.map((value, row) => {
    const domain = domains.codes[row]!;
    const size = below[domain] ?? 0;
    if (size === 0) return isComplete(row) ? 0 : NaN;
    return value - (above[domain]! / size) * denominator[row]!;
  });
  const form = ({ w, shift }: DomainSums, domain: number): LinearForm | EstimateReason => {
    const size = below[domain]!;
    if (size === 0) return "zero-denominator";
    return { value: above[domain]! / size, alpha: 1 / size, beta: shift / size, scale: w / size };
  };
  return estimateLinear(design, { y: residuals, domains, form }, options);
}

function weightedSums(
  design: SurveyDesign,
  values: Float64Array,
  { codes, labels }: Domains,
): readonly number[] {
  const sums = labels.map(() => new ExactSum());
  for (let row = 0; row < design.rows; row++) {
    const domain = codes[row]!;
    if (domain >= 0) sums[domain]!.add(design.weights[row]! * values[row]!);
  }
  return sums.map((sum) => sum.total);
}
