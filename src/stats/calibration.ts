/**
 * How one calibration of the weights changes what varies: linearised values are replaced by their residuals on the
 * calibration variables, before they are summed by unit.
 */
export interface Calibration {
  /** Orthonormal columns spanning the calibration variables times the square root of the weights before. */
  readonly basis: readonly Float64Array[];
  /** Ratio of new to old weight, times the square root of the old one; one entry a respondent. */
  readonly scale: Float64Array;
}

/** Replaces weighted linearised values (one a respondent) by their residuals, in place. */
export function residualise(calibrations: readonly Calibration[], values: Float64Array): void {
  for (const { basis, scale } of calibrations) {
    for (let row = 0; row < values.length; row++) values[row]! /= scale[row]!;
    for (const column of basis) subtractProjection(column, values);
    for (let row = 0; row < values.length; row++) values[row]! *= scale[row]!;
  }
}

function subtractProjection(column: Float64Array, values: Float64Array): void {
  let product = 0;
  for (let row = 0; row < values.length; row++) product += column[row]! * values[row]!;
  for (let row = 0; row < values.length; row++) values[row]! -= product * column[row]!;
}
