import { demandLength, numbersOf, type CodeColumn, type NumericColumn } from "./columns.ts";
import type { SurveyDesign } from "./design.ts";
import { makeDomains } from "./domains.ts";
import { demandOption } from "./errors.ts";
import { combineSets, contrast, ratioOfEstimates } from "./estimate-set.ts";
import type { Estimate } from "./estimate.ts";
import type { EstimateOptions } from "./linear-estimate.ts";
import { modelMatrix } from "./model-matrix.ts";
import { regression } from "./regression.ts";
import { withReplicates } from "./replicate-estimate.ts";
import type { ReplicateDesign } from "./replicates.ts";

/** A variable and the rank of respondents on a social scale (income fifth, diploma), lowest first. */
export interface GradientColumns {
  readonly y: NumericColumn;
  /** Ordered classes: numbers, or texts in the order of their code points. */
  readonly rank: CodeColumn;
}

/** Inequality along a social scale by regression on the relative rank. */
export interface InequalityIndices {
  /** Mean relative rank of each class, between 0 and 1, from the weights. */
  readonly ridits: ReadonlyMap<string, number>;
  /** Slope index: fitted difference between the top and the bottom of the scale (linear model). */
  readonly slopeIndex: Estimate;
  /** Relative index: fitted value at the top over that at the bottom (linear model). */
  readonly relativeIndex: Estimate;
}

/** Answers with a class, and the mean relative rank of each class among them. */
function riditsOf(y: Float64Array, rank: CodeColumn, weights: Float64Array) {
  const { codes, labels } = makeDomains(rank);
  const sums = labels.map(() => 0);
  for (let row = 0; row < y.length; row++)
    if (codes[row]! >= 0 && !Number.isNaN(y[row]!)) sums[codes[row]!]! += weights[row]!;
  const total = sums.reduce((sum, value) => sum + value, 0);
  let below = 0;
  const ridits = sums.map((sum) => {
    below += sum;
    return (below - sum / 2) / total;
  });
  return { codes, labels, ridits };
}

/** Mean relative rank of each respondent's class among those who answered; NaN without answer or class. */
export function relativeRanks(
  { y, rank }: GradientColumns,
  weights: Float64Array,
): { readonly ranks: Float64Array; readonly ridits: ReadonlyMap<string, number> } {
  const numbers = numbersOf(y);
  demandLength(rank, numbers.length, "rank");
  const { codes, labels, ridits } = riditsOf(numbers, rank, weights);
  const ranks = numbers.map((value, row) => (Number.isNaN(value) ? NaN : (ridits[codes[row]!] ?? NaN)));
  return { ranks, ridits: new Map(labels.map((label, index) => [label, ridits[index]!])) };
}

/**
 * Slope and relative index of inequality. The relative ranks are held to be known.
 * Missing  respondents without answer or class are left out.
 * Errors   those of `regression`.
 * Source   Mackenbach and Kunst (1997). Witness: fixtures/A15.
 * @example
 * const design = makeDesign({ weights: [1, 1, 1, 1, 1, 1] });
 * inequalityIndices(design, { y: [5, 4, 3, 3, 2, 1], rank: [1, 1, 2, 2, 3, 3] }).slopeIndex.value; // -4.5
 */
export function inequalityIndices(
  design: SurveyDesign,
  columns: GradientColumns,
  options: EstimateOptions = {},
): InequalityIndices {
  demandLength(columns.y, design.rows, "y");
  const { ranks, ridits } = relativeRanks(columns, design.weights);
  const x = modelMatrix(design.rows, [{ name: "rank", values: ranks }]);
  const fit = regression(design, { y: columns.y, x }, options);
  const level = options.level === undefined ? {} : { level: options.level };
  const top = contrast(fit, [1, 1], level);
  const ends = combineSets(fit, {
    ...fit,
    labels: ["top"],
    keys: [[]],
    estimates: [top],
    unitTotals: () => fit.unitTotals(0).map((value, unit) => value + fit.unitTotals(1)[unit]!),
  });
  return {
    ridits,
    slopeIndex: fit.estimates[1]!,
    relativeIndex: ratioOfEstimates(ends, "top", "(Intercept)", level),
  };
}

/** Concentration index of a variable along a social scale, with its corrections for a bounded variable. */
export interface ConcentrationIndices {
  /** Standard index: below 0 when the variable gathers at the bottom of the scale. */
  readonly standard: number;
  /** Erreygers' index, for a variable between `low` and `high`. */
  readonly erreygers: number;
  /** Wagstaff's index, for a variable between `low` and `high`. */
  readonly wagstaff: number;
}

/**
 * Concentration indices with given weights.
 * Shapes   y, rank, weights: one entry a respondent; `bounds` of y, 0 and 1 by default.
 * Missing  respondents without answer or class are left out; NaN where an index does not exist (a mean of 0, nobody
 *          left, for Wagstaff's a mean at one of the bounds).
 * Errors   stats.lengthsDiffer; stats.optionUnusable (bounds) when they are not in order.
 * Source   Kakwani (1980); Erreygers (2009); Wagstaff (2005). Witness: fixtures/A15.
 * @example
 * concentrationIndices({ y: [1, 0, 0, 0], rank: [1, 2, 3, 4] }, Float64Array.from([1, 1, 1, 1])).standard; // -0.75
 */
export function concentrationIndices(
  columns: GradientColumns,
  weights: Float64Array,
  [low, high]: readonly [number, number] = [0, 1],
): ConcentrationIndices {
  demandOption(low < high, "bounds");
  demandLength(weights, columns.y.length, "weights");
  const y = numbersOf(columns.y);
  const { ranks } = relativeRanks(columns, weights);
  let [sum, sumY, sumRank] = [0, 0, 0];
  for (let row = 0; row < y.length; row++) {
    if (Number.isNaN(ranks[row]!)) continue;
    sum += weights[row]!;
    sumY += weights[row]! * y[row]!;
    sumRank += weights[row]! * ranks[row]!;
  }
  const [mean, middle] = [sumY / sum, sumRank / sum];
  let product = 0;
  for (let row = 0; row < y.length; row++)
    if (!Number.isNaN(ranks[row]!)) product += weights[row]! * (y[row]! - mean) * (ranks[row]! - middle);
  const standard = (2 * product) / sum / mean;
  return {
    standard,
    erreygers: ((4 * mean) / (high - low)) * standard,
    wagstaff: (((high - low) * mean) / ((high - mean) * (mean - low))) * standard,
  };
}

/**
 * Concentration indices with errors by replicate weights.
 * Missing  respondents without answer or class are left out; an index that does not exist is not estimable.
 * Errors   those of `concentrationIndices`.
 * Witness  fixtures/A15 (R `withReplicates`).
 * @example
 * const design = makeDesign({ weights: [1, 1, 1, 1] });
 * const survey = makeReplicates(design, { type: "JK1" });
 * concentration(survey, { y: [1, 0, 1, 0], rank: [1, 2, 3, 4] }).standard.value; // -0.25
 */
export function concentration(
  survey: ReplicateDesign,
  columns: GradientColumns,
  bounds: readonly [number, number] = [0, 1],
): Readonly<Record<keyof ConcentrationIndices, Estimate>> {
  const [standard, erreygers, wagstaff] = withReplicates(survey, (weights) => {
    const indices = concentrationIndices(columns, weights, bounds);
    return [indices.standard, indices.erreygers, indices.wagstaff];
  });
  return { standard: standard!, erreygers: erreygers!, wagstaff: wagstaff! };
}
