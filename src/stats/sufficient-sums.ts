import type { DesignFrame, SurveyDesign } from "./design.ts";
import type { Domains } from "./domains.ts";
import { codeRanges, rowsByUnit, type CodeRanges } from "./unit-order.ts";

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

/** Numbers of a domain while a unit is read: those of a cell, and the weight of those who did not answer. */
const cellWidth = 6;

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
export function gather<T extends Int32Array | Float64Array>(column: T, order: Int32Array, into: T): T {
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
  let hasMissing = false;
  for (let row = from; row < end; row++) {
    const domain = codes[row]!;
    if (domain < 0) continue;
    if (isTouched[domain] === 0) {
      isTouched[domain] = 1;
      touched[count++] = domain;
    }
    const value = y[row]! - shift;
    const to = domain * cellWidth;
    const w = weights[row]!;
    run[to]! += w;
    if (value !== value) {
      run[to + 4]! += 1;
      run[to + 5]! += w;
      hasMissing = true;
      continue;
    }
    const wy = w * value;
    run[to + 1]! += wy;
    run[to + 2]! += wy * value;
    run[to + 3]! += 1;
  }
  unit.touchedCount = count;
  if (hasMissing) takeSilentOff({ codes, y, weights, shift }, unit, from, end);
}

/** Takes the weight of those who did not answer off that of all of a run. */
function takeSilentOff({ codes, y, weights }: Columns, unit: UnitSums, from: number, end: number): void {
  const { run, touched, touchedCount } = unit;
  for (let index = 0; index < touchedCount; index++) {
    const domain = touched[index]!;
    const at = domain * cellWidth;
    const [all, silent] = [run[at]!, run[at + 5]!];
    if (isDifferenceExact(all, silent)) {
      run[at] = all - silent;
      continue;
    }
    let sum = 0;
    for (let row = from; row < end; row++)
      if (codes[row] === domain && !Number.isNaN(y[row]!)) sum += weights[row]!;
    run[at] = sum;
  }
}

/**
 * Whether the weight of those who answered may be had as that of all less that of the silent. Where the silent weigh
 * more, the difference would lose digits, and the weights are added up themselves.
 */
