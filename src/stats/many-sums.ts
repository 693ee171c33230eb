import type { SurveyDesign } from "./design.ts";
import type { Domains } from "./domains.ts";
import { roughCentre, runLength, type SufficientSums } from "./sufficient-sums.ts";
import { rowsByUnit } from "./unit-order.ts";

/** The cells of one grouping, and the rows of each: found once for all variables. */
export interface GroupedRows {
  readonly domains: number;
  readonly unitOfCell: Int32Array;
  readonly domainOfCell: Int32Array;
  /** Place of each row within its unit, cell by cell. */
  readonly placeInUnit: Int32Array;
  /** Where the rows of each cell begin in `placeInUnit`, one more at the end. */
  readonly rowsFrom: Int32Array;
  /** Where the cells of each unit begin, one more at the end. */
  readonly cellsFrom: Int32Array;
  /** Cell of each row; −1 for respondents in no domain. */
  readonly cellOfRow: Int32Array;
}

/** Whether the respondents of every unit are few enough to be added up plainly: then many variables can be read at once. */
export function hasShortUnits(design: SurveyDesign): boolean {
  const { start } = rowsByUnit(design);
  return start.every((from, unit) => unit === 0 || from - start[unit - 1]! <= runLength);
}

/** Sorts the rows of each unit by domain. */
export function groupedRows(design: SurveyDesign, { codes, labels }: Domains): GroupedRows {
  const { order, start } = rowsByUnit(design);
  const domains = labels.length;
  const most = Math.min(design.rows, design.unitCount * domains);
  const made = {
    domains,
    unitOfCell: new Int32Array(most),
    domainOfCell: new Int32Array(most),
    placeInUnit: new Int32Array(design.rows),
    rowsFrom: new Int32Array(most + 1),
    cellsFrom: new Int32Array(design.unitCount + 1),
    cellOfRow: new Int32Array(design.rows).fill(-1),
  };
  const cellOfDomain = new Int32Array(domains);
  const next = new Int32Array(domains + 1);
  let [rows, cells] = [0, 0];
  for (let unit = 0; unit < design.unitCount; unit++) {
    const [from, end] = [start[unit]!, start[unit + 1]!];
    next.fill(0);
    for (let at = from; at < end; at++) next[codes[order === null ? at : order[at]!]! + 1]! += 1;
    next[0] = rows;
    for (let domain = 0; domain < domains; domain++) {
      const count = next[domain + 1]!;
      next[domain + 1] = next[domain]! + count;
      if (count === 0) continue;
      cellOfDomain[domain] = cells;
      made.unitOfCell[cells] = unit;
      made.domainOfCell[cells++] = domain;
      made.rowsFrom[cells] = next[domain + 1]!;
    }
    rows = next[domains]!;
    for (let at = from; at < end; at++) {
      const row = order === null ? at : order[at]!;
      const domain = codes[row]!;
      if (domain < 0) continue;
      made.placeInUnit[next[domain]!++] = at - from;
      made.cellOfRow[row] = cellOfDomain[domain]!;
    }
    made.cellsFrom[unit + 1] = cells;
  }
  const { unitOfCell, domainOfCell, rowsFrom } = made;
  return {
    ...made,
    unitOfCell: unitOfCell.subarray(0, cells),
    domainOfCell: domainOfCell.subarray(0, cells),
    rowsFrom: rowsFrom.subarray(0, cells + 1),
  };
}

/** A variable that is added up together with others. */
export interface SummedVariable {
  readonly y: Float64Array;
  /** Only 0 and 1: then the sum of squares need not be made. */
  readonly isBinary: boolean;
}

/** The same on its way into sums. */
interface Variable extends SummedVariable {
  readonly shift: number;
  /** Its first column in a line of the block: weight, weight × y, and weight × y² unless it is binary. */
  readonly column: number;
  /** Rows without an answer. */
  readonly missing: number[];
}

/** Columns that are added up together: as many as a processor has registers for. */
const lane = 8;

function placed(given: readonly SummedVariable[]): { variables: readonly Variable[]; width: number } {
  let column = 0;
  const variables = given.map(({ y, isBinary }) => {
    const variable = { y, isBinary, shift: roughCentre(y), column, missing: [] };
    column += isBinary ? 2 : 3;
    return variable;
  });
  return { variables, width: Math.ceil(column / lane) * lane };
}

