import { lane, type PageCells } from "./page-cells.ts";
import { binary } from "./proportion.ts";
import { addExactly, isDifferenceExact, roughCentre, type SufficientSums } from "./sufficient-sums.ts";

/** A variable that is added up together with others. */
export interface SummedVariable {
  readonly y: Float64Array;
  /** Only 0 and 1: then the sum of squares need not be made. */
  readonly isBinary: boolean;
}

/** Room for the sums of one variable by all groupings; used again for the next one. */
export interface SumsRoom {
  readonly w: Float64Array;
  readonly wy: Float64Array;
  readonly wyy: Float64Array;
  readonly n: Int32Array;
  readonly missing: Int32Array;
  /** What rounding loses between the parts of a cell; only where units are longer than a run. */
  readonly lost: readonly [Float64Array, Float64Array, Float64Array] | null;
  /** By domain, while a run is read: weight × y, weight × y², weight and number of those who did not answer. */
  readonly run: RunSums;
}

interface RunSums {
  readonly wy: Float64Array;
  readonly wyy: Float64Array;
  readonly silent: Float64Array;
  readonly silentRows: Int32Array;
}

/** Makes room for the sums of one variable. */
export function sumsRoom({ cells, domains, hasLongUnits }: PageCells): SumsRoom {
  const numbers = (length: number): Float64Array => new Float64Array(length);
  const width = domains + lane;
  return {
    w: numbers(cells),
    wy: numbers(cells),
    wyy: numbers(cells),
    n: new Int32Array(cells),
    missing: new Int32Array(cells),
    lost: hasLongUnits ? [numbers(cells), numbers(cells), numbers(cells)] : null,
    run: {
      wy: numbers(width),
      wyy: numbers(width),
      silent: numbers(width),
      silentRows: new Int32Array(width),
    },
  };
}

/** A variable while it is read. */
interface Reading extends SummedVariable {
  readonly shift: number;
  readonly page: PageCells;
  readonly room: SumsRoom;
}

/**
 * Adds up one variable by all groupings of a page in one go over the respondents: the bits that `sufficientSums` gives
 * for each grouping alone. What it answers lies in `room` and holds until that is used again.
 * Shapes  answers one entry a grouping.
 * @throws stats.notBinary
 */
export function pageSums(
  page: PageCells,
  { y, isBinary }: SummedVariable,
  room: SumsRoom,
): readonly SufficientSums[] {
  const shift = roughCentre(y);
  // What lies around anything but 0 or 1 is no yes or no: this says where.
  if (isBinary && shift !== 0 && shift !== 1) binary(y);
  const reading: Reading = { y, isBinary, shift, page, room };
  begin(page, room);
  const { runStart } = page;
  for (let run = 0; run < runStart.length - 1; run++) {
    const hasMissing = addRun(reading, runStart[run]!, runStart[run + 1]!);
    keepRun(reading, run, hasMissing);
  }
  if (room.lost !== null) putBack(room, room.lost);
  return page.groupings.map(({ domains, from, end, unitOfCell, domainOfCell }) => {
    const wy = room.wy.subarray(from, end);
    // 0 and 1 less a shift of 1 are −1 and 0: their squares are themselves without the sign.
    const squares = shift === 0 ? wy : wy.map(Math.abs);
    return {
      domains,
      shift,
      unitOfCell,
      domainOfCell,
      w: room.w.subarray(from, end),
      wy,
      wyy: isBinary ? squares : room.wyy.subarray(from, end),
      n: room.n.subarray(from, end),
      missing: room.missing.subarray(from, end),
    };
  });
}

/** The loop in which all the time is spent. Says whether somebody did not answer. */
function addRun({ y, isBinary, shift, page, room }: Reading, from: number, end: number): boolean {
  const { places, weights, order, width } = page;
  const { wy, wyy, silent, silentRows } = room.run;
  let hasMissing = false;
  for (let at = from; at < end; at++) {
    const given = y[order === null ? at : order[at]!]!;
    const value = given - shift;
    // Most answers to yes-or-no questions end here: they add nothing.
    if (value === 0) continue;
    const w = weights[at]!;
    const last = (at + 1) * width;
    if (value !== value) {
      hasMissing = true;
      for (let index = at * width; index < last; index++) {
        silent[places[index]!]! += w;
        silentRows[places[index]!]! += 1;
      }
      continue;
    }
    if (isBinary && given + shift !== 1) binary(y);
    const product = w * value;
    addToAll(wy, product, { places, index: at * width, last });
    if (!isBinary) addToAll(wyy, product * value, { places, index: at * width, last });
  }
  return hasMissing;
}

