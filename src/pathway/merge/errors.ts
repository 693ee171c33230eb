import { errorCatalogue } from "#base";

/** Errors of two files that become one. */
export const mergeErrors = errorCatalogue("pathway", {
  mergeNotFound: { status: 404 },
  mergeSame: { status: 422 },
  mergeOtherOrganisation: { status: 422 },
  mergeExists: { status: 409 },
  mergeOver: { status: 409 },
  mergeSecondPersonNeeded: { status: 403 },
  mergeTooLate: { status: 409, params: ["days"] },
  mergeHoursBoth: { status: 409 },
  mergeLifeEvents: { status: 409 },
  mergeAlertOpen: { status: 409 },
  mergeWordsTooLong: { status: 409 },
  mergePlanClosed: { status: 409 },
});
