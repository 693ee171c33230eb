import type { SurveyDesign } from "./design.ts";
import { statsErrors } from "./errors.ts";
import { contrast, type EstimateSet } from "./estimate-set.ts";
import type { Estimate } from "./estimate.ts";
import { modelMatrix } from "./model-matrix.ts";
import { numbersOf, type NumericColumn } from "./columns.ts";
import { regression, type Regression, type RegressionFamily, type RegressionOptions } from "./regression.ts";

/**
 * Slope of a straight line through figures of several times (means by wave), with the covariance between waves.
 * Shapes   times: one number a figure of the set.
 * Units    those of the figure by unit of time.
 * Errors   stats.optionUnusable when there are fewer than two different times.
 * Missing  not estimable when a figure is not.
 * Source   least squares on the figures as a contrast: (t − mean) / Σ (t − mean)². Witness: fixtures/A14, up to the factor.
 * @example
 * const design = makeDesign({ weights: [1, 1, 1, 1, 1, 1] });
 * linearTrend(meanBy(design, [1, 3, 2, 4, 3, 5], [1, 1, 2, 2, 3, 3]), [1, 2, 3]).value; // 1
 */
export function linearTrend(
  set: EstimateSet,
  times: readonly number[],
  options: { readonly level?: number } = {},
): Estimate {
  const centre = times.reduce((sum, time) => sum + time, 0) / times.length;
  const spread = times.reduce((sum, time) => sum + (time - centre) ** 2, 0);
  if (times.length !== set.labels.length || !(spread > 0))
    throw statsErrors.optionUnusable({ option: "times" });
  return contrast(
    set,
    times.map((time) => (time - centre) / spread),
    options,
  );
}

/**
 * Trend of a variable in time from the respondents: regression on the time of each, counted from the first.
 * Shapes   y and time: one entry a respondent.
 * Units    the slope is in those of y by unit of time.
 * Missing  respondents without answer or time are left out; the design stays whole.
 * Errors   those of `regression`: `collinear` when there is a single time.
 * @example
 * const design = makeDesign({ weights: [1, 1, 1, 1, 1, 1] });
 * trendModel(design, { y: [1, 3, 2, 4, 3, 5], time: [2023, 2023, 2024, 2024, 2025, 2025] }).labels; // ["(Intercept)", "time"]
 */
export function trendModel(
  design: SurveyDesign,
  model: {
    readonly y: NumericColumn;
    readonly time: readonly (number | null)[];
    readonly family?: RegressionFamily;
  },
  options: RegressionOptions = {},
): Regression {
  const times = numbersOf(model.time);
  const start = times.reduce((least, time) => (time < least ? time : least), Infinity);
  const values = times.map((time) => time - start);
  const x = modelMatrix(design.rows, [{ name: "time", values }]);
  return regression(design, { y: model.y, x, family: model.family ?? "gaussian" }, options);
}
