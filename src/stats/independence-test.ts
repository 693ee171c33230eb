import { demandLength, type CodeColumn } from "./columns.ts";
import { designCovariance } from "./design-variance.ts";
import type { SurveyDesign } from "./design.ts";
import { degreesOfFreedom, makeDomains, type Domains } from "./domains.ts";
import { knownOption, statsErrors } from "./errors.ts";
import { chiSquareUpperTail } from "./gamma-distribution.ts";
import {
  choleskyFactor,
  forwardSolve,
  innerProduct,
  inverseSymmetric,
  symmetricEigenvalues,
  times,
} from "./matrix.ts";
import { quadraticFormUpperTail } from "./quadratic-form.ts";
import { fUpperTail } from "./student-distribution.ts";
import { totalBy } from "./total.ts";

/**
 * Statistics of a test of independence: Rao–Scott of second order (`F`) and first order (`Chisq`), the saddlepoint
 * of the exact mixture of chi-squares (`saddlepoint`), the Wald test on counts and its version adjusted for few degrees of freedom.
 */
export type IndependenceStatistic = "F" | "Chisq" | "saddlepoint" | "Wald" | "adjWald";

const independenceStatistics: readonly IndependenceStatistic[] = [
  "F",
  "Chisq",
  "saddlepoint",
  "Wald",
  "adjWald",
];

/** Result of a test of independence of two variables. */
export interface IndependenceTest {
  readonly statistic: number;
  readonly df: number;
  /** Denominator degrees of freedom; Infinity for a chi-square. */
  readonly denominatorDf: number;
  readonly p: number;
  /** Estimated counts of the universe, one row a code of the first variable. */
  readonly table: readonly (readonly number[])[];
  readonly rowLabels: readonly string[];
  readonly columnLabels: readonly string[];
}

/** A table of estimated counts with the linearised values of its cells. */
interface SurveyTable {
  readonly design: SurveyDesign;
  readonly rows: number;
  readonly columns: number;
  /** Estimated counts, row by row. */
  readonly counts: readonly number[];
  readonly cellTotals: readonly Float64Array[];
  readonly sum: number;
}

/**
 * Test that two variables of a survey are independent.
 * Missing  respondents without one of the two are left out of the table; the statistic is scaled to the number of all
 *          respondents, as in R (it does not change the p-value).
 * Errors   stats.modelNotEstimable when a row or column is empty or the test is degenerate; stats.optionUnusable
 *          (statistic); stats.lengthsDiffer.
 * Source   Rao and Scott (1984); Thomas and Rao (1987) for the adjusted Wald test; Kuonen (1999) for the saddlepoint.
 *          Witness: fixtures/A12 (R `svychisq`).
 * @example
 * const design = makeDesign({ weights: [1, 1, 1, 1, 1, 1, 1, 1] });
 * const test = independenceTest(design, ["a", "a", "a", "b", "b", "b", "a", "b"], [0, 0, 1, 1, 1, 0, 0, 1]);
 * test.rowLabels; // ["a", "b"]
 */
export function independenceTest(
  design: SurveyDesign,
  rowCodes: CodeColumn,
  columnCodes: CodeColumn,
  options: { readonly statistic?: IndependenceStatistic } = {},
): IndependenceTest {
  demandLength(rowCodes, design.rows, "rows");
  demandLength(columnCodes, design.rows, "columns");
  const [rowDomains, columnDomains] = [makeDomains(rowCodes), makeDomains(columnCodes)];
  const table = surveyTable(design, rowDomains, columnDomains);
  const statistic = knownOption(options.statistic ?? "F", independenceStatistics, "statistic");
  const isWald = statistic === "Wald" || statistic === "adjWald";
  return {
    ...(isWald ? waldOnCounts(table, statistic) : raoScott(table, statistic)),
    table: rowDomains.labels.map((_row, r) =>
      columnDomains.labels.map((_column, c) => table.counts[cell(table, r, c)]!),
    ),
    rowLabels: rowDomains.labels,
    columnLabels: columnDomains.labels,
  };
}

function cell({ columns }: { readonly columns: number }, row: number, column: number): number {
  return row * columns + column;
}

