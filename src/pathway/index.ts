export * from "./person.ts";
export * from "./errors.ts";
export * from "./call-queue/codes.ts";
export { callQueueErrors } from "./call-queue/errors.ts";
