import type { DesignFrame, SurveyDesign } from "./design.ts";
import { residualise } from "./calibration.ts";
import { isComplete, isLonely, type Stage } from "./stage.ts";
import { codeRanges, type CodeRanges } from "./unit-order.ts";

/**
 * Covariance of two estimates whose linearised values were summed by unit of the design (the same twice: variance).
 * Shapes  a, b: one number a unit, `design.unitCount` in all; units without respondents of the domain hold 0.
 * Source  Särndal, Swensson, Wretman (1992), 4.3; lonely units as `LonelyPsuRule` says.
 */
export function designCovariance(design: DesignFrame, a: Float64Array, b: Float64Array): number {
  const { first, second } = design;
  if (second === null) return stageCovariance(first, design, { a, b, factor: () => 1 });
  const firstPart = stageCovariance(first, design, {
    a: sumsByGroup(second, a),
    b: a === b ? sumsByGroup(second, a) : sumsByGroup(second, b),
    factor: () => 1,
  });
  const factor = (psu: number) => first.fraction[first.groupOfUnit[psu]!]!;
  return firstPart + stageCovariance(second, design, { a, b, factor });
}

/** Variance of an estimate from its linearised values by unit. */
export function designVariance(design: DesignFrame, totals: Float64Array): number {
  return designCovariance(design, totals, totals);
}

/** Linearised values of many estimates at once: those of a unit lie side by side, one an estimate. */
export interface LinearisedCells {
  readonly estimates: number;
  /** Where the cells of each unit begin, one more at the end. */
  readonly start: Int32Array;
  /** Estimate of each cell. */
  readonly estimateOfCell: Int32Array;
  /** Linearised value of each cell; units without a cell hold 0. */
  readonly valueOf: Float64Array;
}

/** Numbers in the largest stratum that is laid out at once: they stay in the memory cache. */
const largestBlock = 2 ** 18;

/** Whether the variances of many estimates can be had in one reading of their cells, stratum by stratum. */
export function isReadAtOnce({ first, second, lonelyPsu }: DesignFrame, estimates: number): boolean {
  if (second !== null || lonelyPsu === "centered") return false;
  let largest = 0;
  for (const units of first.unitsInGroup) largest = Math.max(largest, units);
  return largest * estimates <= largestBlock;
}

/** Variances of many estimates, to the bit those of `designVariance`, where {@link isReadAtOnce}. */
export function designVariances(design: DesignFrame, cells: LinearisedCells): Float64Array {
  const { first: stage, lonelyPsu } = design;
  const { estimates } = cells;
  const units = codeRanges(stage.groupOfUnit, stage.unitsInGroup.length);
  const [sum, lost, block] = [
    new Float64Array(estimates),
    new Float64Array(estimates),
    new Float64Array(largestBlock),
  ];
  const within = new Float64Array(estimates);
  let [seen, lonely] = [0, 0];
  for (let group = 0; group < stage.unitsInGroup.length; group++) {
    if (isLonely(stage, group)) {
      lonely += 1;
      if (lonelyPsu === "remove" || lonelyPsu === "average" || lonelyPsu === "fail") continue;
    } else seen += 1;
    if (isComplete(stage, group)) continue;
    const count = layOut(cells, units, group, block);
    spreadsOf(block, count, within);
    const share = 1 - stage.fraction[group]!;
    for (let index = 0; index < estimates; index++) {
      const [before, part] = [sum[index]!, within[index]! * share];
      const next = before + part;
      lost[index]! += Math.abs(before) >= Math.abs(part) ? before - next + part : part - next + before;
      sum[index] = next;
    }
  }
  const isRaised = lonelyPsu === "average" && lonely > 0 && seen > 0;
  return sum.map((value, index) => {
    const total = value + lost[index]!;
    return isRaised ? (total * (seen + lonely)) / seen : total;
  });
}

/** Writes the linearised values of the units of a group one unit after the other, and says how many there are. */
function layOut(
  { estimates, start, estimateOfCell, valueOf }: LinearisedCells,
  units: CodeRanges,
  group: number,
  block: Float64Array,
): number {
  const [from, end] = [units.start[group]!, units.start[group + 1]!];
  const count = end - from;
  block.fill(0, 0, count * estimates);
  for (let index = from; index < end; index++) {
    const unit = units.order === null ? index : units.order[index]!;
    const base = (index - from) * estimates;
    for (let cell = start[unit]!; cell < start[unit + 1]!; cell++)
      block[base + estimateOfCell[cell]!] = valueOf[cell]!;
  }
  return count;
}