function surveyTable(design: SurveyDesign, rowDomains: Domains, columnDomains: Domains): SurveyTable {
  const [rows, columns] = [rowDomains.labels.length, columnDomains.labels.length];
  if (rows < 2 || columns < 2) throw statsErrors.modelNotEstimable({ reason: "one-class" });
  const codes = rowDomains.codes.map((row, place) => {
    const column = columnDomains.codes[place]!;
    return row < 0 || column < 0 ? -1 : row * columns + column;
  });
  const labels = Array.from({ length: rows * columns }, (_none, index) => String(index));
  const ones = new Float64Array(design.rows).fill(1);
  const set = totalBy({ ...design, lonelyPsu: forProportions(design) }, ones, { codes, labels, keys: [] });
  const counts = cellCounts(design, codes, labels.length);
  const cellTotals = counts.map((count, index) =>
    count > 0 && set.estimates[index]!.n > 1 ? set.unitTotals(index) : countTotals(design, codes, index),
  );
  return { design, rows, columns, counts, cellTotals, sum: counts.reduce((sum, count) => sum + count, 0) };
}

/** The rule `adjust` is that of `centered`: cells enter as proportions here. */
function forProportions({ lonelyPsu }: SurveyDesign): SurveyDesign["lonelyPsu"] {
  return lonelyPsu === "adjust" ? "adjust-r" : lonelyPsu;
}

function cellCounts({ weights }: SurveyDesign, codes: Int32Array, cells: number): number[] {
  const counts = Array.from({ length: cells }, () => 0);
  for (let row = 0; row < codes.length; row++) if (codes[row]! >= 0) counts[codes[row]!]! += weights[row]!;
  return counts;
}

/** Unit sums of weights in one cell, also where it holds a single respondent. */
function countTotals(
  { weights, unitOf, unitCount }: SurveyDesign,
  codes: Int32Array,
  index: number,
): Float64Array {
  const totals = new Float64Array(unitCount);
  for (let row = 0; row < codes.length; row++)
    if (codes[row] === index) totals[unitOf[row]!]! += weights[row]!;
  return totals;
}

function margins({ rows, columns, counts }: SurveyTable): { ofRow: number[]; ofColumn: number[] } {
  const ofRow = Array.from({ length: rows }, (_none, row) =>
    counts.slice(row * columns, (row + 1) * columns).reduce((sum, count) => sum + count, 0),
  );
  const ofColumn = Array.from({ length: columns }, (_none, column) =>
    counts.filter((_count, index) => index % columns === column).reduce((sum, count) => sum + count, 0),
  );
  if ([...ofRow, ...ofColumn].some((sum) => sum === 0))
    throw statsErrors.modelNotEstimable({ reason: "one-class" });
  return { ofRow, ofColumn };
}

function pearson(table: SurveyTable): number {
  const { ofRow, ofColumn } = margins(table);
  const { counts, columns, sum, design } = table;
  const chiSquare = counts.reduce((total, count, index) => {
    const expected = (ofRow[Math.floor(index / columns)]! * ofColumn[index % columns]!) / sum;
    return total + (count - expected) ** 2 / expected;
  }, 0);
  return (chiSquare / sum) * design.rows;
}

/** Generalised design effects of the interaction contrasts: what stands between the Pearson statistic and its law. */
function designEffects(table: SurveyTable): number[] {
  const { rows, columns, counts, cellTotals, design, sum } = table;
  const shares = counts.map((count) => count / sum);
  const all = sumOfColumns(cellTotals);
  const linearised = cellTotals.map((totals, index) =>
    totals.map((value, unit) => (value - shares[index]! * all[unit]!) / sum),
  );
  const contrasts = interactionContrasts(rows, columns).map((contrast) =>
    contrast.map((value, index) => ((shares[index] ?? 0) > 0 ? value / shares[index]! : 0)),
  );
  const directions = contrasts.map((contrast) => combination(linearised, contrast));
  const numerator = directions.map((a) => directions.map((b) => designCovariance(design, a, b)));
  const denominator = contrasts.map((a) =>
    contrasts.map(
      (b) => a.reduce((total, value, index) => total + value * b[index]! * shares[index]!, 0) / design.rows,
    ),
  );
  const factor = choleskyFactor(denominator);
  if (factor === null) throw statsErrors.modelNotEstimable({ reason: "one-class" });
  const half = numerator.map((row) => forwardSolve(factor, row));
  const turned = half.map((_row, index) => half.map((row) => row[index]!));
  return symmetricEigenvalues(turned.map((row) => forwardSolve(factor, row)));
}

