import { demandLength, denseCodes, numbersOf, type CodeColumn, type NumericColumn } from "./columns.ts";
import { statsErrors } from "./errors.ts";
import { sumOf } from "./summation.ts";

/** How well the items of a scale hold together. */
export interface ScaleReliability {
  /** Cronbach's alpha. */
  readonly alpha: number;
  /** McDonald's omega total of one common factor; null when no such factor fits (fewer than three items, or an item unrelated to the others). */
  readonly omega: number | null;
  /** Standard error of measurement of the sum of the items. */
  readonly measurementError: number;
  /** Respondents with all items. */
  readonly n: number;
  /** Respondents without one of them. */
  readonly missing: number;
}

/**
 * Reliability of a scale from its items, weighted or not.
 * Shapes   one column an item, one entry a respondent; weights, where given, one a respondent.
 * Missing  respondents without one of the items, or with a weight that is missing or 0, are left out.
 * Errors   stats.modelNotEstimable: `one-class` (fewer than two items or respondents, or a sum that never varies);
 *          stats.weightNotPositive for a weight below 0; stats.lengthsDiffer.
 * Source   Cronbach (1951); McDonald (1999), by the common factor of least squared residual covariances.
 *          Witness: fixtures/B10 for alpha.
 * @example
 * Math.round(100 * scaleReliability([[1, 2, 3, 4], [1, 3, 2, 4], [2, 2, 3, 4]]).alpha); // 92
 */
export function scaleReliability(items: readonly NumericColumn[], weights?: NumericColumn): ScaleReliability {
  const rows = items[0]?.length ?? 0;
  for (const item of items) demandLength(item, rows, "item");
  const columns = items.map(numbersOf);
  const given = weights === undefined ? new Float64Array(rows).fill(1) : numbersOf(weights);
  demandLength(given, rows, "weights");
  const negative = given.findIndex((weight) => weight < 0);
  if (negative >= 0) throw statsErrors.weightNotPositive({ row: negative });
  const complete = given.map((weight, row) =>
    columns.some((item) => Number.isNaN(item[row]!)) ? 0 : weight,
  );
  const n = complete.filter((weight) => weight > 0).length;
  if (items.length < 2 || n < 2) throw statsErrors.modelNotEstimable({ reason: "one-class" });
  const covariances = covarianceOf(columns, complete, n);
  const total = sumOf(covariances.flat());
  if (!(total > 0)) throw statsErrors.modelNotEstimable({ reason: "one-class" });
  const trace = sumOf(covariances.map((row, index) => row[index]!));
  const alpha = (items.length / (items.length - 1)) * (1 - trace / total);
  return {
    alpha,
    omega: omegaOf(covariances, total),
    measurementError: Math.sqrt(total * (1 - alpha)),
    n,
    missing: rows - n,
  };
}

function covarianceOf(columns: readonly Float64Array[], weights: Float64Array, n: number): number[][] {
  const sum = sumOf(weights);
  const product = (column: Float64Array, other: Float64Array | null, centre: number) =>
    sumOf(
      weights.map((w, row) =>
        w === 0 ? 0 : w * (column[row]! - centre) * (other === null ? 1 : other[row]!),
      ),
    );
  const means = columns.map((column) => product(column, null, 0) / sum);
  return columns.map((a, i) => columns.map((b) => (product(a, b, means[i]!) / sum) * (n / (n - 1))));
}

/** Loadings of one common factor by alternating least squares on the covariances between items. */
function omegaOf(covariances: readonly (readonly number[])[], total: number): number | null {
  const size = covariances.length;
  if (size < 3) return null;
  let loadings = covariances.map((row, index) => Math.sqrt(Math.max(1e-6, row[index]! / 2)));
  for (let round = 0; round < 5000; round++) {
    const next = loadings.slice();
    for (let i = 0; i < size; i++) {
      let [top, bottom] = [0, 0];
      for (let j = 0; j < size; j++) {
        if (i === j) continue;
        top += covariances[i]![j]! * next[j]!;
        bottom += next[j]! ** 2;
      }
      next[i] = top / bottom;
    }
    const moved = Math.max(...next.map((value, index) => Math.abs(value - loadings[index]!)));
    loadings = next;
    if (moved < 1e-12) break;
  }
  const isProper = loadings.every((value, i) => Number.isFinite(value) && value ** 2 < covariances[i]![i]!);
  return isProper ? sumOf(loadings) ** 2 / total : null;
}

/** Share of the variance that lies between groups. */
export interface IntraclassCorrelation {
  readonly icc: number;
  /** Mean square between and within groups. */
  readonly between: number;
  readonly within: number;
  /** Number of respondents a group that stands for groups of unequal size. */
  readonly groupSize: number;
  readonly n: number;
}

/**
 * Intraclass correlation of one-way groups (sites, raters, places), by analysis of variance.
 * Missing  respondents without answer or group are left out.
 * Errors   stats.modelNotEstimable: `one-class` (one group, one respondent in each, or answers that never vary); stats.lengthsDiffer.
 * Source   Donner (1986). Witness: fixtures/B10.
 * @example
 * intraclassCorrelation([1, 2, 5, 6, 9, 10], ["a", "a", "b", "b", "c", "c"]).groupSize; // 2
 */
export function intraclassCorrelation(y: NumericColumn, groups: CodeColumn): IntraclassCorrelation {
  demandLength(groups, y.length, "groups");
  const values = numbersOf(y);
  const { codes, labels } = denseCodes(groups);
  const members = labels.map((): number[] => []);
  for (let row = 0; row < values.length; row++)
    if (codes[row]! >= 0 && !Number.isNaN(values[row]!)) members[codes[row]!]!.push(values[row]!);
  const present = members.filter((group) => group.length > 0);
  const n = present.reduce((count, group) => count + group.length, 0);
  if (present.length < 2 || n <= present.length) throw statsErrors.modelNotEstimable({ reason: "one-class" });
  const mean = sumOf(present.flat()) / n;
  const means = present.map((group) => sumOf(group) / group.length);
  const between =
    sumOf(present.map((group, index) => group.length * (means[index]! - mean) ** 2)) / (present.length - 1);
  const inner = present.flatMap((group, index) => group.map((value) => (value - means[index]!) ** 2));
  const within = sumOf(inner) / (n - present.length);
  const groupSize = (n - sumOf(present.map((group) => group.length ** 2)) / n) / (present.length - 1);
  if (!(between + within > 0)) throw statsErrors.modelNotEstimable({ reason: "one-class" });
  return { icc: (between - within) / (between + (groupSize - 1) * within), between, within, groupSize, n };
}
