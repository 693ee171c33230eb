import type { SurveyDesign } from "./design.ts";
import type { Domains } from "./domains.ts";

/**
 * Sums from which everything linear is derived without a second look at the respondents: one line a cell
 * (unit of the design × domain). `y` is shifted by `shift` so that large values do not eat the digits.
 */
export interface SufficientSums {
  /** Number of domains. */
  readonly domains: number;
  /** Taken off every y. */
  readonly shift: number;
  /** First cell of each unit, one more at the end, when cells are kept only where respondents are; null when all are kept. */
  readonly compact: CompactCells | null;
  /** Eight numbers a cell, in the order of `sumsOfCell`. */
  readonly table: Float64Array;
}

/** Cells that hold respondents, when most pairs of unit and domain hold none. */
export interface CompactCells {
  readonly unitOfCell: Int32Array;
  readonly domainOfCell: Int32Array;
}

/** Place of each sum within a cell. */
const place = { w: 0, wLost: 1, wy: 2, wyLost: 3, wyy: 4, ww: 5, n: 6, missing: 7 } as const;
const width = 8;

/** Above this number of cells, only those that hold respondents are kept. */
const denseCells = 1_500_000;

/**
 * Adds up the respondents by unit and domain, in one pass and in their order.
 * Missing  NaN in y is counted in `missing` and enters no other sum.
 */
export function sufficientSums(design: SurveyDesign, y: Float64Array, domains: Domains): SufficientSums {
  const count = domains.labels.length;
  const shift = roughCentre(y);
  if (design.unitCount * count <= denseCells) {
    const table = new Float64Array(design.unitCount * count * width);
    addRows(table, { cellOf: design.unitOf, domainOf: domains.codes, step: count, design, y, shift });
    return { domains: count, shift, compact: null, table };
  }
  const { cellOfRow, ...compact } = compactCells(design, domains);
  const table = new Float64Array(compact.unitOfCell.length * width);
  const domainOf = new Int32Array(design.rows);
  addRows(table, { cellOf: cellOfRow, domainOf, step: 1, design, y, shift });
  return { domains: count, shift, compact, table };
}

interface RowsToAdd {
  readonly cellOf: Int32Array;
  readonly domainOf: Int32Array;
  readonly step: number;
  readonly design: SurveyDesign;
  readonly y: Float64Array;
  readonly shift: number;
}

/** The loop in which all the time is spent: twelve operations a respondent, one line of the memory cache. */
function addRows(table: Float64Array, { cellOf, domainOf, step, design, y, shift }: RowsToAdd): void {
  const { weights, rows } = design;
  for (let row = 0; row < rows; row++) {
    const domain = domainOf[row]!;
    const cell = cellOf[row]!;
    if (domain < 0 || cell < 0) continue;
    const at = (cell * step + domain) * width;
    const value = y[row]! - shift;
    if (value !== value) {
      table[at + 7]! += 1;
      continue;
    }
    const w = weights[row]!;
    const wy = w * value;
    const sumW = table[at]!;
    const nextW = sumW + w;
    const backW = nextW - sumW;
    table[at] = nextW;
    table[at + 1]! += sumW - (nextW - backW) + (w - backW);
    const sumWy = table[at + 2]!;
    const nextWy = sumWy + wy;
    const backWy = nextWy - sumWy;
    table[at + 2] = nextWy;
    table[at + 3]! += sumWy - (nextWy - backWy) + (wy - backWy);
    table[at + 4]! += wy * value;
    table[at + 5]! += w * w;
    table[at + 6]! += 1;
  }
}

/** A rough centre of y, 0 where the values are not far from 0 compared with their spread. */
function roughCentre(y: Float64Array): number {
  let [n, mean, squares] = [0, 0, 0];
  for (let row = 0; row < y.length && n < 1000; row++) {
    const value = y[row]!;
    if (!Number.isFinite(value)) continue;
    n += 1;
    const step = value - mean;
    mean += step / n;
    squares += step * (value - mean);
  }
  const spread = n > 1 ? Math.sqrt(squares / (n - 1)) : 0;
  return Math.abs(mean) > 3 * spread ? Math.round(mean) : 0;
}

/** Numbers the pairs of unit and domain that occur, by a counting sort of the respondents on their unit. */
function compactCells(design: SurveyDesign, domains: Domains): CompactCells & { cellOfRow: Int32Array } {
  const order = rowsByUnit(design);
  const cellOfRow = new Int32Array(design.rows).fill(-1);
  const lastUnit = new Int32Array(domains.labels.length).fill(-1);
  const lastCell = new Int32Array(domains.labels.length);
  const unitOfCell = new Int32Array(design.rows);
  const domainOfCell = new Int32Array(design.rows);
  let cells = 0;
  for (const row of order) {
    const domain = domains.codes[row]!;
    if (domain < 0) continue;
    const unit = design.unitOf[row]!;
    if (lastUnit[domain] !== unit) {
      lastUnit[domain] = unit;
      lastCell[domain] = cells;
      unitOfCell[cells] = unit;
      domainOfCell[cells] = domain;
      cells += 1;
    }
    cellOfRow[row] = lastCell[domain]!;
  }
  return {
    cellOfRow,
    unitOfCell: unitOfCell.subarray(0, cells),
    domainOfCell: domainOfCell.subarray(0, cells),
  };
}

function rowsByUnit({ unitOf, unitCount, rows }: SurveyDesign): Int32Array {
  const start = new Int32Array(unitCount + 1);
  for (const unit of unitOf) start[unit + 1]! += 1;
  for (let unit = 0; unit < unitCount; unit++) start[unit + 1]! += start[unit]!;
  const order = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const unit = unitOf[row]!;
    order[start[unit]!] = row;
    start[unit]! += 1;
  }
  return order;
}

/** The sums of one cell. */
export interface CellSums {
  /** Sum of weights of respondents who answered. */
  readonly w: number;
  /** Sum of weight × shifted y. */
  readonly wy: number;
  /** Sum of weight × square of shifted y. */
  readonly wyy: number;
  /** Sum of squared weights. */
  readonly ww: number;
  /** Respondents who answered. */
  readonly n: number;
  /** Respondents who did not. */
  readonly missing: number;
}

/** Reads one cell of the table. */
export function sumsOfCell({ table }: SufficientSums, cell: number): CellSums {
  const at = cell * width;
  return {
    w: table[at + place.w]! + table[at + place.wLost]!,
    wy: table[at + place.wy]! + table[at + place.wyLost]!,
    wyy: table[at + place.wyy]!,
    ww: table[at + place.ww]!,
    n: table[at + place.n]!,
    missing: table[at + place.missing]!,
  };
}

/** Cells of one domain with their units, those that may hold respondents. */
export function cellsOfDomain(
  sums: SufficientSums,
  domain: number,
): { cells: Int32Array; units: Int32Array } {
  const { compact, domains, table } = sums;
  if (compact === null) {
    const units = Int32Array.from({ length: table.length / width / domains }, (_none, unit) => unit);
    return { cells: units.map((unit) => unit * domains + domain), units };
  }
  const cells = Int32Array.from(compact.domainOfCell.keys()).filter(
    (cell) => compact.domainOfCell[cell] === domain,
  );
  return { cells, units: cells.map((cell) => compact.unitOfCell[cell]!) };
}