function sumOfColumns(columns: readonly Float64Array[]): Float64Array {
  return combination(
    columns,
    columns.map(() => 1),
  );
}

function combination(columns: readonly Float64Array[], coefficients: readonly number[]): Float64Array {
  const sum = new Float64Array(columns[0]!.length);
  for (const [index, column] of columns.entries())
    for (let unit = 0; unit < sum.length; unit++) sum[unit]! += coefficients[index]! * column[unit]!;
  return sum;
}

/** A basis of the contrasts that rows and columns alone do not make. */
function interactionContrasts(rows: number, columns: number): number[][] {
  const found: number[][] = [];
  for (let r = 1; r < rows; r++)
    for (let c = 1; c < columns; c++)
      found.push(
        Array.from(
          { length: rows * columns },
          (_none, index) =>
            (Number(Math.floor(index / columns) === r) - 1 / rows) *
            (Number(index % columns === c) - 1 / columns),
        ),
      );
  return found;
}

type TestFigures = Pick<IndependenceTest, "statistic" | "df" | "denominatorDf" | "p">;

function raoScott(table: SurveyTable, statistic: "F" | "Chisq" | "saddlepoint"): TestFigures {
  const effects = designEffects(table);
  const trace = effects.reduce((sum, value) => sum + value, 0);
  const satterthwaite = trace ** 2 / effects.reduce((sum, value) => sum + value ** 2, 0);
  const units = degreesOfFreedom(table.design);
  const chiSquare = pearson(table);
  if (statistic === "Chisq") {
    const p = chiSquareUpperTail((chiSquare * effects.length) / trace, effects.length);
    return { statistic: chiSquare, df: effects.length, denominatorDf: Infinity, p };
  }
  const denominatorDf = satterthwaite * units;
  if (statistic === "saddlepoint") {
    const p = quadraticFormUpperTail(chiSquare, effects, denominatorDf);
    return { statistic: chiSquare, df: satterthwaite, denominatorDf, p };
  }
  const f = chiSquare / trace;
  return { statistic: f, df: satterthwaite, denominatorDf, p: fUpperTail(f, satterthwaite, denominatorDf) };
}

function waldOnCounts(table: SurveyTable, statistic: "Wald" | "adjWald"): TestFigures {
  const { rows, columns, counts, cellTotals, design, sum } = table;
  const { ofRow, ofColumn } = margins(table);
  const all = sumOfColumns(cellTotals);
  const inRow = ofRow.map((_sum, r) => sumOfColumns(cellTotals.slice(r * columns, (r + 1) * columns)));
  const inColumn = ofColumn.map((_sum, c) =>
    sumOfColumns(cellTotals.filter((_t, index) => index % columns === c)),
  );
  const places = counts.flatMap((_count, index) => (index >= columns && index % columns > 0 ? [index] : []));
  const distances = places.map((index) => {
    const [r, c] = [Math.floor(index / columns), index % columns];
    return counts[index]! - (ofRow[r]! * ofColumn[c]!) / sum;
  });
  const directions = places.map((index) => {
    const [r, c] = [Math.floor(index / columns), index % columns];
    return combination(
      [cellTotals[index]!, inRow[r]!, inColumn[c]!, all],
      [1, -ofColumn[c]! / sum, -ofRow[r]! / sum, (ofRow[r]! * ofColumn[c]!) / sum ** 2],
    );
  });
  const inverse = inverseSymmetric(
    directions.map((a) => directions.map((b) => designCovariance(design, a, b))),
  );
  if (inverse === null) throw statsErrors.modelNotEstimable({ reason: "collinear" });
  const chiSquare = innerProduct(distances, times(inverse, distances));
  const df = (rows - 1) * (columns - 1);
  const units = degreesOfFreedom(design);
  const denominatorDf = statistic === "Wald" ? units : units - df + 1;
  const f = statistic === "Wald" ? chiSquare / df : (chiSquare * denominatorDf) / (df * units);
  return { statistic: f, df, denominatorDf, p: fUpperTail(f, df, denominatorDf) };
}