/**
 * Adds up several variables by several groupings in one go over the respondents: the bits that `sufficientSums` gives
 * for each alone. Only where `hasShortUnits`.
 * Shapes  answers one list a variable, one entry a grouping.
 */
export function manySums(
  design: SurveyDesign,
  given: readonly SummedVariable[],
  groupings: readonly GroupedRows[],
): readonly (readonly SufficientSums[])[] {
  const { variables, width } = placed(given);
  const sums = groupings.map(({ unitOfCell }) =>
    Array.from({ length: width }, () => new Float64Array(unitOfCell.length)),
  );
  const block = new Float64Array(width * runLength);
  for (let unit = 0; unit < design.unitCount; unit++) {
    for (const variable of variables) fillBlock(design, variable, { unit, block, width });
    for (const [index, rows] of groupings.entries()) addCells(rows, sums[index]!, { unit, block, width });
  }
  return variables.map((variable) => groupings.map((rows, index) => sumsOf(variable, rows, sums[index]!)));
}

/** One unit while it is read: a line of `width` numbers a respondent. */
interface UnitBlock {
  readonly unit: number;
  readonly block: Float64Array;
  readonly width: number;
}

function fillBlock(
  design: SurveyDesign,
  { y, shift, isBinary, column, missing }: Variable,
  { unit, block, width }: UnitBlock,
): void {
  const { order, start } = rowsByUnit(design);
  const { weights } = design;
  const end = start[unit + 1]!;
  for (let at = start[unit]!, to = column; at < end; at++, to += width) {
    const row = order === null ? at : order[at]!;
    const value = y[row]! - shift;
    const isMissing = value !== value;
    if (isMissing) missing.push(row);
    const w = isMissing ? 0 : weights[row]!;
    const wy = isMissing ? 0 : w * value;
    block[to] = w;
    block[to + 1] = wy;
    if (!isBinary) block[to + 2] = isMissing ? 0 : wy * value;
  }
}

/** The loop in which all the time is spent: eight columns at a time, respondent by respondent of a cell. */
function addCells(rows: GroupedRows, sums: readonly Float64Array[], { unit, block, width }: UnitBlock): void {
  const { cellsFrom, rowsFrom, placeInUnit } = rows;
  const lastCell = cellsFrom[unit + 1]!;
  for (let column = 0; column < width; column += lane) {
    const [sa, sb, sc, sd] = [sums[column]!, sums[column + 1]!, sums[column + 2]!, sums[column + 3]!];
    const [se, sf, sg, sh] = [sums[column + 4]!, sums[column + 5]!, sums[column + 6]!, sums[column + 7]!];
    for (let cell = cellsFrom[unit]!; cell < lastCell; cell++) {
      const end = rowsFrom[cell + 1]!;
      let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0];
      for (let index = rowsFrom[cell]!; index < end; index++) {
        const at = placeInUnit[index]! * width + column;
        a += block[at]!;
        b += block[at + 1]!;
        c += block[at + 2]!;
        d += block[at + 3]!;
        e += block[at + 4]!;
        f += block[at + 5]!;
        g += block[at + 6]!;
        h += block[at + 7]!;
      }
      sa[cell] = a;
      sb[cell] = b;
      sc[cell] = c;
      sd[cell] = d;
      se[cell] = e;
      sf[cell] = f;
      sg[cell] = g;
      sh[cell] = h;
    }
  }
}

/** The sums of one variable by one grouping, as everybody else reads them. */
function sumsOf(
  { shift, isBinary, column, missing: rowsMissing }: Variable,
  { domains, unitOfCell, domainOfCell, rowsFrom, cellOfRow }: GroupedRows,
  sums: readonly Float64Array[],
): SufficientSums {
  const [w, wy] = [sums[column]!, sums[column + 1]!];
  const [n, missing] = [new Int32Array(w.length), new Int32Array(w.length)];
  for (let cell = 0; cell < n.length; cell++) n[cell] = rowsFrom[cell + 1]! - rowsFrom[cell]!;
  for (const row of rowsMissing) {
    const cell = cellOfRow[row]!;
    if (cell < 0) continue;
    n[cell]! -= 1;
    missing[cell]! += 1;
  }
  // 0 and 1 less a shift of 1 are −1 and 0: their squares are themselves without the sign.
  const wyy = isBinary ? (shift === 0 ? wy : wy.map(Math.abs)) : sums[column + 2]!;
  return { domains, shift, unitOfCell, domainOfCell, w, wy, wyy, n, missing };
}
