import type { SurveyDesign } from "./design.ts";
import type { Domains } from "./domains.ts";
import { ExactSum } from "./summation.ts";

/**
 * Sums from which everything linear is derived without a second look at the respondents: one line a cell
 * (unit of the design × domain). `y` is shifted by `shift` so that large values do not eat the digits.
 */
export interface SufficientSums {
  /** Number of domains. */
  readonly domains: number;
  /** Taken off every y. */
  readonly shift: number;
  /** Which cells are kept when only those with respondents are; null when all are. */
  readonly compact: CompactCells | null;
  /** Eight numbers a cell (a line of the memory cache), in the order of `place`. */
  readonly table: Float64Array;
}

/** Cells that hold respondents, when most pairs of unit and domain hold none. */
export interface CompactCells {
  readonly unitOfCell: Int32Array;
  /** Cells in the order of their domains. */
  readonly byDomain: Int32Array;
  /** Where the cells of each domain begin in `byDomain`, one more at the end. */
  readonly start: Int32Array;
}

/** Place of each sum within a cell. */
const place = { w: 0, wLost: 1, wy: 2, wyLost: 3, wyy: 4, n: 6, missing: 7 } as const;
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
function compactCells(
  design: SurveyDesign,
  domains: Domains,
): CompactCells & { readonly cellOfRow: Int32Array } {
  const { order } = sortedByCode(design.unitOf, design.unitCount);
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
  const { order: byDomain, start } = sortedByCode(domainOfCell.subarray(0, cells), domains.labels.length);
  return { cellOfRow, unitOfCell: unitOfCell.subarray(0, cells), byDomain, start };
}

/** Places in the order of their codes (a counting sort), and where each code begins. */
function sortedByCode(codes: Int32Array, count: number): { order: Int32Array; start: Int32Array } {
  const start = new Int32Array(count + 1);
  for (const code of codes) start[code + 1]! += 1;
  for (let code = 0; code < count; code++) start[code + 1]! += start[code]!;
  const order = new Int32Array(codes.length);
  const next = start.slice();
  for (let place = 0; place < codes.length; place++) {
    const code = codes[place]!;
    order[next[code]!] = place;
    next[code]! += 1;
  }
  return { order, start };
}

/** Sums of one domain, and whether each unit of the design holds an answer of it. */
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

/** How many cells a domain has. */
function cellCount({ compact, domains, table }: SufficientSums, domain: number): number {
  if (compact === null) return table.length / width / domains;
  return compact.start[domain + 1]! - compact.start[domain]!;
}

/** Adds up a domain over its cells; `onUnit` is told each unit that holds an answer. */
export function totalsOfDomain(
  sums: SufficientSums,
  domain: number,
  onUnit: (unit: number) => void,
): DomainTotals {
  const { compact, domains, table } = sums;
  const [w, wy, wyy] = [new ExactSum(), new ExactSum(), new ExactSum()];
  let [n, missing] = [0, 0];
  const count = cellCount(sums, domain);
  for (let index = 0; index < count; index++) {
    const cell =
      compact === null ? index * domains + domain : compact.byDomain[compact.start[domain]! + index]!;
    const at = cell * width;
    missing += table[at + place.missing]!;
    if (table[at + place.n] === 0) continue;
    n += table[at + place.n]!;
    w.add(table[at + place.w]! + table[at + place.wLost]!);
    wy.add(table[at + place.wy]! + table[at + place.wyLost]!);
    wyy.add(table[at + place.wyy]!);
    onUnit(compact === null ? index : compact.unitOfCell[cell]!);
  }
  return { w: w.total, wy: wy.total, wyy: wyy.total, n, missing };
}

/** By unit of the design: alpha × sum of weighted shifted y + beta × sum of weights, for one domain. */
export function combinedByUnit(
  sums: SufficientSums,
  domain: number,
  { alpha, beta, unitCount }: { readonly alpha: number; readonly beta: number; readonly unitCount: number },
): Float64Array {
  const { compact, domains, table } = sums;
  const totals = new Float64Array(unitCount);
  const count = cellCount(sums, domain);
  for (let index = 0; index < count; index++) {
    const cell =
      compact === null ? index * domains + domain : compact.byDomain[compact.start[domain]! + index]!;
    const at = cell * width;
    const unit = compact === null ? index : compact.unitOfCell[cell]!;
    const wy = table[at + place.wy]! + table[at + place.wyLost]!;
    totals[unit] = alpha * wy + beta * (table[at + place.w]! + table[at + place.wLost]!);
  }
  return totals;
}
