import type { NumericColumn } from "./columns.ts";
import type { SurveyDesign } from "./design.ts";
import type { EstimateSet } from "./estimate-set.ts";
import { notEstimable, type Estimate } from "./estimate.ts";
import {
  domainsOf,
  estimateLinear,
  type By,
  type DomainSums,
  type EstimateOptions,
} from "./linear-estimate.ts";
import type { LinearForm } from "./linear-estimate.ts";

function totalForm({ w, wy, shift }: DomainSums): LinearForm {
  return { value: wy + shift * w, alpha: 1, beta: shift, scale: w };
}

/**
 * Total of a variable over the universe.
 * Missing  null and NaN add nothing (they are not made up for), and are counted in `missing`.
 * Errors   stats.lengthsDiffer. Not estimable under the lonely rule `adjust` when a stratum holds a single unit: the
 *          distance from the mean of all units is not the one R `survey` takes; say `centered` or `adjust-r`.
 * Source   Horvitz and Thompson (1952). Witness: fixtures/A01, A02, A04, A07 (R `svytotal`).
 * @example
 * const design = makeDesign({ weights: [10, 20, 10, 20], strata: ["a", "a", "b", "b"] });
 * total(design, [5, 7, 3, 5]).value; // 320
 */
export function total(design: SurveyDesign, y: NumericColumn, options: EstimateOptions = {}): Estimate {
  return totalIn(design, { y, by: null }, options).estimates[0]!;
}

/**
 * Total in each domain, with the covariance between domains.
 * Shapes   y and every column of `by`: one entry a respondent; one figure a group that occurs, in order.
 * Missing  as `total`; a respondent without a group belongs to none.
 * Errors   stats.lengthsDiffer; stats.optionUnusable (level, df).
 * @example
 * const design = makeDesign({ weights: [10, 20, 10, 20], strata: ["a", "a", "b", "b"] });
 * totalBy(design, [5, 7, 3, 5], ["F", "H", "F", "H"]).estimates[0]?.value; // 80
 */
export function totalBy(
  design: SurveyDesign,
  y: NumericColumn,
  by: By,
  options: EstimateOptions = {},
): EstimateSet {
  return totalIn(design, { y, by }, options);
}

/**
 * Number of people of the universe in a domain: the total of 1.
 * Units    people of the universe: the sum of the weights. No effective number and no design effect, since 1 never varies.
 * Errors   stats.lengthsDiffer (domain); stats.optionUnusable (level, df).
 * @example
 * const design = makeDesign({ weights: [10, 20, 10, 20], strata: ["a", "a", "b", "b"] });
 * populationSize(design, { domain: [true, false, true, false] }).value; // 20
 */
export function populationSize(design: SurveyDesign, options: EstimateOptions = {}): Estimate {
  return total(design, new Float64Array(design.rows).fill(1), options);
}

function totalIn(
  design: SurveyDesign,
  { y, by }: { y: NumericColumn; by: By | null },
  options: EstimateOptions,
): EstimateSet {
  const set = estimateLinear(
    design,
    { y, domains: domainsOf(design, by, options), form: totalForm },
    options,
  );
  if (design.lonelyPsu !== "adjust" || !hasLonelyStratum(design)) return set;
  return { ...set, estimates: set.estimates.map((one) => notEstimable("adjust-undefined-for-total", one)) };
}

function hasLonelyStratum({ first }: SurveyDesign): boolean {
  return first.unitsInGroup.some((units, group) => units === 1 && first.fraction[group]! < 1);
}
