import type { SurveyDesign } from "./design.ts";
import type { Domains } from "./domains.ts";
import { rowsByUnit, sortedByCode } from "./unit-order.ts";

/**
 * Sums from which everything linear is derived without a second look at the respondents: one line a cell, and a cell for
 * each pair of unit of the design and domain that holds respondents. `y` is shifted by `shift` so that large values do
 * not eat the digits. Made from columns in memory by {@link sufficientSums}, or by another engine from a file.
 */
export interface SufficientSums {
  /** Number of domains. */
  readonly domains: number;
  /** Taken off every y. */
  readonly shift: number;
  /** Unit of each cell. */
  readonly unitOfCell: Int32Array;
  /** Domain of each cell. */
  readonly domainOfCell: Int32Array;
  /** Sum of weights of the respondents of each cell who answered. */
  readonly w: Float64Array;
  /** Sum of weight × shifted y. */
  readonly wy: Float64Array;
  /** Sum of weight × square of shifted y. */
  readonly wyy: Float64Array;
  /** Respondents who answered. */
  readonly n: Int32Array;
  /** Respondents who did not. */
  readonly missing: Int32Array;
}

/** Numbers of a domain while a unit is read. */
const cellWidth = 5;

/** Respondents of a unit that are added up plainly; runs are then added with what rounding loses put back. */
export const runLength = 256;

/**
 * Adds up the respondents by unit and domain, in one pass, unit by unit and within a unit in their order.
 * Missing  NaN in y is counted in `missing` and enters no other sum.
 */
export function sufficientSums(design: SurveyDesign, y: Float64Array, domains: Domains): SufficientSums {
  const count = domains.labels.length;
  const shift = roughCentre(y);
  const { order, start } = rowsByUnit(design);
  const { weights } = design;
  const columns = {
    codes: order === null ? domains.codes : gather(domains.codes, order, new Int32Array(order.length)),
    y: order === null ? y : gather(y, order, new Float64Array(order.length)),
    weights: order === null ? weights : gather(weights, order, new Float64Array(order.length)),
    shift,
  };
  const unit = makeUnitSums(count);
  const cells = makeCells(Math.min(design.rows, design.unitCount * count));
  for (let at = 0; at < design.unitCount; at++) {
    const end = start[at + 1]!;
    let from = start[at]!;
    for (; end - from > runLength; from += runLength) {
      addRun(columns, unit, from, from + runLength);
      keepRun(unit);
    }
    addRun(columns, unit, from, end);
    closeUnit(unit, cells, at);
  }
  return { domains: count, shift, ...keptCells(cells) };
}

/** A column in another order of its rows; each entry is read from where it lies, written in turn. */
function gather<T extends Int32Array | Float64Array>(column: T, order: Int32Array, into: T): T {
  for (let at = 0; at < order.length; at++) into[at] = column[order[at]!]!;
  return into;
}

/** The columns that are added up, in the order of their units. */
interface Columns {
  readonly codes: Int32Array;
  readonly y: Float64Array;
  readonly weights: Float64Array;
  readonly shift: number;
}

/** The sums of one unit while it is read: a few lines of the memory cache. */
interface UnitSums {
  /** Sums of the run that is read, `cellWidth` a domain. */
  readonly run: Float64Array;
  /** Sums of the runs before it, and what rounding lost of them. */
  readonly sums: Float64Array;
  readonly lost: Float64Array;
  /** Domains that occur in the unit, in order of first sight. */
  readonly touched: Int32Array;
  readonly isTouched: Uint8Array;
  touchedCount: number;
  /** Whether runs were put aside. */
  hasRuns: boolean;
}

function makeUnitSums(domains: number): UnitSums {
  const numbers = (): Float64Array => new Float64Array(domains * cellWidth);
  return {
    run: numbers(),
    sums: numbers(),
    lost: numbers(),
    touched: new Int32Array(domains),
    isTouched: new Uint8Array(domains),
    touchedCount: 0,
    hasRuns: false,
  };
}

/** The loop in which all the time is spent. */
function addRun({ codes, y, weights, shift }: Columns, unit: UnitSums, from: number, end: number): void {
  const { run, touched, isTouched } = unit;
  let count = unit.touchedCount;
  for (let row = from; row < end; row++) {
    const domain = codes[row]!;
    if (domain < 0) continue;
    if (isTouched[domain] === 0) {
      isTouched[domain] = 1;
      touched[count++] = domain;
    }
    const value = y[row]! - shift;
    const to = domain * cellWidth;
    if (value !== value) {
      run[to + 4]! += 1;
      continue;
    }
    const w = weights[row]!;
    const wy = w * value;
    run[to]! += w;
    run[to + 1]! += wy;
    run[to + 2]! += wy * value;
    run[to + 3]! += 1;
  }
  unit.touchedCount = count;
}

/** Puts a run that is not the last of its unit aside. */
function keepRun(unit: UnitSums): void {
  const { run, sums, lost, touched, touchedCount } = unit;
  unit.hasRuns = true;
  for (let index = 0; index < touchedCount; index++) {
    const from = touched[index]! * cellWidth;
    for (let at = from; at < from + cellWidth; at++) {
      addExactly(sums, lost, at, run[at]!);
      run[at] = 0;
    }
  }
}

/** Cells while they are made. */
interface Cells extends Omit<SufficientSums, "domains" | "shift"> {
  count: number;
}

function makeCells(most: number): Cells {
  return {
    unitOfCell: new Int32Array(most),
    domainOfCell: new Int32Array(most),
    w: new Float64Array(most),
    wy: new Float64Array(most),
    wyy: new Float64Array(most),
    n: new Int32Array(most),
    missing: new Int32Array(most),
    count: 0,
  };
}

