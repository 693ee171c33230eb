export * from "./database.ts";
export * from "./handler.ts";
