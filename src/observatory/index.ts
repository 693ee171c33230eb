export * from "./breakdown.ts";
export * from "./cell.ts";
export type { CatalogueEntry, Comparator, IndicatorId } from "./codes/indicator-catalogue.ts";
export * from "./comparison-schema.ts";
export * from "./errors.ts";
export * from "./indicator.ts";
export * from "./release-schema.ts";
export * from "./survey.ts";
