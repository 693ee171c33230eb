import { completeCodes, demandLength, type CodeColumn } from "./columns.ts";
import type { SurveyDesign } from "./design.ts";
import { demandOption, knownOption, statsErrors } from "./errors.ts";
import { orthonormalBasis, solveSymmetric } from "./matrix.ts";
import { totalsInOrder, type ModelMatrix } from "./model-matrix.ts";
import { sumOf } from "./summation.ts";

/** One margin: the class of each respondent and the number of people of the universe in each class. */
export interface Margin {
  readonly codes: CodeColumn;
  readonly totals: Readonly<Record<string, number>>;
}

/** How far weights may move. */
export interface CalibrationOptions {
  /** What measures the movement: squares (`linear`), entropy (`raking`, weights stay positive), or `logit` within bounds. */
  readonly distance?: "linear" | "raking" | "logit";
  /** Smallest and largest ratio of new to old weight; needed by `logit`. */
  readonly bounds?: readonly [number, number];
  /** Largest relative miss of a total; 1e-12 by default. */
  readonly tolerance?: number;
  /** Most iterations; 200 by default. */
  readonly maxIterations?: number;
}

/** The class numbers of a margin and its totals in their order. Errors: stats.marginsUnknown. */
function readMargin(margin: Margin, rows: number): { codes: Int32Array; totals: number[] } {
  demandLength(margin.codes, rows, "margin");
  const { codes, labels } = completeCodes(margin.codes, "margin");
  const names = labels.map(String);
  const extra = Object.keys(margin.totals).find((name) => !names.includes(name));
  if (extra !== undefined) throw statsErrors.marginsUnmet({ margin: extra });
  const totals = names.map((name) => {
    const total = margin.totals[name];
    if (total === undefined || !(total > 0 && total < Infinity))
      throw statsErrors.marginsUnknown({ margin: name });
    return total;
  });
  return { codes, totals };
}

function classSums(codes: Int32Array, weights: Float64Array, count: number): number[] {
  const sums = Array.from({ length: count }, () => 0);
  for (let row = 0; row < codes.length; row++) sums[codes[row]!]! += weights[row]!;
  return sums;
}

/** A design with other weights, and what of the linearised values still varies. */
function reweighted(
  design: SurveyDesign,
  weights: Float64Array,
  columns: readonly Float64Array[],
): SurveyDesign {
  const before = design.weights;
  const basis = orthonormalBasis(
    columns.map((column) => column.map((x, row) => x * Math.sqrt(before[row]!))),
  );
  const scale = weights.map((weight, row) => weight / Math.sqrt(before[row]!));
  return { ...design, weights, calibrations: [...design.calibrations, { kind: "regression", basis, scale }] };
}

/**
 * Post-stratification: the weights of each class are multiplied so that they add up to its known number.
 * Errors   stats.marginsUnknown (a class without a total), stats.marginsUnmet (a total without respondents),
 *          stats.designMissing.
 * Source   Holt and Smith (1979); residual variance as Deville and Särndal (1992). Witness: fixtures/A10.
 * @example
 * const design = makeDesign({ weights: [1, 1, 1, 1] });
 * postStratify(design, { codes: ["F", "F", "H", "F"], totals: { F: 60, H: 40 } }).weights; // Float64Array [20, 20, 40, 20]
 */
export function postStratify(design: SurveyDesign, margin: Margin): SurveyDesign {
  const { codes, totals } = readMargin(margin, design.rows);
  const sums = classSums(codes, design.weights, totals.length);
  const weights = design.weights.map((weight, row) => (weight * totals[codes[row]!]!) / sums[codes[row]!]!);
  const indicators = totals.map((_total, place) =>
    Float64Array.from(codes, (code) => Number(code === place)),
  );
  return reweighted(design, weights, indicators);
}

/**
 * Raking: post-stratification on each margin in turn until all hold.
 * Its variance is that of R `rake`; `calibrate` with the distance `raking` gives the same weights and the variance of
 * a regression estimator, which weighs the respondents.
 * Errors   stats.marginsUnknown, stats.marginsUnmet when margins contradict one another or cannot be reached.
 * Source   Deming and Stephan (1940). Witness: fixtures/A10 (R `rake`).
 * @example
 * const design = makeDesign({ weights: [1, 1, 1, 1] });
 * const sex = { codes: ["F", "F", "H", "H"], totals: { F: 60, H: 40 } };
 * const age = { codes: ["young", "old", "young", "old"], totals: { young: 50, old: 50 } };
 * rake(design, [sex, age]).weights; // Float64Array [30, 30, 20, 20]
 */
