export * from "./breakdown.ts";
export * from "./cell.ts";
export * from "./errors.ts";
export * from "./indicator.ts";
export {
  indicatorCatalogue,
  type CatalogueEntry,
  type Comparator,
  type IndicatorId,
} from "./codes/indicator-catalogue.ts";
export { indicatorsOf, surveyIndicators } from "./indicators/index.ts";
export * from "./release-schema.ts";
export * from "./survey.ts";
export { syntheticSurvey, type SyntheticSurveyOptions } from "./synthetic-survey.ts";
export { groupKey, syntheticTruth } from "./synthetic-truth.ts";
