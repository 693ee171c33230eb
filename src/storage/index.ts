export * from "./database.ts";
export * from "./handler.ts";
export * from "./vault/index.ts";