export function rake(
  design: SurveyDesign,
  margins: readonly Margin[],
  options: Pick<CalibrationOptions, "tolerance" | "maxIterations"> = {},
): SurveyDesign {
  const { tolerance = 1e-13, maxIterations = 1000 } = options;
  const read = margins.map((margin) => readMargin(margin, design.rows));
  const weights = Float64Array.from(design.weights);
  for (let round = 0; round < maxIterations; round++) {
    let miss = 0;
    for (const { codes, totals } of read) {
      const sums = classSums(codes, weights, totals.length);
      for (const [place, total] of totals.entries())
        miss = Math.max(miss, Math.abs(sums[place]! / total - 1));
      for (let row = 0; row < weights.length; row++)
        weights[row]! *= totals[codes[row]!]! / sums[codes[row]!]!;
    }
    if (miss > tolerance) continue;
    const calibration = { kind: "raking", margins: read.map(({ codes }) => codes), scale: weights } as const;
    return { ...design, weights, calibrations: [...design.calibrations, calibration] };
  }
  throw statsErrors.marginsUnmet({ margin: "rake" });
}

/** Ratio of new to old weight as a function of the linear predictor, and its slope. */
interface DistanceFunction {
  readonly ratio: (u: number) => number;
  readonly slope: (u: number) => number;
}

function distanceFunction({ distance = "linear", bounds }: CalibrationOptions): DistanceFunction {
  knownOption(distance, ["linear", "raking", "logit"], "distance");
  const [low, high] = bounds ?? [-Infinity, Infinity];
  if (!(low < 1 && high > 1)) throw statsErrors.optionUnusable({ option: "bounds" });
  const clip = (g: number) => Math.min(high, Math.max(low, g));
  const isInside = (g: number) => Number(g > low && g < high);
  if (distance === "linear") return { ratio: (u) => clip(1 + u), slope: (u) => isInside(1 + u) };
  if (distance === "raking")
    return { ratio: (u) => clip(Math.exp(u)), slope: (u) => isInside(Math.exp(u)) * Math.exp(u) };
  if (bounds === undefined || !Number.isFinite(high - low))
    throw statsErrors.optionUnusable({ option: "bounds" });
  const a = (high - low) / ((high - 1) * (1 - low));
  const share = (u: number) => 1 / (1 + ((high - 1) / (1 - low)) * Math.exp(-a * u));
  return {
    ratio: (u) => low + (high - low) * share(u),
    slope: (u) => (high - low) * a * share(u) * (1 - share(u)),
  };
}

/**
 * Calibration on known totals: the weights that meet them and move least.
 * Shapes   x: columns of `modelMatrix`; totals: one a column, by its label.
 * Errors   stats.marginsUnknown, stats.marginsUnmet when no weights within the bounds meet the totals,
 *          stats.optionUnusable (bounds), stats.modelNotEstimable: `missing` (a calibration variable is missing
 *          somewhere), `collinear` (a variable that the others tell).
 * Missing  nothing may be missing. Under `linear` without bounds a weight may fall below 0; bounds keep it from that.
 * Source   Deville and Särndal (1992). Witness: fixtures/A10 (R `calibrate`).
 * @example
 * const design = makeDesign({ weights: [1, 1, 1, 1] });
 * const x = modelMatrix(4, [{ name: "size", values: [1, 2, 3, 4] }]);
 * const better = calibrate(design, { x, totals: { "(Intercept)": 4, size: 12 } });
 * better.weights[3]; // 1.6
 */
export function calibrate(
  design: SurveyDesign,
  target: { readonly x: ModelMatrix; readonly totals: Readonly<Record<string, number>> },
  options: CalibrationOptions = {},
): SurveyDesign {
  const { x } = target;
  const totals = totalsInOrder(x, target.totals);
  for (const column of x.columns) {
    demandLength(column, design.rows, "x");
    if (column.some(Number.isNaN)) throw statsErrors.modelNotEstimable({ reason: "missing" });
  }
  const ratios = newtonRatios(design.weights, { columns: x.columns, totals }, options);
  const weights = design.weights.map((weight, row) => weight * ratios[row]!);
  return reweighted(design, weights, x.columns);
}

