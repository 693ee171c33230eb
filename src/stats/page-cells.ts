import type { SurveyDesign } from "./design.ts";
import type { Domains } from "./domains.ts";
import { runLength } from "./sufficient-sums.ts";
import { rowsByUnit } from "./unit-order.ts";

/**
 * Where the respondents of a design stand in several groupings at once: found once for all variables of a page. The
 * respondents of a unit are cut into runs; what a run holds of a domain is a part, and the parts of a run lie side by
 * side, so that the loop over respondents works in a few lines of the memory cache.
 */
export interface PageCells {
  /** Domains of all groupings together, numbered one grouping after the other, and one for those who are in none. */
  readonly domains: number;
  /** Numbers in `places` of each respondent: one a grouping. */
  readonly width: number;
  /** Part of each respondent by each grouping, from the first of the run; respondents in the order of their units. */
  readonly places: Uint16Array;
  /** Weights in the same order. */
  readonly weights: Float64Array;
  /** Row of each respondent in that order; null where it is that of the rows. */
  readonly order: Int32Array | null;
  /** Runs of respondents that are added up plainly: where each begins, one more at the end. */
  readonly runStart: Int32Array;
  /** Where the parts of each run begin, one more at the end. */
  readonly partStart: Int32Array;
  /** Respondents of each part, and their weight, whether they answered or not. */
  readonly rowsOfPart: Int32Array;
  readonly weightOfPart: Float64Array;
  /** Cell of each part where units are longer than a run; null where every part is a cell. */
  readonly cellOfPart: Int32Array | null;
  /** Unit and domain of each cell, unit by unit. */
  readonly unitOfCell: Int32Array;
  readonly domainOfCell: Int32Array;
}

/** Domains that the groupings of one page may have together. */
export const mostDomains = 2 ** 16 - 2;

/** Lays several groupings out side by side. The groupings have no more than `mostDomains` domains together. */
export function pageCells(design: SurveyDesign, groupings: readonly Domains[]): PageCells {
  const { order } = rowsByUnit(design);
  const runs = runsOf(design);
  const weights =
    order === null ? design.weights : design.weights.map((_weight, at) => design.weights[order[at]!]!);
  const { domainOfPart, ...parts } = partsOf(groupings, { order, weights, runStart: runs.runStart });
  const cells = cellsOf({ ...parts, domainOfPart }, runs);
  return { width: groupings.length, weights, order, runStart: runs.runStart, ...parts, ...cells };
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

interface Parts extends Pick<PageCells, "domains" | "places" | "partStart" | "rowsOfPart" | "weightOfPart"> {
  readonly domainOfPart: Uint16Array;
}

/** The parts of each run and what they hold, and the part of each respondent by each grouping. */
function partsOf(
  groupings: readonly Domains[],
  { order, weights, runStart }: Pick<PageCells, "order" | "weights" | "runStart">,
): Parts {
  const [width, runs, rows] = [groupings.length, runStart.length - 1, weights.length];
  const nobody = groupings.reduce((sum, { labels }) => sum + labels.length, 0);
  const codes = groupings.map((grouping) => grouping.codes);
  const first = groupings.map((_grouping, at) =>
    groupings.slice(0, at).reduce((sum, { labels }) => sum + labels.length, 0),
  );
  const places = new Uint16Array(rows * width);
  const most = Math.min(runs * (nobody + 1), places.length);
  const partStart = new Int32Array(runs + 1);
  const [domainOfPart, rowsOfPart] = [new Uint16Array(most), new Int32Array(most)];
  const weightOfPart = new Float64Array(most);
  const partOfDomain = new Int32Array(nobody + 1).fill(-1);
  let part = 0;
  for (let run = 0; run < runs; run++) {
    const base = part;
    for (let at = runStart[run]!; at < runStart[run + 1]!; at++) {
      const row = order === null ? at : order[at]!;
      for (let column = 0; column < width; column++) {
        const code = codes[column]![row]!;
        const domain = code < 0 ? nobody : first[column]! + code;
        let own = partOfDomain[domain]!;
        if (own < 0) {
          own = part++;
          partOfDomain[domain] = own;
          domainOfPart[own] = domain;
        }
        places[at * width + column] = own - base;
        rowsOfPart[own]! += 1;
        weightOfPart[own]! += weights[at]!;
      }
    }
    for (let own = base; own < part; own++) partOfDomain[domainOfPart[own]!] = -1;
    partStart[run + 1] = part;
  }
  return {
    domains: nobody + 1,
    places,
    partStart,
    domainOfPart: domainOfPart.subarray(0, part),
    rowsOfPart: rowsOfPart.subarray(0, part),
    weightOfPart: weightOfPart.subarray(0, part),
  };
}

/** The cells of the parts, unit by unit: the parts themselves where no unit is longer than a run. */
function cellsOf(
  { domains, partStart, domainOfPart }: Parts,
  { unitOfRun, hasLongUnits }: Runs,
): Pick<PageCells, "cellOfPart" | "unitOfCell" | "domainOfCell"> {
  const cellOfPart = new Int32Array(domainOfPart.length);
  const [unitOfCell, domainOfCell] = [new Int32Array(cellOfPart.length), new Int32Array(cellOfPart.length)];
  // The last cell of each domain.
  const last = new Int32Array(domains).fill(-1);
  let count = 0;
  for (let run = 0; run < unitOfRun.length; run++) {
    const unit = unitOfRun[run]!;
    for (let part = partStart[run]!; part < partStart[run + 1]!; part++) {
      const domain = domainOfPart[part]!;
      const before = last[domain]!;
      const cell = before >= 0 && unitOfCell[before] === unit ? before : count++;
      last[domain] = cell;
      cellOfPart[part] = cell;
      unitOfCell[cell] = unit;
      domainOfCell[cell] = domain;
    }
  }
  return {
    cellOfPart: hasLongUnits ? cellOfPart : null,
    unitOfCell: unitOfCell.subarray(0, count),
    domainOfCell: domainOfCell.subarray(0, count),
  };
}
