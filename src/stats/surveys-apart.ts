import { statsErrors } from "./errors.ts";
import { quantity, withLogInterval, type ContrastOptions } from "./estimate-set.ts";
import { notEstimable, type Estimate } from "./estimate.ts";

/** Two figures of surveys that were drawn apart, with what their comparison needs of both. */
function both(figure: Estimate, reference: Estimate, { level = 0.95, df }: ContrastOptions) {
  if (figure.ci !== null && reference.ci !== null && figure.ci.level !== reference.ci.level)
    throw statsErrors.optionUnusable({ option: "level" });
  const counts = { n: figure.n + reference.n, missing: figure.missing + reference.missing };
  const parts = [figure, reference];
  const lacking = parts.find(({ value }) => value === null);
  const isWithoutError = parts.some(({ standardError }) => standardError === null);
  const reason = lacking?.reasons[0] ?? (isWithoutError ? "no-degrees-of-freedom" : null);
  const degrees = df ?? Math.min(...parts.map((one) => one.df ?? 0));
  const numbers = [figure.value, reference.value, figure.standardError, reference.standardError];
  const [above = 0, below = 0, aboveError = 0, belowError = 0] = numbers.map((one) => one ?? 0);
  return { reason, counts, degrees, level, above, below, aboveError, belowError };
}

/**
 * Difference of two figures of surveys that were drawn apart, such as waves with samples of their own: `figure` less
 * `reference`. Figures of one survey, or of waves that share units, are compared in one design by `difference`.
 * Units    those of the figures.
 * Missing  not estimable when one of the two is not, or has no error.
 * Errors   stats.optionUnusable (level, df; two levels).
 * Source   variance of a difference of independent figures; degrees of freedom of the smaller survey.
 * @example
 * const before = mean(makeDesign({ weights: [1, 1, 1, 1] }), [1, 3, 2, 2]);
 * const after = mean(makeDesign({ weights: [1, 1, 1, 1] }), [2, 4, 3, 3]);
 * differenceOfSurveys(after, before).value; // 1
 */
export function differenceOfSurveys(
  figure: Estimate,
  reference: Estimate,
  options: ContrastOptions = {},
): Estimate {
  const { reason, counts, degrees, level, above, below, aboveError, belowError } = both(
    figure,
    reference,
    options,
  );
  if (reason !== null) return notEstimable(reason, counts);
  const standardError = Math.hypot(aboveError, belowError);
  return quantity({ value: above - below, standardError, df: degrees, ...counts }, level);
}

/**
 * Ratio of two figures of surveys that were drawn apart: `figure` over `reference`; its interval is symmetric on the
 * scale of the logarithm when both figures are above 0.
 * Missing  not estimable when one of the two is not or has no error, or when the reference is 0.
 * Errors   stats.optionUnusable (level, df; two levels).
 * Source   delta method on independent figures; degrees of freedom of the smaller survey.
 * @example
 * const before = mean(makeDesign({ weights: [1, 1, 1, 1] }), [1, 3, 2, 2]);
 * const after = mean(makeDesign({ weights: [1, 1, 1, 1] }), [2, 4, 3, 3]);
 * ratioOfSurveys(after, before).value; // 1.5
 */
export function ratioOfSurveys(
  figure: Estimate,
  reference: Estimate,
  options: ContrastOptions = {},
): Estimate {
  const { reason, counts, degrees, level, above, below, aboveError, belowError } = both(
    figure,
    reference,
    options,
  );
  if (reason !== null) return notEstimable(reason, counts);
  if (below === 0) return notEstimable("zero-denominator", counts);
  const value = above / below;
  const standardError = Math.hypot(aboveError / below, (above * belowError) / below ** 2);
  return withLogInterval(quantity({ value, standardError, df: degrees, ...counts }, level), level);
}
