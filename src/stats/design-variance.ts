import type { DesignFrame, SurveyDesign } from "./design.ts";
import { residualise } from "./calibration.ts";
import { isComplete, isLonely, type Stage } from "./stage.ts";

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
  const products = productsWithin(stage, a, b);
  const grand = lonelyPsu === "centered" ? { a: meanOf(a), b: meanOf(b) } : { a: 0, b: 0 };
  let [sum, lost] = [0, 0];
  let seen = 0;
  let lonely = 0;
  for (let group = 0; group < products.within.length; group++) {
    if (isLonely(stage, group)) {
      lonely += 1;
      if (lonelyPsu === "remove" || lonelyPsu === "average" || lonelyPsu === "fail") continue;
    } else seen += 1;
    const units = stage.unitsInGroup[group]!;
    if (isComplete(stage, group)) continue;
    const spread =
      units > 1
        ? (products.within[group]! * units) / (units - 1)
        : (products.meanA[group]! - grand.a) * (products.meanB[group]! - grand.b);
    const part = spread * (1 - stage.fraction[group]!) * factor(group);
    const next = sum + part;
    lost += Math.abs(sum) >= Math.abs(part) ? sum - next + part : part - next + sum;
    sum = next;
  }
  const total = sum + lost;
  return lonelyPsu === "average" && lonely > 0 && seen > 0 ? (total * (seen + lonely)) / seen : total;
}

/** Means of each group and sums of products of the distances from them, in two passes. */
function productsWithin({ groupOfUnit, unitsInGroup }: Stage, a: Float64Array, b: Float64Array) {
  const meanA = groupMeans(groupOfUnit, unitsInGroup, a);
  const meanB = a === b ? meanA : groupMeans(groupOfUnit, unitsInGroup, b);
  const within = new Float64Array(unitsInGroup.length);
  for (let unit = 0; unit < a.length; unit++) {
    const group = groupOfUnit[unit]!;
    within[group]! += (a[unit]! - meanA[group]!) * (b[unit]! - meanB[group]!);
  }
  return { meanA, meanB, within };
}

function groupMeans(groupOfUnit: Int32Array, unitsInGroup: Int32Array, values: Float64Array): Float64Array {
  const means = new Float64Array(unitsInGroup.length);
  for (let unit = 0; unit < values.length; unit++) means[groupOfUnit[unit]!]! += values[unit]!;
  for (let group = 0; group < means.length; group++) means[group]! /= unitsInGroup[group]!;
  return means;
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