interface CalibrationSystem {
  readonly columns: readonly Float64Array[];
  readonly totals: readonly number[];
}

/** Newton's steps on the multipliers, halved when they leave the finite numbers. */
function newtonRatios(
  weights: Float64Array,
  { columns, totals }: CalibrationSystem,
  options: CalibrationOptions,
): Float64Array {
  const { tolerance = 1e-12, maxIterations = 200 } = options;
  const { ratio, slope } = distanceFunction(options);
  const predictor = new Float64Array(weights.length);
  for (let step = 0; step < maxIterations; step++) {
    const ratios = predictor.map(ratio);
    const miss = totals.map((total, place) => total - weightedSum(columns[place]!, weights, ratios));
    if (miss.every((value, place) => Math.abs(value) / (1 + Math.abs(totals[place]!)) < tolerance))
      return ratios;
    const factors = weights.map((weight, row) => weight * slope(predictor[row]!));
    const matrix = columns.map((a) => columns.map((b) => weightedSum(a, factors, b)));
    const change = solveSymmetric(matrix, miss);
    if (change === null && step === 0) throw statsErrors.modelNotEstimable({ reason: "collinear" });
    if (change === null) break;
    const direction = new Float64Array(weights.length);
    for (const [place, column] of columns.entries())
      for (let row = 0; row < direction.length; row++) direction[row]! += change[place]! * column[row]!;
    const size = stepSize(predictor, direction, ratio);
    for (let row = 0; row < predictor.length; row++) predictor[row]! += size * direction[row]!;
  }
  throw statsErrors.marginsUnmet({ margin: "calibrate" });
}

function stepSize(predictor: Float64Array, direction: Float64Array, ratio: (u: number) => number): number {
  let size = 1;
  while (size > 1e-6 && predictor.some((u, row) => !Number.isFinite(ratio(u + size * direction[row]!))))
    size /= 2;
  return size;
}

function weightedSum(a: Float64Array, b: Float64Array, c: Float64Array): number {
  return sumOf(a.map((value, row) => value * b[row]! * c[row]!));
}

/** Bounds of weights. */
export interface TrimOptions {
  /** Smallest weight. */
  readonly lower?: number;
  /** Largest weight. */
  readonly upper?: number;
  /** Again until no weight is outside; else once, after which shared excess may leave some outside. */
  readonly strict?: boolean;
}

/**
 * Brings weights within bounds; what is taken off or added is shared equally among the others, so that the sum stays.
 * Errors   stats.optionUnusable (bounds): bounds that are no numbers or the wrong way round, that no weights of this sum
 *          can hold, or that would leave a weight that is not above 0.
 * Witness  fixtures/A10 (R `trimWeights`).
 * @example
 * trimWeights(makeDesign({ weights: [1, 1, 1, 9] }), { upper: 6 }).weights; // Float64Array [2, 2, 2, 6]
 */
export function trimWeights(design: SurveyDesign, options: TrimOptions): SurveyDesign {
  const { lower = -Infinity, upper = Infinity, strict = false } = options;
  demandOption(lower < upper, "bounds");
  let weights = design.weights;
  for (let round = 0; round < (strict ? 1000 : 1); round++) {
    const isOutside = (weight: number) => weight < lower || weight > upper;
    const outside = weights.filter(isOutside).length;
    if (outside === 0) break;
    if (outside === weights.length) throw statsErrors.optionUnusable({ option: "bounds" });
    const clipped = weights.map((weight) => Math.min(upper, Math.max(lower, weight)));
    const share = (sumOf(weights) - sumOf(clipped)) / (weights.length - outside);
    weights = weights.map((weight, row) => (isOutside(weight) ? clipped[row]! : weight + share));
  }
  const isHeld = weights.every((weight) => weight > 0 && !(strict && (weight < lower || weight > upper)));
  demandOption(isHeld, "bounds");
  return { ...design, weights };
}
