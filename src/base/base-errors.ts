import { errorCatalogue } from "./errors.ts";

/** Errors of every door: what any action may answer. */
export const baseErrors = errorCatalogue("base", {
  invalidInput: { status: 422 },
  unreadableBody: { status: 400 },
  bodyTooLarge: { status: 413, params: ["limit"] },
  unsupportedMediaType: { status: 415 },
  notFound: { status: 404 },
  formResumed: { status: 200 },
  methodNotAllowed: { status: 405 },
  signInNeeded: { status: 401 },
  secondFactorNeeded: { status: 401 },
  notAllowed: { status: 403 },
  crossSiteRequest: { status: 403 },
  idempotencyKeyNeeded: { status: 400 },
  idempotencyKeyReused: { status: 409 },
  versionNeeded: { status: 428 },
  versionStale: { status: 412 },
  tooManyRequests: { status: 429, params: ["seconds"] },
  unexpected: { status: 500 },
});
