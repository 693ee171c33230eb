import type { SurveyDesign } from "./design.ts";
import type { Domains } from "./domains.ts";
import { runLength } from "./sufficient-sums.ts";
import { rowsByUnit } from "./unit-order.ts";

/** One grouping of a page among its cells: a cell is a pair of unit and domain that holds respondents. */
export interface GroupingCells {
  readonly domains: number;
  /** Its cells are those from here to `end`, domain by domain and within a domain unit by unit. */
  readonly from: number;
  readonly end: number;
  /** Unit and domain of each of them. */
  readonly unitOfCell: Int32Array;
  readonly domainOfCell: Int32Array;
}

/** Where the respondents of a design stand in several groupings at once: found once for all variables of a page. */
export interface PageCells {
  readonly groupings: readonly GroupingCells[];
  /** Domains of all groupings together, numbered one grouping after the other. */
  readonly domains: number;
  /** Numbers in `places` of each respondent: the groupings, filled up to a multiple of four. */
  readonly width: number;
  /** Domain of each respondent by each grouping, respondents in the order of their units; `domains` and above: none. */
  readonly places: Uint16Array;
  /** Weights in the same order. */
  readonly weights: Float64Array;
  /** Row of each respondent in that order; null where it is that of the rows. */
  readonly order: Int32Array | null;
  /** Runs of respondents that are added up plainly: where each begins, one more at the end. */
  readonly runStart: Int32Array;
  /** Where the parts of each run begin, one more at the end: a part is what a run holds of a cell. */
  readonly partStart: Int32Array;
  readonly domainOfPart: Uint16Array;
  /** Weight of the respondents of each part, whether they answered or not. */
  readonly weightOfPart: Float64Array;
  /** Cell of each part. */
  readonly cellOfPart: Int32Array;
  /** Cells of all groupings. */
  readonly cells: number;
  /** Respondents of each cell and, where it has a single part, their weight. */
  readonly rowsOfCell: Int32Array;
  readonly weightOfCell: Float64Array;
  /** Whether a unit is longer than a run, so that some cells have several parts. */
  readonly hasLongUnits: boolean;
}

/** Numbers a loop reads at once. */
export const lane = 4;

/** Domains that the groupings of one page may have together. */
export const mostDomains = 2 ** 16 - 1 - lane;

/** Lays several groupings out side by side. The groupings have no more than `mostDomains` domains together. */
export function pageCells(design: SurveyDesign, groupings: readonly Domains[]): PageCells {
  const { order } = rowsByUnit(design);
  const domains = groupings.reduce((sum, { labels }) => sum + labels.length, 0);
  const width = Math.ceil(groupings.length / lane) * lane;
  const weights =
    order === null ? design.weights : design.weights.map((_weight, at) => design.weights[order[at]!]!);
  const placed = {
    domains,
    width,
    order,
    weights,
    places: placesOf(design.rows, groupings, { order, width, domains }),
  };
  const runs = runsOf(design);
  const parts = partsOf(placed, runs.runStart);
  return { ...placed, ...runs, ...parts, ...cellsOf(groupings, parts, runs) };
}

interface PlaceShape {
  readonly order: Int32Array | null;
  readonly width: number;
  readonly domains: number;
}

function placesOf(
  rows: number,
  groupings: readonly Domains[],
  { order, width, domains }: PlaceShape,
): Uint16Array {
  const places = new Uint16Array(rows * width);
  for (let column = groupings.length; column < width; column++)
    for (let to = column; to < places.length; to += width) places[to] = domains + (column % lane);
  let first = 0;
  for (const [column, { codes, labels }] of groupings.entries()) {
    for (let at = 0, to = column; at < rows; at++, to += width) {
      const code = codes[order === null ? at : order[at]!]!;
      places[to] = code < 0 ? domains + (column % lane) : first + code;
    }
    first += labels.length;
  }
  return places;
}

interface Runs {
  readonly runStart: Int32Array;
  /** Unit of each run. */
  readonly unitOfRun: Int32Array;
  readonly hasLongUnits: boolean;
}

/** Cuts the respondents of each unit into runs, as `sufficientSums` does. */
function runsOf(design: SurveyDesign): Runs {
  const { start } = rowsByUnit(design);
  let count = 0;
  for (let unit = 0; unit < design.unitCount; unit++)
    count += Math.ceil((start[unit + 1]! - start[unit]!) / runLength);
  const [runStart, unitOfRun] = [new Int32Array(count + 1), new Int32Array(count)];
  let run = 0;
  for (let unit = 0; unit < design.unitCount; unit++) {
    for (let from = start[unit]!; from < start[unit + 1]!; from += runLength) {
      runStart[run] = from;
      unitOfRun[run++] = unit;
    }
  }
  runStart[count] = design.rows;
  return { runStart, unitOfRun, hasLongUnits: count > design.unitCount };
}

