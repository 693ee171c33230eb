export * from "./disclosure-audit.ts";
export * from "./disclosure-rule.ts";
export * from "./dominance.ts";
export * from "./leaks.ts";
export * from "./linear-program.ts";
export * from "./microdata-risk.ts";
export * from "./protected-system.ts";
export * from "./rounding.ts";
export { suppress, type Suppression } from "./suppression.ts";
