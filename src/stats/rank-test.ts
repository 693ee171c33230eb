import { demandLength, numbersOf, type CodeColumn, type NumericColumn } from "./columns.ts";
import type { SurveyDesign } from "./design.ts";
import { makeDomains } from "./domains.ts";
import { statsErrors } from "./errors.ts";
import { modelMatrix } from "./model-matrix.ts";
import { regression, waldTest } from "./regression.ts";

/** A comparison of groups, with its statistic and p-value. */
export interface GroupTest {
  /** `t` for two groups, `F` for more. */
  readonly kind: "t" | "F";
  readonly statistic: number;
  /** Numerator degrees of freedom; 1 for two groups. */
  readonly df: number;
  readonly denominatorDf: number;
  readonly p: number;
  /** Second group less first; null for more than two groups. */
  readonly difference: number | null;
}

/**
 * Design-based t-test of the difference of two means (second group in order less the first).
 * Errors   stats.optionUnusable (groups) when there are not two; stats.modelNotEstimable: `one-class` when all answers
 *          are the same; those of `regression`.
 * Missing  respondents without answer or group are left out.
 * Witness  fixtures/A12 (R `svyttest`).
 * @example
 * const design = makeDesign({ weights: [1, 1, 1, 1, 1, 1] });
 * meanTest(design, [1, 2, 3, 5, 6, 7], ["a", "a", "a", "b", "b", "b"]).difference; // 4
 */
export function meanTest(design: SurveyDesign, y: NumericColumn, groups: CodeColumn): GroupTest {
  demandVaried(design, y, groups);
  if (makeDomains(groups).labels.length !== 2) throw statsErrors.optionUnusable({ option: "groups" });
  const x = modelMatrix(design.rows, [{ name: "group", values: groups, isFactor: true }]);
  const fit = regression(design, { y, x });
  const estimate = fit.estimates[1]!;
  return {
    kind: "t",
    statistic: estimate.value! / estimate.standardError!,
    df: 1,
    denominatorDf: fit.df,
    p: fit.pValues[1]!,
    difference: estimate.value,
  };
}

/**
 * Design-based rank test: Wilcoxon for two groups, Kruskal–Wallis for more, on the estimated population ranks.
 * Missing  respondents without answer or group are left out.
 * Errors   stats.optionUnusable (groups) with fewer than two groups; stats.modelNotEstimable: `one-class` when all
 *          answers are the same; those of `regression`.
 * Source   Lumley and Scott (2013). Witness: fixtures/A12 (R `svyranktest`).
 * @example
 * const design = makeDesign({ weights: [1, 1, 1, 1, 1, 1] });
 * rankTest(design, [1, 2, 3, 5, 6, 4], ["a", "a", "a", "b", "b", "b"]).kind; // "t"
 */
export function rankTest(design: SurveyDesign, y: NumericColumn, groups: CodeColumn): GroupTest {
  demandVaried(design, y, groups);
  const { codes, labels } = makeDomains(groups);
  if (labels.length < 2) throw statsErrors.optionUnusable({ option: "groups" });
  const answers = numbersOf(y).map((value, row) => (codes[row]! < 0 ? NaN : value));
  const x = modelMatrix(design.rows, [{ name: "group", values: groups, isFactor: true }]);
  const fit = regression(design, { y: populationRanks(answers, design.weights), x });
  if (labels.length === 2) {
    const estimate = fit.estimates[1]!;
    const statistic = estimate.value! / estimate.standardError!;
    return {
      kind: "t",
      statistic,
      df: 1,
      denominatorDf: fit.df,
      p: fit.pValues[1]!,
      difference: estimate.value,
    };
  }
  const { statistic, df, denominatorDf, p } = waldTest(fit, "group");
  return { kind: "F", statistic, df, denominatorDf, p, difference: null };
}

/** Answers that never vary: rounding alone would decide the test. @throws stats.modelNotEstimable, stats.lengthsDiffer */
function demandVaried(design: SurveyDesign, y: NumericColumn, groups: CodeColumn): void {
  demandLength(y, design.rows, "y");
  demandLength(groups, design.rows, "groups");
  const { codes } = makeDomains(groups);
  const answers = numbersOf(y).filter((value, row) => codes[row]! >= 0 && !Number.isNaN(value));
  if (answers.length > 0 && answers.every((value) => value === answers[0]))
    throw statsErrors.modelNotEstimable({ reason: "one-class" });
}

/** Mean estimated share of the population below each answer; ties share the mean of their ranks. */
export function populationRanks(y: Float64Array, weights: Float64Array): Float64Array {
  const order = Array.from(y.keys())
    .filter((row) => !Number.isNaN(y[row]!))
    .toSorted((a, b) => y[a]! - y[b]!);
  const ranks = new Float64Array(y.length).fill(NaN);
  let total = 0;
  for (let start = 0; start < order.length;) {
    let [end, sum] = [start, 0];
    while (end < order.length && y[order[end]!] === y[order[start]!]) {
      total += weights[order[end]!]!;
      sum += total - weights[order[end]!]! / 2;
      end += 1;
    }
    for (let place = start; place < end; place++) ranks[order[place]!] = sum / (end - start);
    start = end;
  }
  return ranks.map((rank) => rank / total);
}
