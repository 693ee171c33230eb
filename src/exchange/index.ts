export * from "./duplicate.ts";
export * from "./report/report.ts";
export * from "./row-fault.ts";
export * from "./suspicion.ts";
export * from "./errors.ts";
export * from "./upkeep/entry-cause.ts";
export * from "./table/table-field.ts";
