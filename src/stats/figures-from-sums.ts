import type { DesignFrame } from "./design.ts";
import type { EstimateSet } from "./estimate-set.ts";
import { estimateFromSums } from "./linear-estimate.ts";
import { meanForm } from "./mean.ts";
import { asProportion, type ProportionOptions } from "./proportion.ts";
import { statsErrors } from "./errors.ts";
import type { SufficientSums } from "./sufficient-sums.ts";

/** Sums by unit and domain that were made elsewhere, with the names of the domains and what is wanted of them. */
export interface SummedFigures {
  readonly sums: SufficientSums;
  /** Name of each domain. */
  readonly labels: readonly string[];
  readonly measure: "mean" | "proportion";
}

/**
 * Means or proportions from sums by unit and domain that another engine made of a file: no respondent is looked at.
 * Shapes  the units of `design` are those of the sums: `makeDesign` of one row a unit, in their order.
 * Errors  stats.optionUnusable for the interval `likelihood`, which needs the respondents.
 * Source  decision 26; the same second stage as `meanBy`. Witness: \`meanBy\` on the same respondents.
 * @example
 * const units = makeDesign({ rows: 4, strata: ["a", "a", "b", "b"] });
 * const sums = {
 *   domains: 1,
 *   shift: 0,
 *   unitOfCell: Int32Array.of(0, 1, 2, 3),
 *   domainOfCell: new Int32Array(4),
 *   w: Float64Array.of(10, 20, 10, 20),
 *   wy: Float64Array.of(50, 140, 30, 100),
 *   wyy: Float64Array.of(250, 980, 90, 500),
 *   n: Int32Array.of(1, 1, 1, 1),
 *   missing: new Int32Array(4),
 * };
 * figuresFromSums(units, { sums, labels: ["all"], measure: "mean" }).estimates[0]?.value; // 5.333333333333333
 */
export function figuresFromSums(
  design: DesignFrame,
  { sums, labels, measure }: SummedFigures,
  options: ProportionOptions = {},
): EstimateSet {
  if (options.interval === "likelihood") throw statsErrors.optionUnusable({ option: "interval" });
  const domains = { labels, keys: labels.map((label) => [label]) };
  const set = estimateFromSums(design, { sums, domains, form: meanForm }, options);
  if (measure === "mean") return set;
  return { ...set, estimates: set.estimates.map((estimate) => asProportion(estimate, options)) };
}