interface PlaceRange {
  readonly places: Uint16Array;
  readonly index: number;
  readonly last: number;
}

function addToAll(sums: Float64Array, value: number, { places, index: first, last }: PlaceRange): void {
  for (let index = first; index < last; index += lane) {
    sums[places[index]!]! += value;
    sums[places[index + 1]!]! += value;
    sums[places[index + 2]!]! += value;
    sums[places[index + 3]!]! += value;
  }
}

/** Writes what a run holds of each cell, and makes room for the next one. */
function keepRun(reading: Reading, run: number, hasMissing: boolean): void {
  const { page, room } = reading;
  const { weightOfPart, cellOfPart, domainOfPart } = page;
  const [from, end] = [page.partStart[run]!, page.partStart[run + 1]!];
  if (room.lost === null) {
    move(room.run.wy, room.wy, page, { from, end });
    if (!reading.isBinary) move(room.run.wyy, room.wyy, page, { from, end });
  } else {
    for (let part = from; part < end; part++) {
      const [domain, cell] = [domainOfPart[part]!, cellOfPart[part]!];
      addExactly(room.wy, room.lost[1], cell, room.run.wy[domain]!);
      addExactly(room.wyy, room.lost[2], cell, room.run.wyy[domain]!);
      if (!hasMissing) addExactly(room.w, room.lost[0], cell, weightOfPart[part]!);
    }
    room.run.wy.fill(0);
    room.run.wyy.fill(0);
  }
  if (hasMissing) takeSilentOff(reading, run, { from, end });
}

interface PartRange {
  readonly from: number;
  readonly end: number;
}

/** Moves the sums of a run from their domains to their cells. */
function move(
  run: Float64Array,
  sums: Float64Array,
  { cellOfPart, domainOfPart }: PageCells,
  { from, end }: PartRange,
): void {
  for (let part = from; part < end; part++) {
    const domain = domainOfPart[part]!;
    sums[cellOfPart[part]!] = run[domain]!;
    run[domain] = 0;
  }
}

/** Takes those of a run who did not answer off the respondents and the weights of its cells. */
function takeSilentOff(reading: Reading, run: number, { from, end }: PartRange): void {
  const { page, room } = reading;
  const { weightOfPart, cellOfPart, domainOfPart } = page;
  const { silent, silentRows } = room.run;
  const { w, n, missing, lost } = room;
  for (let part = from; part < end; part++) {
    const domain = domainOfPart[part]!;
    const rows = silentRows[domain]!;
    if (rows === 0 && lost === null) continue;
    const cell = cellOfPart[part]!;
    const all = weightOfPart[part]!;
    const taken = silent[domain]!;
    const left = isDifferenceExact(all, taken) ? all - taken : weightLeft(reading, run, domain);
    if (lost === null) w[cell] = left;
    else addExactly(w, lost[0], cell, left);
    n[cell]! -= rows;
    missing[cell]! += rows;
    silent[domain] = 0;
    silentRows[domain] = 0;
  }
}

/** Adds up the weight of those of a domain in a run who answered. */
function weightLeft({ y, page }: Reading, run: number, domain: number): number {
  const { places, weights, order, width, runStart } = page;
  let sum = 0;
  for (let at = runStart[run]!; at < runStart[run + 1]!; at++) {
    const value = y[order === null ? at : order[at]!]!;
    if (Number.isNaN(value)) continue;
    for (let index = at * width; index < (at + 1) * width; index++)
      if (places[index] === domain) sum += weights[at]!;
  }
  return sum;
}

/** Sets out as if everybody had answered, and with no cell added up where several parts are to come. */
function begin({ rowsOfCell, weightOfCell }: PageCells, { w, wy, wyy, n, missing, lost }: SumsRoom): void {
  n.set(rowsOfCell);
  missing.fill(0);
  if (lost === null) w.set(weightOfCell);
  else for (const column of [w, wy, wyy, ...lost]) column.fill(0);
}

/** Puts back what rounding lost between the parts of cells. */
function putBack({ w, wy, wyy }: SumsRoom, lost: readonly [Float64Array, Float64Array, Float64Array]): void {
  for (const [index, column] of [w, wy, wyy].entries())
    for (let cell = 0; cell < column.length; cell++) column[cell]! += lost[index]![cell]!;
}
