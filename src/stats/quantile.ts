import { betaQuantile } from "./beta-distribution.ts";
import { demandLength, numbersOf, type NumericColumn } from "./columns.ts";
import type { SurveyDesign } from "./design.ts";
import { brentRoot } from "./root.ts";
import { belongs, type DomainMask } from "./domains.ts";
import { demandOption, knownOption } from "./errors.ts";
import { coefficientOfVariation, demandIntervalOptions, notEstimable, type Estimate } from "./estimate.ts";
import type { EstimateOptions } from "./linear-estimate.ts";
import { mean } from "./mean.ts";
import { proportionInterval, type ProportionIntervalMethod } from "./proportion-interval.ts";
import { judgeQuantity } from "./publication-rule.ts";
import { studentQuantile } from "./student-distribution.ts";

/**
 * How a quantile is read between two values: `math` the smallest value whose weight below reaches p, `school` the
 * middle when it is reached exactly, `hf4`–`hf9` the interpolations of Hyndman and Fan, `shahvaish` as R `survey`.
 */
export type QuantileRule =
  | "math"
  | "school"
  | "shahvaish"
  | "hf1"
  | "hf2"
  | "hf4"
  | "hf5"
  | "hf6"
  | "hf7"
  | "hf8"
  | "hf9";

const quantileRules: readonly QuantileRule[] = [
  "math",
  "school",
  "shahvaish",
  "hf1",
  "hf2",
  "hf4",
  "hf5",
  "hf6",
  "hf7",
  "hf8",
  "hf9",
];

const quantileIntervals = ["mean", "beta", "xlogit", "asin", "score"] as const;

/** Options of a quantile. */
export interface QuantileOptions extends EstimateOptions {
  /** How the quantile is read; `math` by default. */
  readonly quantileRule?: QuantileRule;
  /**
   * How the interval is found: by the interval of the proportion below (Woodruff) — `mean`, `beta`, `xlogit`, `asin` —
   * or by the values whose score is not rejected. `mean` by default.
   */
  readonly interval?: "mean" | "beta" | "xlogit" | "asin" | "score";
}

/** Values in order with their weights added up. */
export interface WeightedOrder {
  readonly values: Float64Array;
  readonly weights: Float64Array;
  /** Sum of weights up to and with each value. */
  readonly cumulated: Float64Array;
}

/** Puts values in order and adds up their weights. */
export function weightedOrder(values: Float64Array, weights: Float64Array): WeightedOrder {
  const order = Array.from(values.keys()).toSorted((a, b) => values[a]! - values[b]!);
  let sum = 0;
  const sorted = Float64Array.from(order, (row) => values[row]!);
  const sortedWeights = Float64Array.from(order, (row) => weights[row]!);
  return {
    values: sorted,
    weights: sortedWeights,
    cumulated: sortedWeights.map((weight) => (sum += weight)),
  };
}

/** Places at which the values of a continuous rule lie on the scale of p. */
function positions({ weights, cumulated }: WeightedOrder, rule: QuantileRule): Float64Array {
  const last = cumulated.length - 1;
  const total = cumulated[last]!;
  const before = (row: number) => (row === 0 ? 0 : cumulated[row - 1]!);
  const formulas: Partial<Record<QuantileRule, (sum: number, row: number) => number>> = {
    shahvaish: (sum, row) => ((sum * (last + 1)) / total + 0.5 - weights[row]! / 2) / (last + 2),
    hf5: (sum, row) => (sum - weights[row]! / 2) / total,
    hf6: (sum) => sum / (total + weights[last]!),
    hf7: (_sum, row) => before(row) / before(last),
    hf8: (sum, row) => (before(row) / 3 + (sum * 2) / 3) / (total + weights[last]! / 3),
    hf9: (sum, row) => ((before(row) * 3) / 8 + (sum * 5) / 8) / (total + weights[last]! / 4),
  };
  return cumulated.map(formulas[rule] ?? ((sum) => sum / total));
}

