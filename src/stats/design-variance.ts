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
