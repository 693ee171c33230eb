export * from "./account/actions.ts";
export * from "./break-glass/actions.ts";
export * from "./members/actions.ts";
export * from "./reset/actions.ts";
export * from "./sign-in/actions.ts";