/** Writes the cells of a unit, and makes room for the next one. */
function closeUnit(unit: UnitSums, cells: Cells, place: number): void {
  if (unit.hasRuns) gatherRuns(unit);
  const { run, touched, isTouched, touchedCount } = unit;
  const { unitOfCell, domainOfCell, w, wy, wyy, n, missing } = cells;
  let cell = cells.count;
  for (let index = 0; index < touchedCount; index++, cell++) {
    const domain = touched[index]!;
    const from = domain * cellWidth;
    unitOfCell[cell] = place;
    domainOfCell[cell] = domain;
    w[cell] = run[from]!;
    wy[cell] = run[from + 1]!;
    wyy[cell] = run[from + 2]!;
    n[cell] = run[from + 3]!;
    missing[cell] = run[from + 4]!;
    run[from] = 0;
    run[from + 1] = 0;
    run[from + 2] = 0;
    run[from + 3] = 0;
    run[from + 4] = 0;
    isTouched[domain] = 0;
  }
  cells.count = cell;
  unit.touchedCount = 0;
}

/** Puts the runs of a long unit together. */
function gatherRuns(unit: UnitSums): void {
  keepRun(unit);
  const { run, sums, lost } = unit;
  for (let at = 0; at < run.length; at++) run[at] = sums[at]! + lost[at]!;
  sums.fill(0);
  lost.fill(0);
  unit.hasRuns = false;
}

function keptCells({ unitOfCell, domainOfCell, w, wy, wyy, n, missing, count }: Cells) {
  return {
    unitOfCell: unitOfCell.subarray(0, count),
    domainOfCell: domainOfCell.subarray(0, count),
    w: w.subarray(0, count),
    wy: wy.subarray(0, count),
    wyy: wyy.subarray(0, count),
    n: n.subarray(0, count),
    missing: missing.subarray(0, count),
  };
}

/** Adds a number to a place of a table of sums and keeps what rounding loses (Knuth, TAOCP 2, 4.2.2, theorem B). */
export function addExactly(sums: Float64Array, lost: Float64Array, at: number, value: number): void {
  const sum = sums[at]!;
  const next = sum + value;
  const back = next - sum;
  sums[at] = next;
  lost[at]! += sum - (next - back) + (value - back);
}

/** A rough centre of y, 0 where the values are not far from 0 compared with their spread. */
export function roughCentre(y: Float64Array): number {
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

/** Sums of one domain. */
export interface DomainTotals {
  /** Sum of weights of respondents who answered. */
  readonly w: number;
  /** Sum of weight × shifted y. */
  readonly wy: number;
  /** Sum of weight × square of shifted y. */
  readonly wyy: number;
  /** Respondents who answered. */
  readonly n: number;
  /** Respondents who did not. */
  readonly missing: number;
}

/** The cells of each domain, in the order of their units. */
export interface CellsByDomain {
  readonly order: Int32Array;
  /** Where the cells of each domain begin in `order`, one more at the end. */
  readonly start: Int32Array;
}

/** Finds the cells of each domain, once for all of them. */
export function cellsByDomain({ domainOfCell, domains }: SufficientSums): CellsByDomain {
  return sortedByCode(domainOfCell, domains);
}

/** Adds up every domain over its cells. */
export function totalsByDomain(sums: SufficientSums): readonly DomainTotals[] {
  const { domainOfCell, domains } = sums;
  const [n, missing] = [new Float64Array(domains), new Float64Array(domains)];
  for (let cell = 0; cell < domainOfCell.length; cell++) {
    n[domainOfCell[cell]!]! += sums.n[cell]!;
    missing[domainOfCell[cell]!]! += sums.missing[cell]!;
  }
  const [w, wy, wyy] = [sums.w, sums.wy, sums.wyy].map((column) =>
    columnTotals(column, domainOfCell, domains),
  );
  return Array.from({ length: domains }, (_none, domain) => ({
    w: w![domain]!,
    wy: wy![domain]!,
    wyy: wyy![domain]!,
    n: n[domain]!,
    missing: missing[domain]!,
  }));
}

function columnTotals(column: Float64Array, domainOfCell: Int32Array, domains: number): Float64Array {
  const [sums, lost] = [new Float64Array(domains), new Float64Array(domains)];
  for (let cell = 0; cell < column.length; cell++) addExactly(sums, lost, domainOfCell[cell]!, column[cell]!);
  for (let domain = 0; domain < domains; domain++) sums[domain]! += lost[domain]!;
  return sums;
}

/** Marks the primary units that hold an answer of a domain. */
export function unitsWithAnswers(
  { n, unitOfCell }: SufficientSums,
  { order, start }: CellsByDomain,
  domain: number,
  psuOfUnit: Int32Array,
): Uint8Array {
  const marked = new Uint8Array(psuOfUnit.length);
  for (let index = start[domain]!; index < start[domain + 1]!; index++) {
    const cell = order[index]!;
    if (n[cell]! > 0) marked[psuOfUnit[unitOfCell[cell]!]!] = 1;
  }
  return marked;
}

/** By unit of the design: alpha × sum of weighted shifted y + beta × sum of weights, for one domain. */
export function combinedByUnit(
  { w, wy, unitOfCell }: SufficientSums,
  { order, start }: CellsByDomain,
  domain: number,
  { alpha, beta, unitCount }: { readonly alpha: number; readonly beta: number; readonly unitCount: number },
): Float64Array {
  const totals = new Float64Array(unitCount);
  for (let index = start[domain]!; index < start[domain + 1]!; index++) {
    const cell = order[index]!;
    totals[unitOfCell[cell]!] = alpha * wy[cell]! + beta * w[cell]!;
  }
  return totals;
}
