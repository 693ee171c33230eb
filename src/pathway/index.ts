export * from "./person.ts";
export * from "./errors.ts";
