import { innerProduct } from "./matrix.ts";

/** Calibration on variables: linearised values become what a regression on these variables leaves of them. */
interface RegressionCalibration {
  readonly kind: "regression";
  /** Orthonormal columns spanning the calibration variables times the square root of the weights before. */
  readonly basis: readonly Float64Array[];
  /** Ratio of new to old weight, times the square root of the old one; one entry a respondent. */
  readonly scale: Float64Array;
}

/** Raking as R `survey` has it: ten rounds of taking off the plain mean of each class of each margin. */
interface RakingCalibration {
  readonly kind: "raking";
  /** Class of each respondent in each margin. */
  readonly margins: readonly Int32Array[];
  /** Weights after raking. */
  readonly scale: Float64Array;
}

/** How one calibration of the weights changes what varies. */
export type Calibration = RegressionCalibration | RakingCalibration;

/** Replaces weighted linearised values (one a respondent) by their residuals, in place. */
export function residualise(calibrations: readonly Calibration[], values: Float64Array): void {
  for (const calibration of calibrations) {
    const { scale } = calibration;
    for (let row = 0; row < values.length; row++) values[row]! /= scale[row]!;
    if (calibration.kind === "regression")
      for (const column of calibration.basis) subtractProjection(column, values);
    else
      for (let round = 0; round < 10; round++)
        for (const margin of calibration.margins) subtractClassMeans(margin, values);
    for (let row = 0; row < values.length; row++) values[row]! *= scale[row]!;
  }
}

function subtractProjection(column: Float64Array, values: Float64Array): void {
  const product = innerProduct(column, values);
  for (let row = 0; row < values.length; row++) values[row]! -= product * column[row]!;
}

function subtractClassMeans(classes: Int32Array, values: Float64Array): void {
  const sums: number[] = [];
  const counts: number[] = [];
  for (let row = 0; row < values.length; row++) {
    const place = classes[row]!;
    sums[place] = (sums[place] ?? 0) + values[row]!;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  for (let row = 0; row < values.length; row++) values[row]! -= sums[classes[row]!]! / counts[classes[row]!]!;
}
