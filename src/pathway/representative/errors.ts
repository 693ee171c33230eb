import { errorCatalogue } from "#base";

/** Errors of representatives and of whose agreement is asked. */
export const representativeErrors = errorCatalogue("pathway", {
  representativeNotFound: { status: 404 },
  representativeExists: { status: 409 },
  representativeUnfit: { status: 422, params: ["reason"] },
  representativeDates: { status: 422 },
  representativeNeeded: { status: 422 },
  agreementOfWrongOne: { status: 422, params: ["reason"] },
});
