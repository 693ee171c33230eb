export * from "./organisation-kind.ts";
export * from "./rules.ts";
