import { designCovariance, designVariance } from "./design-variance.ts";
import type { DesignFrame } from "./design.ts";
import { statsErrors } from "./errors.ts";
import { coefficientOfVariation, notEstimable, studentInterval, type Estimate } from "./estimate.ts";
import { judgeQuantity } from "./publication-rule.ts";

/** Figures of several domains (or of several variables) of one design, with what is needed for their covariance. */
export interface EstimateSet {
  readonly design: DesignFrame;
  /** Name of each figure. */
  readonly labels: readonly string[];
  /** Values of the columns that make each domain; empty lists where there are none. */
  readonly keys: readonly (readonly (string | number)[])[];
  readonly estimates: readonly Estimate[];
  /** Linearised values of one figure, summed by unit of the design; zeros where it is not estimable. */
  readonly unitTotals: (index: number) => Float64Array;
}

/** Place of a figure in a set. Errors: stats.domainUnknown. */
export function indexOfLabel(set: EstimateSet, label: string): number {
  const index = set.labels.indexOf(label);
  if (index < 0) throw statsErrors.domainUnknown({ domain: label });
  return index;
}

/**
 * One figure of a set by its name.
 * Errors  stats.domainUnknown.
 * @example
 * const design = makeDesign({ weights: [10, 20, 10, 20], strata: ["a", "a", "b", "b"] });
 * const bySex = meanBy(design, [5, 7, 3, 5], ["F", "H", "F", "H"]);
 * estimateOf(bySex, "H").value; // 6
 */
export function estimateOf(set: EstimateSet, label: string): Estimate {
  return set.estimates[indexOfLabel(set, label)]!;
}

/**
 * Puts sets of one design together, so that figures of different variables or domains can be compared. Waves that
 * share units are compared in one design of all waves, by the domain `wave`; waves that were drawn apart by
 * `differenceOfSurveys`.
 * Errors  stats.optionUnusable (design) for sets of two designs, or none.
 * @example
 * const design = makeDesign({ weights: [10, 20, 10, 20], strata: ["a", "a", "b", "b"] });
 * const bySex = meanBy(design, [5, 7, 3, 5], ["F", "H", "F", "H"]);
 * const whole = totalBy(design, [5, 7, 3, 5], ["x", "x", "x", "x"]);
 * combineSets(bySex, whole).labels; // ["F", "H", "x"]
 */
export function combineSets(...sets: readonly EstimateSet[]): EstimateSet {
  const [first] = sets;
  if (first === undefined || sets.some(({ design }) => design !== first.design))
    throw statsErrors.optionUnusable({ option: "design" });
  const places = sets.flatMap((set) => set.labels.map((_label, index) => ({ set, index })));
  return {
    design: first.design,
    labels: sets.flatMap((set) => set.labels),
    keys: sets.flatMap((set) => set.keys),
    estimates: sets.flatMap((set) => set.estimates),
    unitTotals: (index) => places[index]!.set.unitTotals(places[index]!.index),
  };
}

/**
 * Covariance matrix of the figures of a set, domains that share primary units included.
 * Shapes  one row and one column a figure, in the order of `labels`.
 * Missing rows and columns of figures that are not estimable hold NaN.
 * Source  Särndal, Swensson, Wretman (1992), 5.8. Witness: fixtures/A04, A14 (R `svyby(covmat=TRUE)`).
 * @example
 * const design = makeDesign({ weights: [10, 20, 10, 20], strata: ["a", "a", "b", "b"] });
 * const bySex = meanBy(design, [5, 7, 3, 5], ["F", "H", "F", "H"]);
 * covarianceMatrix(bySex).length; // 2
 */
export function covarianceMatrix(set: EstimateSet): number[][] {
  const totals = set.estimates.map((estimate, index) =>
    estimate.value === null ? null : set.unitTotals(index),
  );
  const matrix = totals.map(() => totals.map(() => NaN));
  for (const [row, a] of totals.entries())
    for (let column = 0; column <= row; column++) {
      const b = totals[column]!;
      if (a === null || b === null) continue;
      const value = designCovariance(set.design, a, b);
      matrix[row]![column] = value;
      matrix[column]![row] = value;
    }
  return matrix;
}

/** Options of a comparison. */
export interface ContrastOptions {
  /** Coverage of the interval; 0.95 by default. */
  readonly level?: number;
  /** Degrees of freedom; by default the smallest of the figures that take part. */
  readonly df?: number;
}

/**
 * Linear combination of the figures of a set, with its design-based standard error.
 * Shapes  one coefficient a figure; figures with coefficient 0 do not take part.
 * Missing not estimable when a figure that takes part is not, or when none does.
 * Errors  stats.optionUnusable for another number of coefficients, or one that is no finite number.
 * Source  delta method on the covariance matrix. Witness: fixtures/A04, A14 (R `svycontrast`).
 * @example
 * const design = makeDesign({ weights: [10, 20, 10, 20], strata: ["a", "a", "b", "b"] });
 * const bySex = meanBy(design, [5, 7, 3, 5], ["F", "H", "F", "H"]);
 * contrast(bySex, [-1, 1]).value; // 2
 */
