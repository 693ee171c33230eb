export * from "./errors.ts";
export type * from "./vault.ts";
