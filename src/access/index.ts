export * from "./organisation-kind.ts";
export * from "./rules.ts";
export * from "./errors.ts";
