import type { PageCells } from "./page-cells.ts";
import { binary } from "./proportion.ts";
import {
  addExactly,
  gather,
  isDifferenceExact,
  roughCentre,
  type SufficientSums,
} from "./sufficient-sums.ts";

/** A variable that is added up together with others. */
export interface SummedVariable {
  readonly y: Float64Array;
  /** Only 0 and 1: then the sum of squares need not be made. */
  readonly isBinary: boolean;
}

/** Room for the sums of one variable by all groupings; used again for the next one. */
export interface SumsRoom {
  /** By part. */
  readonly parts: Sums;
  /** Weight by part of those who did not answer. */
  readonly silent: Float64Array;
  /** By cell, and what rounding loses between the parts of a cell; null where every part is a cell. */
  readonly cells: (Sums & { readonly lost: Pick<Sums, "w" | "wy" | "wyy"> }) | null;
}

type Sums = Pick<SufficientSums, "w" | "wy" | "wyy" | "n" | "missing">;

/** Makes room for the sums of one variable. */
export function sumsRoom({ rowsOfPart, cellOfPart, unitOfCell }: PageCells): SumsRoom {
  const parts = rowsOfPart.length;
  return {
    parts: emptySums(parts),
    silent: new Float64Array(parts),
    cells:
      cellOfPart === null ? null : { ...emptySums(unitOfCell.length), lost: emptySums(unitOfCell.length) },
  };
}

function emptySums(length: number): Sums {
  return {
    w: new Float64Array(length),
    wy: new Float64Array(length),
    wyy: new Float64Array(length),
    n: new Int32Array(length),
    missing: new Int32Array(length),
  };
}

/** A variable while it is read. */
interface Reading extends SummedVariable {
  /** Answers in the order of the units. */
  readonly answers: Float64Array;
  readonly shift: number;
  readonly page: PageCells;
  readonly room: SumsRoom;
}

/**
 * Adds up one variable by all groupings of a page in one go over the respondents: the bits that `sufficientSums` gives
 * for each grouping alone. What it answers lies in `room` and holds until that is used again.
 * @throws stats.notBinary
 */
export function pageSums(page: PageCells, { y, isBinary }: SummedVariable, room: SumsRoom): SufficientSums {
  const shift = roughCentre(y);
  // What lies around anything but 0 or 1 is no yes or no: this says where.
  if (isBinary && shift !== 0 && shift !== 1) binary(y);
  const { order, runStart, domains, unitOfCell, domainOfCell } = page;
  const answers = order === null ? y : gather(y, order, new Float64Array(order.length));
  const reading: Reading = { y, answers, isBinary, shift, page, room };
  const { parts } = room;
  for (const column of [parts.wy, parts.wyy, parts.missing, room.silent]) column.fill(0);
  for (let run = 0; run < runStart.length - 1; run++) addRun(reading, run);
  // 0 and 1 less a shift of 1 are −1 and 0: their squares are themselves without the sign.
  if (isBinary && shift === 1)
    for (let part = 0; part < parts.wy.length; part++) parts.wyy[part] = -parts.wy[part]!;
  keepAnswered(reading);
  const sums = folded(page, room);
  const wyy = isBinary && shift === 0 ? sums.wy : sums.wyy;
  return { domains, shift, unitOfCell, domainOfCell, ...sums, wyy };
}

/** The loop in which all the time is spent. */
function addRun({ y, answers, isBinary, shift, page, room }: Reading, run: number): void {
  const { places, weights, runStart, partStart, width } = page;
  const { silent } = room;
  const { wy, wyy, missing } = room.parts;
  const base = partStart[run]!;
  const end = runStart[run + 1]!;
  for (let at = runStart[run]!; at < end; at++) {
    const given = answers[at]!;
    const value = given - shift;
    // Most answers to yes-or-no questions end here: they add nothing.
    if (value === 0) continue;
    const w = weights[at]!;
    const first = at * width;
    const last = first + width;
    if (value !== value) {
      for (let index = first; index < last; index++) {
        silent[base + places[index]!]! += w;
        missing[base + places[index]!]! += 1;
      }
      continue;
    }
    const product = w * value;
    if (isBinary) {
      if (given + shift !== 1) binary(y);
      for (let index = first; index < last; index++) wy[base + places[index]!]! += product;
      continue;
    }
    const square = product * value;
    for (let index = first; index < last; index++) {
      wy[base + places[index]!]! += product;
      wyy[base + places[index]!]! += square;
    }
  }
}

/** Takes those who did not answer off the respondents and the weights of the parts. */
function keepAnswered(reading: Reading): void {
  const { rowsOfPart, weightOfPart } = reading.page;
  const { silent } = reading.room;
  const { w, n, missing } = reading.room.parts;
  for (let part = 0; part < w.length; part++) {
    const [all, taken] = [weightOfPart[part]!, silent[part]!];
    n[part] = rowsOfPart[part]! - missing[part]!;
    w[part] = isDifferenceExact(all, taken) ? all - taken : weightLeft(reading, part);
  }
}

/** Adds up the weight of those of a part who answered. */
function weightLeft({ answers, page }: Reading, part: number): number {
  const { places, weights, width, runStart, partStart } = page;
  const run = lastAtMost(partStart, part);
  const place = part - partStart[run]!;
  let sum = 0;
  for (let at = runStart[run]!; at < runStart[run + 1]!; at++) {
    if (Number.isNaN(answers[at]!)) continue;
    for (let index = at * width; index < (at + 1) * width; index++)
      if (places[index] === place) sum += weights[at]!;
  }
  return sum;
}

/** Place of the last of some rising numbers that is not above another. */
function lastAtMost(rising: Int32Array, number: number): number {
  let [low, high] = [0, rising.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (rising[middle]! <= number) low = middle;
    else high = middle;
  }
  return low;
}

/** Sums by cell: those of the parts where each is one, else added up with what rounding loses put back. */
function folded({ cellOfPart }: PageCells, { parts, cells }: SumsRoom): Sums {
  if (cellOfPart === null || cells === null) return parts;
  const { lost } = cells;
  for (const column of [...Object.values<Int32Array | Float64Array>(lost), cells.n, cells.missing])
    column.fill(0);
  for (const column of ["w", "wy", "wyy"] as const) {
    const [from, to, off] = [parts[column], cells[column], lost[column]];
    to.fill(0);
    for (let part = 0; part < cellOfPart.length; part++) addExactly(to, off, cellOfPart[part]!, from[part]!);
    for (let cell = 0; cell < to.length; cell++) to[cell]! += off[cell]!;
  }
  for (let part = 0; part < cellOfPart.length; part++) {
    cells.n[cellOfPart[part]!]! += parts.n[part]!;
    cells.missing[cellOfPart[part]!]! += parts.missing[part]!;
  }
  return { w: cells.w, wy: cells.wy, wyy: cells.wyy, n: cells.n, missing: cells.missing };
}
