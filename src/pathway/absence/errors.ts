import { errorCatalogue } from "#base";

/** Errors of absences and of who covers. */
export const absenceErrors = errorCatalogue("pathway", {
  absenceNotFound: { status: 404 },
  absenceDaysInvalid: { status: 422 },
  absenceOverlaps: { status: 409 },
  coverUnfit: { status: 422 },
  coverAway: { status: 409 },
  coversSomebody: { status: 409 },
});