export function isDifferenceExact(all: number, silent: number): boolean {
  return 2 * silent <= all;
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
    run[from + 5] = 0;
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

/** The cells of each domain, in the order of their units; found once for sums of the same cells. */
export function cellsByDomain({ domainOfCell, domains }: SufficientSums): CodeRanges {
  return codeRanges(domainOfCell, domains);
}

/** Adds up every domain over its cells, in their order, with what rounding loses put back. */
export function totalsByDomain(sums: SufficientSums): readonly DomainTotals[] {
  const { domains, domainOfCell, wy, wyy } = sums;
  const [n, missing] = [new Float64Array(domains), new Float64Array(domains)];
  for (let cell = 0; cell < domainOfCell.length; cell++) {
    const domain = domainOfCell[cell]!;
    n[domain]! += sums.n[cell]!;
    missing[domain]! += sums.missing[cell]!;
  }
  const w = exactSums(sums, sums.w);
  const y = exactSums(sums, wy);
  const squares = wyy === wy ? y : exactSums(sums, wyy);
  return Array.from({ length: domains }, (_none, domain) => ({
    w: w[domain]!,
    wy: y[domain]!,
    wyy: squares[domain]!,
    n: n[domain]!,
    missing: missing[domain]!,
  }));
}

/** Sum of a column of cells in each domain, as `addExactly`. */
function exactSums({ domains, domainOfCell }: SufficientSums, column: Float64Array): Float64Array {
  const [sum, lost] = [new Float64Array(domains), new Float64Array(domains)];
  for (let cell = 0; cell < column.length; cell++) addExactly(sum, lost, domainOfCell[cell]!, column[cell]!);
  return sum.map((value, domain) => value + lost[domain]!);
}

/** Units and strata of a domain, found once for the cells of a grouping. */
const known = new WeakMap<Int32Array, { readonly psuOfUnit: Int32Array; readonly degrees: Int32Array }>();

/** Counts, for each domain, the primary units that hold an answer less the strata in which they lie. */
export function degreesByDomain(
  sums: SufficientSums,
  cells: CodeRanges,
  { psuOfUnit, first }: DesignFrame,
): Int32Array {
  const { n, unitOfCell } = sums;
  const before = known.get(sums.domainOfCell);
  if (before !== undefined && before.psuOfUnit === psuOfUnit && !n.includes(0)) return before.degrees;
  if (isInOrder(sums, { psuOfUnit, first })) return degreesInOrder(sums, { psuOfUnit, first });
  const { groupOfUnit, unitsInGroup } = first;
  const { order, start } = cells;
  // The last domain in which a unit or a stratum was seen.
  const [lastOfPsu, lastOfGroup] = [new Int32Array(groupOfUnit.length), new Int32Array(unitsInGroup.length)];
  const degrees = new Int32Array(sums.domains);
  let isWhole = true;
  for (let domain = 0; domain < degrees.length; domain++) {
    const mark = domain + 1;
    for (let index = start[domain]!; index < start[mark]!; index++) {
      const cell = order === null ? index : order[index]!;
      isWhole = isWhole && n[cell] !== 0;
      if (n[cell] === 0) continue;
      const psu = psuOfUnit[unitOfCell[cell]!]!;
      if (lastOfPsu[psu] === mark) continue;
      lastOfPsu[psu] = mark;
      degrees[domain]! += 1;
      const group = groupOfUnit[psu]!;
      if (lastOfGroup[group] === mark) continue;
      lastOfGroup[group] = mark;
      degrees[domain]! -= 1;
    }
  }
  if (isWhole) known.set(sums.domainOfCell, { psuOfUnit, degrees });
  return degrees;
}

type Units = Pick<DesignFrame, "psuOfUnit" | "first">;

/** Whether cells lie unit by unit, units primary unit by primary unit, and these stratum by stratum. */
function isInOrder(
  { unitOfCell }: SufficientSums,
  { psuOfUnit, first: { groupOfUnit, unitsInGroup } }: Units,
): boolean {
  const inTurn: readonly (readonly [Int32Array, number])[] = [
    [unitOfCell, psuOfUnit.length],
    [psuOfUnit, groupOfUnit.length],
    [groupOfUnit, unitsInGroup.length],
  ];
  return inTurn.every(([codes, count]) => codeRanges(codes, count).order === null);
}

/** As `degreesByDomain`, in one reading of cells that lie in the order of the design. */
function degreesInOrder(
  { domains, n, unitOfCell, domainOfCell }: SufficientSums,
  { psuOfUnit, first: { groupOfUnit } }: Units,
): Int32Array {
  const degrees = new Int32Array(domains);
  const [lastPsu, lastGroup] = [new Int32Array(domains).fill(-1), new Int32Array(domains).fill(-1)];
  for (let cell = 0; cell < n.length; cell++) {
    if (n[cell] === 0) continue;
    const domain = domainOfCell[cell]!;
    const psu = psuOfUnit[unitOfCell[cell]!]!;
    const group = groupOfUnit[psu]!;
    degrees[domain]! += Number(lastPsu[domain] !== psu) - Number(lastGroup[domain] !== group);
    lastPsu[domain] = psu;
    lastGroup[domain] = group;
  }
  return degrees;
}

/** By unit of the design: alpha × sum of weighted shifted y + beta × sum of weights, for one domain; written to `totals`. */
export function combinedByUnit(
  { w, wy, unitOfCell }: SufficientSums,
  { order, start }: CodeRanges,
  domain: number,
  { alpha, beta, totals }: { readonly alpha: number; readonly beta: number; readonly totals: Float64Array },
): Float64Array {
  totals.fill(0);
  for (let index = start[domain]!; index < start[domain + 1]!; index++) {
    const cell = order === null ? index : order[index]!;
    totals[unitOfCell[cell]!] = alpha * wy[cell]! + beta * w[cell]!;
  }
  return totals;
}