/** Quantile of weighted values in order. `p` in [0, 1]. */
export function weightedQuantile(order: WeightedOrder, p: number, rule: QuantileRule): number {
  const { values, cumulated } = order;
  const last = values.length - 1;
  if (["math", "school", "hf1", "hf2", "hf4"].includes(rule)) {
    const aim = p * cumulated[last]!;
    const below = lastAtMost(cumulated, aim);
    const up = values[Math.min(below + 1, last)]!;
    const low = values[Math.max(below, 0)]!;
    const isReached = below >= 0 && cumulated[below] === aim;
    if (rule === "hf4")
      return between(
        order,
        p,
        cumulated.map((sum) => sum / cumulated[last]!),
      );
    if (!isReached) return up;
    return rule === "math" || rule === "hf1" ? low : (low + up) / 2;
  }
  const places = positions(order, rule);
  if (rule === "shahvaish") return steppedQuantile(values, places, p);
  return between(order, p, places);
}

/** Value at the last place that p reaches; the places of this rule may run backwards where weights are large. */
function steppedQuantile(values: Float64Array, places: Float64Array, p: number): number {
  const order = Array.from(places.keys()).toSorted((a, b) => places[a]! - places[b]!);
  const found = order.findLast((row) => places[row]! <= p) ?? order[0]!;
  return values[found]!;
}

/** Straight line between the values at the places around p. */
function between({ values }: WeightedOrder, p: number, places: Float64Array): number {
  const below = lastAtMost(places, p);
  if (below < 0) return values[0]!;
  if (below >= values.length - 1) return values.at(-1)!;
  const share = (p - places[below]!) / (places[below + 1]! - places[below]!);
  return values[below]! + share * (values[below + 1]! - values[below]!);
}

