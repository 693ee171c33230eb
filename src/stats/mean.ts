import type { NumericColumn } from "./columns.ts";
import type { SurveyDesign } from "./design.ts";
import type { EstimateSet } from "./estimate-set.ts";
import type { Estimate } from "./estimate.ts";
import {
  domainsOf,
  estimateLinear,
  type By,
  type DomainSums,
  type EstimateOptions,
} from "./linear-estimate.ts";
import type { LinearForm } from "./linear-estimate.ts";

/** A mean as a linear form of the sums of its domain. */
export function meanForm({ w, wy, shift }: DomainSums): LinearForm {
  const centred = wy / w;
  return { value: shift + centred, alpha: 1 / w, beta: -centred / w, scale: 1 };
}

/**
 * Mean of a variable under the design, with linearised standard error.
 * Shapes   y: one entry a respondent.
 * Units    those of y.
 * Missing  null and NaN leave numerator and denominator, and are counted in `missing`; the design stays whole.
 * Errors   stats.lengthsDiffer. Not estimable: empty domain, a single record, all missing.
 * Source   Särndal, Swensson, Wretman (1992), 5.7. Witness: fixtures/A01, A02, A05 (R `svymean`).
 * @example
 * const design = makeDesign({ weights: [10, 20, 10, 20], strata: ["a", "a", "b", "b"] });
 * mean(design, [5, 7, 3, 5]).value; // 5.333333333333333
 */
export function mean(design: SurveyDesign, y: NumericColumn, options: EstimateOptions = {}): Estimate {
  const domains = domainsOf(design, null, options);
  return estimateLinear(design, { y, domains, form: meanForm }, options).estimates[0]!;
}

/**
 * Mean in each domain, from one pass over the respondents, with the covariance between domains.
 * Shapes   y and every column of `by`: one entry a respondent; one figure a group that occurs, in order.
 * Missing  as `mean`; a respondent without a group belongs to none.
 * Errors   stats.lengthsDiffer; stats.optionUnusable (level, df). Each group by itself is not estimable as `mean` is.
 * Witness  fixtures/A04, A05 (R `svyby`).
 * @example
 * const design = makeDesign({ weights: [10, 20, 10, 20], strata: ["a", "a", "b", "b"] });
 * const bySex = meanBy(design, [5, 7, 3, 5], ["F", "H", "F", "H"]);
 * bySex.labels; // ["F", "H"]
 * bySex.estimates[1]?.value; // 6
 */
export function meanBy(
  design: SurveyDesign,
  y: NumericColumn,
  by: By,
  options: EstimateOptions = {},
): EstimateSet {
  return estimateLinear(design, { y, domains: domainsOf(design, by, options), form: meanForm }, options);
}
