import { demandLength, numbersOf, type NumericColumn } from "./columns.ts";
import { designCovariance, unitTotals } from "./design-variance.ts";
import type { SurveyDesign } from "./design.ts";
import { belongs, degreesOfFreedom, type DomainMask } from "./domains.ts";
import { knownOption, statsErrors } from "./errors.ts";
import type { EstimateSet } from "./estimate-set.ts";
import { coefficientOfVariation, studentInterval, type Estimate } from "./estimate.ts";
import { chiSquareUpperTail } from "./gamma-distribution.ts";
import { innerProduct, inverseSymmetric, solveSymmetric, times } from "./matrix.ts";
import type { ModelMatrix } from "./model-matrix.ts";
import { judgeQuantity } from "./publication-rule.ts";
import { fUpperTail, studentTwoSided } from "./student-distribution.ts";

/** Family of a model with its canonical link: identity, logit, logarithm. */
export type RegressionFamily = "gaussian" | "quasibinomial" | "quasipoisson";

/** What is explained by what. */
export interface RegressionModel {
  readonly y: NumericColumn;
  readonly x: ModelMatrix;
  readonly family?: RegressionFamily;
}

/** Options of a model. */
export interface RegressionOptions {
  /** Only these respondents; the design stays whole. */
  readonly domain?: DomainMask;
  /** Coverage of the intervals; 0.95 by default. */
  readonly level?: number;
}

/** A fitted model. Its coefficients are figures of one set: contrasts between them are `contrast`. */
export interface Regression extends EstimateSet {
  /** Variable of each coefficient. */
  readonly terms: readonly string[];
  /** Coefficients as plain numbers. */
  readonly coefficients: readonly number[];
  /** Design-based covariance of the coefficients. */
  readonly covariance: readonly (readonly number[])[];
  /** Degrees of freedom: those of the respondents used, plus 1, less the number of coefficients. */
  readonly df: number;
  /** Two-sided p-value of each coefficient. */
  readonly pValues: readonly number[];
  /** Variance of the Pearson residuals. */
  readonly dispersion: number;
  /** Respondents used. */
  readonly n: number;
}

/** Mean as a function of the linear predictor, and variance as a function of the mean. */
interface Family {
  readonly mean: (eta: number) => number;
  readonly variance: (mu: number) => number;
  readonly start: (y: number) => number;
  readonly admits: (y: number) => boolean;
}

const families: Readonly<Record<RegressionFamily, Family>> = {
  gaussian: { mean: (eta) => eta, variance: () => 1, start: (y) => y, admits: () => true },
  quasibinomial: {
    mean: (eta) => 1 / (1 + Math.exp(-eta)),
    variance: (mu) => mu * (1 - mu),
    start: (y) => Math.log((y + 0.5) / (1.5 - y)),
    admits: (y) => y >= 0 && y <= 1,
  },
  quasipoisson: {
    mean: Math.exp,
    variance: (mu) => mu,
    start: (y) => Math.log(y + 0.1),
    admits: (y) => y >= 0,
  },
};

/** Rows of a model that can be used, with everything in the same order. */
interface ModelRows {
  readonly rows: readonly number[];
  readonly y: Float64Array;
  readonly w: Float64Array;
  /** One column a coefficient. */
  readonly x: readonly Float64Array[];
  readonly family: Family;
  /** Mean weight of all respondents of the domain, also of those left out. */
  readonly meanWeight: number;
}

/**
 * Linear, logistic or log-linear regression with design-based errors.
 * Shapes   y and every column of x: one entry a respondent.
 * Missing  a respondent with a missing value anywhere is left out of the fit; the design stays whole.
 * Errors   stats.modelNotEstimable: `collinear`, `separated` (an answer that the variables foretell without fault),
 *          `outside` (a value that the family does not admit), `empty`; stats.optionUnusable (family, level); stats.lengthsDiffer.
 * Source   Binder (1983). Witness: fixtures/A11 (R `svyglm`).
 * @example
 * const design = makeDesign({ weights: [1, 1, 1, 1, 1] });
 * const x = modelMatrix(5, [{ name: "age", values: [1, 2, 3, 4, 5] }]);
 * const fit = regression(design, { y: [1, 3, 5, 7, 9], x });
 * fit.coefficients.map(Math.round); // [-1, 2]
 */