/** As `spreadWithin`, for each estimate of a block. */
function spreadsOf(block: Float64Array, count: number, within: Float64Array): void {
  const estimates = within.length;
  const end = count * estimates;
  if (count === 1) {
    for (let index = 0; index < estimates; index++) within[index] = block[index]! * block[index]!;
    return;
  }
  const mean = new Float64Array(estimates);
  for (let base = 0; base < end; base += estimates)
    for (let index = 0; index < estimates; index++) mean[index]! += block[base + index]!;
  for (let index = 0; index < estimates; index++) mean[index]! /= count;
  within.fill(0);
  for (let base = 0; base < end; base += estimates)
    for (let index = 0; index < estimates; index++) {
      const away = block[base + index]! - mean[index]!;
      within[index]! += away * away;
    }
  for (let index = 0; index < estimates; index++) within[index] = (within[index]! * count) / (count - 1);
}

/** Sums weighted linearised values (one a respondent) by unit, after the calibrations of the design; may overwrite them. */
export function unitTotals(design: SurveyDesign, weighted: Float64Array): Float64Array {
  residualise(design.calibrations, weighted);
  const totals = new Float64Array(design.unitCount);
  for (let row = 0; row < weighted.length; row++) totals[design.unitOf[row]!]! += weighted[row]!;
  return totals;
}

interface StageTotals {
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** Multiplies the contribution of a group: product of the sampling fractions above it. */
  readonly factor: (group: number) => number;
}

function sumsByGroup({ groupOfUnit, unitsInGroup }: Stage, totals: Float64Array): Float64Array {
  const sums = new Float64Array(unitsInGroup.length);
  for (let unit = 0; unit < totals.length; unit++) sums[groupOfUnit[unit]!]! += totals[unit]!;
  return sums;
}

/** Sum over groups of the covariance of unit totals within each. */
function stageCovariance(stage: Stage, { lonelyPsu }: DesignFrame, { a, b, factor }: StageTotals): number {
  const units = codeRanges(stage.groupOfUnit, stage.unitsInGroup.length);
  const grand = lonelyPsu === "centered" ? { a: meanOf(a), b: meanOf(b) } : { a: 0, b: 0 };
  let [sum, lost] = [0, 0];
  let seen = 0;
  let lonely = 0;
  for (let group = 0; group < stage.unitsInGroup.length; group++) {
    if (isLonely(stage, group)) {
      lonely += 1;
      if (lonelyPsu === "remove" || lonelyPsu === "average" || lonelyPsu === "fail") continue;
    } else seen += 1;
    if (isComplete(stage, group)) continue;
    const part = spreadWithin(units, group, { a, b, grand }) * (1 - stage.fraction[group]!) * factor(group);
    const next = sum + part;
    lost += Math.abs(sum) >= Math.abs(part) ? sum - next + part : part - next + sum;
    sum = next;
  }
  const total = sum + lost;
  return lonelyPsu === "average" && lonely > 0 && seen > 0 ? (total * (seen + lonely)) / seen : total;
}

interface GroupTotals {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly grand: { readonly a: number; readonly b: number };
}

/** Units × covariance of the totals of a group, in two passes; of a single unit by its distance from the grand mean. */
function spreadWithin({ order, start }: CodeRanges, group: number, { a, b, grand }: GroupTotals): number {
  const [from, end] = [start[group]!, start[group + 1]!];
  const count = end - from;
  let [sumA, sumB] = [0, 0];
  for (let index = from; index < end; index++) {
    const unit = order === null ? index : order[index]!;
    sumA += a[unit]!;
    sumB += b[unit]!;
  }
  const [meanA, meanB] = [sumA / count, sumB / count];
  if (count === 1) return (meanA - grand.a) * (meanB - grand.b);
  let within = 0;
  for (let index = from; index < end; index++) {
    const unit = order === null ? index : order[index]!;
    within += (a[unit]! - meanA) * (b[unit]! - meanB);
  }
  return (within * count) / (count - 1);
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
