export * from "./taxonomy.ts";
