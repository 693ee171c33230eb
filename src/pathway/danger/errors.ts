import { errorCatalogue } from "#base";

/** Errors of acting in danger. */
export const dangerErrors = errorCatalogue("pathway", {
  dangerActNotFound: { status: 404 },
  dangerActExists: { status: 409 },
  dangerReviewed: { status: 409 },
  dangerReviewOpen: { status: 409 },
  dangerItemsNeeded: { status: 422 },
  reviewerUnfit: { status: 422 },
  followUpUnfit: { status: 422 },
  tellingUnclear: { status: 422 },
  personTold: { status: 409 },
});