export function regression(
  design: SurveyDesign,
  model: RegressionModel,
  options: RegressionOptions = {},
): Regression {
  knownOption(model.family ?? "gaussian", Object.keys(families) as RegressionFamily[], "family");
  const data = usableRows(design, model, options);
  const coefficients = fitted(data);
  const residuals = residualsOf(data, coefficients);
  const bread = inverseSymmetric(informationOf(data, residuals.mu));
  if (bread === null) throw statsErrors.modelNotEstimable({ reason: "collinear" });
  const totals = bread.map((row) => scoreTotals(design, data, { row, rest: residuals.rest }));
  const covariance = totals.map((a) => totals.map((b) => designCovariance(design, a, b)));
  const used = new Uint8Array(design.rows);
  for (const row of data.rows) used[row] = 1;
  const df = degreesOfFreedom(design, used) + 1 - coefficients.length;
  const n = data.rows.length;
  const level = options.level ?? 0.95;
  const estimates = coefficients.map((value, index) =>
    coefficientEstimate(value, Math.sqrt(covariance[index]![index]!), { df, n, level }),
  );
  return {
    design,
    labels: model.x.labels,
    keys: model.x.labels.map(() => []),
    estimates,
    unitTotals: (index) => totals[index]!,
    terms: model.x.terms,
    coefficients,
    covariance,
    df,
    pValues: estimates.map(({ value, standardError }) => studentTwoSided(value! / standardError!, df)),
    dispersion: dispersionOf(data, residuals),
    n,
  };
}

function coefficientEstimate(
  value: number,
  standardError: number,
  { df, n, level }: { df: number; n: number; level: number },
): Estimate {
  return {
    value,
    standardError,
    df,
    ci: studentInterval(value, standardError, { df, level }),
    n,
    effectiveN: null,
    deff: null,
    cv: coefficientOfVariation(value, standardError),
    missing: 0,
    ...judgeQuantity({ n, df, cv: null }),
  };
}

function usableRows(design: SurveyDesign, model: RegressionModel, { domain }: RegressionOptions): ModelRows {
  demandLength(model.y, design.rows, "y");
  for (const column of model.x.columns) demandLength(column, design.rows, "x");
  const y = numbersOf(model.y);
  const family = families[model.family ?? "gaussian"];
  const rows: number[] = [];
  let [inDomain, weights] = [0, 0];
  for (let row = 0; row < design.rows; row++) {
    if (domain !== undefined && !belongs(domain[row])) continue;
    inDomain += 1;
    weights += design.weights[row]!;
    if (Number.isNaN(y[row]!) || model.x.columns.some((column) => Number.isNaN(column[row]!))) continue;
    if (!family.admits(y[row]!)) throw statsErrors.modelNotEstimable({ reason: "outside" });
    rows.push(row);
  }
  if (rows.length <= model.x.columns.length) throw statsErrors.modelNotEstimable({ reason: "empty" });
  const pick = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]!);
  const meanWeight = weights / inDomain;
  return { rows, y: pick(y), w: pick(design.weights), x: model.x.columns.map(pick), family, meanWeight };
}

function predictorOf({ x, y }: ModelRows, coefficients: readonly number[]): Float64Array {
  const eta = new Float64Array(y.length);
  for (const [place, column] of x.entries())
    for (let row = 0; row < eta.length; row++) eta[row]! += coefficients[place]! * column[row]!;
  return eta;
}

/** Fisher's scoring until nothing moves any more. */
function fitted(data: ModelRows): number[] {
  let eta: Float64Array = data.y.map(data.family.start);
  let coefficients: number[] = [];
  for (let step = 0; step < 100; step++) {
    const next = scoringStep(data, eta);
    if (next === null)
      throw statsErrors.modelNotEstimable({ reason: step === 0 ? "collinear" : "separated" });
    const moved = Math.max(
      ...next.map(
        (value, place) => Math.abs(value - (coefficients[place] ?? Infinity)) / (1e-3 + Math.abs(value)),
      ),
    );
    coefficients = next;
    eta = predictorOf(data, coefficients);
    if (moved < 1e-12) return coefficients;
  }
  if (eta.every((value) => Math.abs(value) < 25)) return coefficients;
  throw statsErrors.modelNotEstimable({ reason: "separated" });
}

