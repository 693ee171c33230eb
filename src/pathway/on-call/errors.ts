import { errorCatalogue } from "#base";

/** Errors of the on-call and of alerts. */
export const onCallErrors = errorCatalogue("pathway", {
  onCallOrganisationUnknown: { status: 404 },
  onCallHoursUnreadable: { status: 422 },
  onCallPersonUnfit: { status: 422 },
  onCallDutyNotFound: { status: 404 },
  onCallNotCovered: { status: 409 },
  riskAlertNotFound: { status: 404 },
  riskAlertAcknowledged: { status: 409 },
  riskAlertOpen: { status: 409 },
});
