export * from "./beta-distribution.ts";
export type { Calibration } from "./calibration.ts";
export type { CodeColumn, NumericColumn } from "./columns.ts";
export { makeDesign, type DesignColumns, type LonelyPsuRule, type SurveyDesign } from "./design.ts";
export { degreesOfFreedom, makeDomains, type DomainMask, type Domains } from "./domains.ts";
export * from "./errors.ts";
export * from "./estimate-set.ts";
export {
  estimateReason,
  estimateStatus,
  type ConfidenceInterval,
  type Estimate,
  type EstimateReason,
  type EstimateStatus,
  type IntervalMethod,
} from "./estimate.ts";
export { chiSquareCdf, chiSquareQuantile, chiSquareUpperTail } from "./gamma-distribution.ts";
export type { By, EstimateOptions } from "./linear-estimate.ts";
export * from "./mean.ts";
export * from "./noncentral-student.ts";
export * from "./normal-distribution.ts";
export * from "./proportion-interval.ts";
export * from "./proportion.ts";
export * from "./publication-rule.ts";
export * from "./ratio.ts";
export * from "./student-distribution.ts";
export * from "./total.ts";
export * from "./calibrate.ts";
export * from "./independence-test.ts";
export * from "./inequality.ts";
export * from "./model-matrix.ts";
export * from "./quadratic-form.ts";
export * from "./quantile.ts";
export * from "./rank-test.ts";
export * from "./regression.ts";
export * from "./reliability.ts";
export * from "./replicate-estimate.ts";
export * from "./replicates.ts";
export * from "./standardised-rate.ts";
export * from "./trend.ts";