function scoringStep(data: ModelRows, eta: Float64Array): number[] | null {
  const mu = eta.map(data.family.mean);
  const working = data.y.map((y, row) => eta[row]! + (y - mu[row]!) / data.family.variance(mu[row]!));
  const factors = data.w.map((w, row) => w * data.family.variance(mu[row]!));
  const right = data.x.map((column) => tripleProduct(column, factors, working));
  return solveSymmetric(informationOf(data, mu), right);
}

function informationOf({ x, w, family }: ModelRows, mu: Float64Array): number[][] {
  const factors = w.map((weight, row) => weight * family.variance(mu[row]!));
  const matrix = x.map(() => x.map(() => 0));
  for (const [a, first] of x.entries())
    for (let b = 0; b <= a; b++) {
      const value = tripleProduct(first, factors, x[b]!);
      matrix[a]![b] = value;
      matrix[b]![a] = value;
    }
  return matrix;
}

function tripleProduct(a: Float64Array, b: Float64Array, c: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < a.length; row++) sum += a[row]! * b[row]! * c[row]!;
  return sum;
}

/** Fitted means and what the answers leave of them. */
interface Residuals {
  readonly mu: Float64Array;
  readonly rest: Float64Array;
}

function residualsOf(data: ModelRows, coefficients: readonly number[]): Residuals {
  const mu = predictorOf(data, coefficients).map(data.family.mean);
  return { mu, rest: data.y.map((y, row) => y - mu[row]!) };
}

/** Linearised values of one coefficient: score of each respondent times a row of the inverse information. */
function scoreTotals(
  design: SurveyDesign,
  data: ModelRows,
  { row: bread, rest }: { row: readonly number[]; rest: Float64Array },
): Float64Array {
  const weighted = new Float64Array(design.rows);
  const direction = predictorOf(data, bread);
  for (const [place, row] of data.rows.entries())
    weighted[row] = data.w[place]! * direction[place]! * rest[place]!;
  return unitTotals(design, weighted);
}

/**
 * Variance of the Pearson residuals, times the mean weight of the respondents used over that of all, as R
 * `summary(svyglm)` has it.
 */
function dispersionOf(data: ModelRows, { mu, rest }: Residuals): number {
  const pearson = rest.map((value, row) => value / Math.sqrt(data.family.variance(mu[row]!)));
  const sum = data.w.reduce((total, w) => total + w, 0);
  const centre = innerProduct(data.w, pearson) / sum;
  const spread = pearson.reduce((total, value, row) => total + data.w[row]! * (value - centre) ** 2, 0) / sum;
  const n = pearson.length;
  return ((spread * n) / (n - 1)) * (sum / n / data.meanWeight);
}

/** A test of several coefficients at once. */
export interface WaldTest {
  /** F statistic, or chi-square when `denominatorDf` is Infinity. */
  readonly statistic: number;
  readonly df: number;
  readonly denominatorDf: number;
  readonly p: number;
}

/**
 * Wald test that all coefficients of a variable are 0.
 * Errors   stats.domainUnknown when the model holds no such variable.
 * Witness  fixtures/A11 (R `regTermTest`).
 * @example
 * const design = makeDesign({ weights: [1, 1, 1, 1, 1] });
 * const x = modelMatrix(5, [{ name: "age", values: [1, 2, 3, 4, 5] }]);
 * waldTest(regression(design, { y: [1, 3, 4, 7, 9], x }), "age").df; // 1
 */
export function waldTest(fit: Regression, term: string, options: { readonly df?: number } = {}): WaldTest {
  const places = fit.terms.flatMap((name, place) => (name === term ? [place] : []));
  if (places.length === 0) throw statsErrors.domainUnknown({ domain: term });
  const beta = places.map((place) => fit.coefficients[place]!);
  const inner = places.map((row) => places.map((column) => fit.covariance[row]![column]!));
  const inverse = inverseSymmetric(inner);
  if (inverse === null) throw statsErrors.modelNotEstimable({ reason: "collinear" });
  const chiSquare = innerProduct(beta, times(inverse, beta));
  const denominatorDf = options.df ?? fit.df;
  if (denominatorDf === Infinity)
    return {
      statistic: chiSquare,
      df: places.length,
      denominatorDf,
      p: chiSquareUpperTail(chiSquare, places.length),
    };
  const statistic = chiSquare / places.length;
  const p = fUpperTail(statistic, places.length, denominatorDf);
  return { statistic, df: places.length, denominatorDf, p };
}
