import { errorCatalogue } from "#base";

/** Errors of the call-back queue. */
export const callQueueErrors = errorCatalogue("pathway", {
  callQueueClosed: { status: 409 },
  callQueueFull: { status: 409 },
  phoneUnusable: { status: 422 },
  areaUnknown: { status: 422, params: ["area"] },
  hoursUnreadable: { status: 422 },
  callRequestNotFound: { status: 404 },
  callRequestTaken: { status: 409 },
  callRequestClosed: { status: 409 },
  queueOrganisationUnknown: { status: 404 },
});
