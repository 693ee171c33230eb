import { errorCatalogue } from "#base";

/** Errors of the hours of social connection. */
export const hoursErrors = errorCatalogue("pathway", {
  hoursDepartmentUnknown: { status: 422 },
  hoursNotApplied: { status: 422 },
  hoursProviderExists: { status: 409 },
  hoursProviderNotFound: { status: 404 },
  hoursRightExists: { status: 409 },
  hoursRightNotFound: { status: 404 },
  hoursRightNeeded: { status: 422 },
  hoursReferenceTaken: { status: 409 },
  hoursEntryExists: { status: 409 },
  hoursEntryNotFound: { status: 404 },
  hoursInFuture: { status: 422 },
  hoursMonthFull: { status: 409, params: ["room"] },
  hoursMonthClosed: { status: 409 },
  hoursMonthOpen: { status: 409 },
  hoursMonthNotOver: { status: 422 },
  hoursStillPlanned: { status: 422, params: ["count"] },
  hoursMonthCorrected: { status: 409 },
  hoursStatementsMissing: { status: 409, params: ["count"] },
  hoursClosingNotFound: { status: 404 },
  hoursImportNotFound: { status: 404 },
  hoursFileTooLong: { status: 422 },
  talkInvitationNotFound: { status: 404 },
  talkInvitationAnswered: { status: 409 },
});
