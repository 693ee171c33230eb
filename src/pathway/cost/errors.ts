import { errorCatalogue } from "#base";

/** Errors of costs entered. */
export const costErrors = errorCatalogue("pathway", {
  /** The end before the beginning, or more than five years. */
  costPeriodInvalid: { status: 422 },
  costOverlaps: { status: 409 },
  costNotFound: { status: 404 },
});
