export { betaCdf, betaQuantile, betaUpperTail } from "./beta-distribution.ts";
export {
  calibrate,
  postStratify,
  rake,
  trimWeights,
  type CalibrationOptions,
  type Margin,
  type TrimOptions,
} from "./calibrate.ts";
export type { Calibration } from "./calibration.ts";
export type { CodeColumn, NumericColumn } from "./columns.ts";
export {
  makeDesign,
  type DesignColumns,
  type DesignFrame,
  type LonelyPsuRule,
  type SurveyDesign,
} from "./design.ts";
export * from "./disclosure/index.ts";
export { degreesOfFreedom, makeDomains, type DomainMask, type Domains } from "./domains.ts";
export { correlation } from "./correlation.ts";
export { statsErrors } from "./errors.ts";
export {
  combineSets,
  contrast,
  covarianceMatrix,
  difference,
  estimateOf,
  ratioOfEstimates,
  type ContrastOptions,
  type EstimateSet,
} from "./estimate-set.ts";
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
export { holm } from "./holm.ts";
export { independenceTest, type IndependenceStatistic, type IndependenceTest } from "./independence-test.ts";
export {
  concentration,
  concentrationIndices,
  inequalityIndices,
  type ConcentrationIndices,
  type GradientColumns,
  type InequalityIndices,
} from "./inequality.ts";
export type { By, EstimateOptions } from "./linear-estimate.ts";
export { figuresFromSums, type SummedFigures } from "./figures-from-sums.ts";
export { manyFigures, type MeasuredVariable } from "./many-figures.ts";
export { mean, meanBy } from "./mean.ts";
export { modelMatrix, type ModelMatrix, type ModelTerm } from "./model-matrix.ts";
export * from "./noncentral-student.ts";
export { normalCdf, normalQuantile, normalUpperTail } from "./normal-distribution.ts";
export * from "./proportion-interval.ts";
export { proportion, proportionBy, type ProportionOptions } from "./proportion.ts";
export * from "./publication-rule.ts";
export { quantile, type QuantileOptions, type QuantileRule } from "./quantile.ts";
export { meanTest, rankTest, type GroupTest } from "./rank-test.ts";
export * from "./ratio.ts";
export * from "./regression.ts";
export * from "./reliability.ts";
export {
  replicateMean,
  replicateMeanBy,
  replicateRatio,
  replicateTotal,
  withReplicates,
  type ReplicateEstimates,
} from "./replicate-estimate.ts";
export * from "./replicates.ts";
export * from "./standardised-rate.ts";
export * from "./student-distribution.ts";
export type { SufficientSums } from "./sufficient-sums.ts";
export { differenceOfSurveys, ratioOfSurveys } from "./surveys-apart.ts";
export * from "./total.ts";
export * from "./trend.ts";