interface Parts {
  readonly partStart: Int32Array;
  readonly domainOfPart: Uint16Array;
  readonly rowsOfPart: Int32Array;
  readonly weightOfPart: Float64Array;
}

/** The parts of each run, domain by domain, and what they hold. */
function partsOf(
  { places, weights, width, domains }: Pick<PageCells, "places" | "weights" | "width" | "domains">,
  runStart: Int32Array,
): Parts {
  const runs = runStart.length - 1;
  const most = Math.min(runs * domains, places.length);
  const parts = {
    partStart: new Int32Array(runs + 1),
    domainOfPart: new Uint16Array(most),
    rowsOfPart: new Int32Array(most),
    weightOfPart: new Float64Array(most),
  };
  const [count, weight] = [new Int32Array(domains + lane), new Float64Array(domains + lane)];
  let part = 0;
  for (let run = 0; run < runs; run++) {
    const touched: number[] = [];
    for (let at = runStart[run]!; at < runStart[run + 1]!; at++) {
      const w = weights[at]!;
      for (let index = at * width; index < (at + 1) * width; index++) {
        const domain = places[index]!;
        if (count[domain] === 0) touched.push(domain);
        count[domain]! += 1;
        weight[domain]! += w;
      }
    }
    for (const domain of touched) {
      if (domain < domains) {
        parts.domainOfPart[part] = domain;
        parts.rowsOfPart[part] = count[domain]!;
        parts.weightOfPart[part++] = weight[domain]!;
      }
      count[domain] = 0;
      weight[domain] = 0;
    }
    parts.partStart[run + 1] = part;
  }
  return {
    partStart: parts.partStart,
    domainOfPart: parts.domainOfPart.subarray(0, part),
    rowsOfPart: parts.rowsOfPart.subarray(0, part),
    weightOfPart: parts.weightOfPart.subarray(0, part),
  };
}

/** The cells of the parts: domain by domain, within a domain unit by unit. */
function cellsOf(
  groupings: readonly Domains[],
  { partStart, domainOfPart, rowsOfPart, weightOfPart }: Parts,
  { unitOfRun }: Runs,
): Pick<PageCells, "cells" | "cellOfPart" | "groupings" | "rowsOfCell" | "weightOfCell"> {
  const domains = groupings.reduce((sum, { labels }) => sum + labels.length, 0);
  const eachCell = (visit: (part: number, domain: number, unit: number, isNew: boolean) => void): void => {
    const lastUnit = new Int32Array(domains).fill(-1);
    for (let run = 0; run < unitOfRun.length; run++) {
      const unit = unitOfRun[run]!;
      for (let part = partStart[run]!; part < partStart[run + 1]!; part++) {
        const domain = domainOfPart[part]!;
        visit(part, domain, unit, lastUnit[domain] !== unit);
        lastUnit[domain] = unit;
      }
    }
  };
  const start = new Int32Array(domains + 1);
  eachCell((_part, domain, _unit, isNew) => {
    if (isNew) start[domain + 1]! += 1;
  });
  for (let domain = 0; domain < domains; domain++) start[domain + 1]! += start[domain]!;
  const cells = start[domains]!;
  const next = start.slice();
  const [cellOfPart, unitOfCell] = [new Int32Array(domainOfPart.length), new Int32Array(cells)];
  const [rowsOfCell, weightOfCell] = [new Int32Array(cells), new Float64Array(cells)];
  eachCell((part, domain, unit, isNew) => {
    if (isNew) unitOfCell[next[domain]!++] = unit;
    const cell = next[domain]! - 1;
    cellOfPart[part] = cell;
    rowsOfCell[cell]! += rowsOfPart[part]!;
    weightOfCell[cell] = weightOfPart[part]!;
  });
  let first = 0;
  return {
    cells,
    cellOfPart,
    rowsOfCell,
    weightOfCell,
    groupings: groupings.map(({ labels: { length } }) => {
      const [from, end] = [start[first]!, start[first + length]!];
      const domainOfCell = new Int32Array(end - from);
      for (let domain = 0; domain < length; domain++)
        domainOfCell.fill(domain, start[first + domain]! - from, start[first + domain + 1]! - from);
      first += length;
      return { domains: length, from, end, unitOfCell: unitOfCell.subarray(from, end), domainOfCell };
    }),
  };
}