/** Place of the last entry that is at most a bound; −1 when there is none. */
function lastAtMost(increasing: Float64Array, bound: number): number {
  let [low, high] = [-1, increasing.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (increasing[middle]! <= bound) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Respondents of a quantile: those of the domain with an answer. */
interface Sample {
  readonly design: SurveyDesign;
  readonly y: Float64Array;
  readonly order: WeightedOrder;
  readonly isIn: readonly boolean[];
  readonly options: QuantileOptions;
}

/**
 * Quantile of a variable under the design, with Woodruff's interval.
 * Units    those of y; `p` in (0, 1).
 * Missing  null and NaN are left out and counted in `missing`.
 *          Where a bound lies beyond the answers there is no error and no interval (`wide-interval`).
 * Errors   stats.optionUnusable: `p` outside, `quantileRule`, `interval`, `level`, `df`; stats.lengthsDiffer. Not estimable: empty domain, a single record,
 *          all missing.
 * Source   Woodruff (1952); Korn and Graubard (1999), 3.8; score interval: Francisco and Fuller (1991). The standard
 *          error is the width of the interval over twice Student's quantile. Witness: fixtures/A06 (R `svyquantile`).
 * @example
 * const design = makeDesign({ weights: [1, 1, 1, 1, 1] });
 * quantile(design, [3, 1, 2, 5, 4], 0.5).value; // 3
 */
export function quantile(
  design: SurveyDesign,
  y: NumericColumn,
  p: number,
  options: QuantileOptions = {},
): Estimate {
  demandOption(p > 0 && p < 1, "p");
  knownOption(options.quantileRule ?? "math", quantileRules, "quantileRule");
  knownOption(options.interval ?? "mean", quantileIntervals, "interval");
  demandLength(y, design.rows, "y");
  const whole = mean(design, y, options);
  if (whole.value === null || whole.df === null) return whole;
  const sample = sampleOf(design, numbersOf(y), options);
  const value = weightedQuantile(sample.order, p, options.quantileRule ?? "math");
  const df = options.df ?? whole.df;
  const { n, missing } = whole;
  const { level = 0.95 } = options;
  demandIntervalOptions({ level, df });
  if (!(df > 0)) return notEstimable("no-degrees-of-freedom", whole);
  const { low, high } =
    options.interval === "score" ? scoreBounds(sample, p, df) : woodruffBounds(sample, value, df);
  if (!Number.isFinite(high - low)) return withoutInterval(value, { ...whole, df }, options);
  const standardError = (high - low) / (2 * studentQuantile(1 - (1 - level) / 2, df));
  const cv = coefficientOfVariation(value, standardError);
  return {
    value,
    standardError,
    df,
    ci: { low, high, level, method: options.interval === "score" ? "score" : "woodruff" },
    n,
    effectiveN: null,
    deff: null,
    cv,
    missing,
    ...judgeQuantity({ n, df: whole.df, cv }, options.rule),
  };
}

/** A quantile so near the end of what was answered that a bound lies beyond it: no error, and not precise enough. */
function withoutInterval(value: number, { df, n, missing }: Estimate, options: QuantileOptions): Estimate {
  const { reasons } = judgeQuantity({ n, df: df ?? 0, cv: null }, options.rule);
  return {
    value,
    standardError: null,
    df,
    ci: null,
    n,
    effectiveN: null,
    deff: null,
    cv: null,
    missing,
    status: "suppressed",
    reasons: [...reasons, "wide-interval"],
  };
}

function sampleOf(design: SurveyDesign, y: Float64Array, options: QuantileOptions): Sample {
  const mask: DomainMask | undefined = options.domain;
  const isIn = Array.from(
    y,
    (value, row) => !Number.isNaN(value) && (mask === undefined || belongs(mask[row])),
  );
  const keep = (column: Float64Array) => column.filter((_value, row) => isIn[row]);
  return { design, y, order: weightedOrder(keep(y), keep(design.weights)), isIn, options };
}

/** Estimated share of the domain for which a condition holds. */
function share({ design, y, isIn, options }: Sample, holds: (value: number) => number): Estimate {
  return mean(design, y.map(holds), {
    domain: isIn,
    ...(options.df === undefined ? {} : { df: options.df }),
  });
}

function woodruffBounds(sample: Sample, value: number, df: number): { low: number; high: number } {
  const { level = 0.95, interval = "mean", quantileRule = "math" } = sample.options;
  const below = share(sample, (y) => Number(y <= value));
  const facts = {
    value: below.value ?? NaN,
    variance: (below.standardError ?? NaN) ** 2,
    n: below.n,
    df,
    level,
  };
  const method: ProportionIntervalMethod = interval === "score" ? "mean" : interval;
  const bounds = facts.variance > 0 ? proportionInterval(method, facts) : exactBounds(facts);
  const at = (p: number) => (p >= 0 && p <= 1 ? weightedQuantile(sample.order, p, quantileRule) : NaN);
  return { low: at(bounds?.low ?? NaN), high: at(bounds?.high ?? NaN) };
}

/** Bounds of the share below when it has no error: those of a simple random sample. */
function exactBounds({ value, n, level }: { value: number; n: number; level: number }) {
  const tail = (1 - level) / 2;
  return {
    low: value <= 0 ? 0 : betaQuantile(tail, n * value, n - n * value + 1),
    high: value >= 1 ? 1 : betaQuantile(1 - tail, n * value + 1, n - n * value),
  };
}

/** Quantile without weights, straight between the values. */
function plainQuantile(values: Float64Array, p: number): number {
  const place = (values.length - 1) * p;
  const below = Math.floor(place);
  const low = values[below]!;
  return low + (place - below) * ((values[below + 1] ?? low) - low);
}

/**
 * Values at which the score statistic crosses Student's quantile. As in R, the crossing is turned into the plain share
 * of respondents below it, and that share into a weighted quantile: with unequal weights the bounds are shifted.
 */
function scoreBounds(sample: Sample, p: number, df: number): { low: number; high: number } {
  const { level = 0.95, quantileRule = "math" } = sample.options;
  const { values } = sample.order;
  const limit = studentQuantile(1 - (1 - level) / 2, df);
  const score = (theta: number) => {
    const above = share(sample, (y) => Number(y > theta) - (1 - p));
    return above.value! / above.standardError!;
  };
  const margin = (plainQuantile(values, 0.75) - plainQuantile(values, 0.25)) / 100;
  const interval = [values[0]! + margin, values.at(-1)! - margin] as const;
  const tolerance = 1 / (100 * Math.sqrt(values.length));
  const crossing = (aim: number) => brentRoot((theta) => score(theta) - aim, interval, tolerance);
  const read = (theta: number) => {
    if (Number.isNaN(theta)) return NaN;
    const count = lastAtMost(values, theta) + 1;
    return weightedQuantile(sample.order, count / values.length, quantileRule);
  };
  return { low: read(crossing(limit)), high: read(crossing(-limit)) };
}