export function contrast(
  set: EstimateSet,
  coefficients: readonly number[],
  options: ContrastOptions = {},
): Estimate {
  if (coefficients.length !== set.estimates.length || !coefficients.every(Number.isFinite))
    throw statsErrors.optionUnusable({ option: "coefficients" });
  return combined(set, { gradient: coefficients, value: (values) => dot(values, coefficients) }, options);
}

/**
 * Difference of two figures of a set: `label` less `reference`.
 * Missing not estimable when one of the two is not, or when both are the same figure.
 * Errors  stats.domainUnknown; stats.optionUnusable (level, df).
 * @example
 * const design = makeDesign({ weights: [10, 20, 10, 20], strata: ["a", "a", "b", "b"] });
 * const bySex = meanBy(design, [5, 7, 3, 5], ["F", "H", "F", "H"]);
 * difference(bySex, "H", "F").value; // 2
 */
export function difference(
  set: EstimateSet,
  label: string,
  reference: string,
  options: ContrastOptions = {},
): Estimate {
  const [up, down] = [indexOfLabel(set, label), indexOfLabel(set, reference)];
  return contrast(
    set,
    set.labels.map((_label, index) => Number(index === up) - Number(index === down)),
    options,
  );
}

/**
 * Ratio of two figures of a set: `label` over `reference`; its interval is symmetric on the scale of the logarithm
 * when both figures are above 0.
 * Missing not estimable when one of the two is not, or when the reference is 0.
 * Errors  stats.domainUnknown; stats.optionUnusable (level, df).
 * @example
 * const design = makeDesign({ weights: [10, 20, 10, 20], strata: ["a", "a", "b", "b"] });
 * const bySex = meanBy(design, [5, 7, 3, 5], ["F", "H", "F", "H"]);
 * ratioOfEstimates(bySex, "H", "F").value; // 1.5
 */
export function ratioOfEstimates(
  set: EstimateSet,
  label: string,
  reference: string,
  options: ContrastOptions = {},
): Estimate {
  const [up, down] = [indexOfLabel(set, label), indexOfLabel(set, reference)];
  const above = set.estimates[up]!.value;
  const below = set.estimates[down]!.value;
  if (below === 0) return notEstimable("zero-denominator", countsOf([set.estimates[down]!]));
  const gradient = set.labels.map(() => 0);
  if (above !== null && below !== null) {
    gradient[up]! += 1 / below;
    gradient[down]! -= above / below ** 2;
  }
  const parts = [set.estimates[up]!, set.estimates[down]!];
  const ratio = combined(set, { gradient, value: (values) => values[up]! / values[down]!, parts }, options);
  return withLogInterval(ratio, options.level ?? 0.95);
}

/** Puts the interval of a positive ratio on the scale of the logarithm. */
export function withLogInterval(ratio: Estimate, level: number): Estimate {
  if (ratio.value === null || ratio.standardError === null || !(ratio.value > 0) || ratio.ci === null)
    return ratio;
  const log = studentInterval(Math.log(ratio.value), ratio.standardError / ratio.value, {
    df: ratio.df ?? 0,
    level,
  });
  return log === null
    ? ratio
    : { ...ratio, ci: { ...log, low: Math.exp(log.low), high: Math.exp(log.high) } };
}

interface Combination {
  readonly gradient: readonly number[];
  readonly value: (values: readonly number[]) => number;
  /** Figures that take part; by default those with a gradient other than 0. */
  readonly parts?: readonly Estimate[];
}

/** A smooth function of the figures of a set, by its gradient. */
function combined(
  set: EstimateSet,
  { gradient, value, parts }: Combination,
  options: ContrastOptions,
): Estimate {
  const taking = parts ?? set.estimates.filter((_estimate, index) => gradient[index] !== 0);
  const counts = countsOf(taking);
  const lacking = taking.find((estimate) => estimate.value === null);
  if (lacking !== undefined || taking.length === 0)
    return notEstimable(lacking?.reasons[0] ?? "not-measured", counts);
  const totals = new Float64Array(set.design.unitCount);
  for (const [index, coefficient] of gradient.entries()) {
    if (coefficient === 0) continue;
    const part = set.unitTotals(index);
    for (let unit = 0; unit < totals.length; unit++) totals[unit]! += coefficient * part[unit]!;
  }
  const standardError = Math.sqrt(designVariance(set.design, totals));
  const figure = value(set.estimates.map((estimate) => estimate.value ?? 0));
  const df = options.df ?? Math.min(...taking.map((estimate) => estimate.df ?? 0));
  return quantity({ value: figure, standardError, df, ...counts }, options.level ?? 0.95);
}

/** A comparison as an estimate: no effective n, no design effect, judged without its coefficient of variation. */
export function quantity(
  figure: { value: number; standardError: number; df: number; n: number; missing: number },
  level: number,
): Estimate {
  const { value, standardError, df, n, missing } = figure;
  return {
    value,
    standardError,
    df,
    ci: studentInterval(value, standardError, { df, level }),
    n,
    effectiveN: null,
    deff: null,
    cv: coefficientOfVariation(value, standardError),
    missing,
    ...judgeQuantity({ n, df, cv: null }),
  };
}

function countsOf(estimates: readonly Estimate[]): { n: number; missing: number } {
  return {
    n: estimates.reduce((sum, { n }) => sum + n, 0),
    missing: estimates.reduce((sum, { missing }) => sum + missing, 0),
  };
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0);
}
