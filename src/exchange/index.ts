export * from "./duplicate.ts";
export * from "./row-fault.ts";
export * from "./errors.ts";
