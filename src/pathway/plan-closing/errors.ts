import { errorCatalogue } from "#base";

/** Errors of the end of a plan. */
export const planClosingErrors = errorCatalogue("pathway", {
  /** Issues name what is open: `items.<id>` and `referrals.<id>`. */
  planStillOpen: { status: 409, params: ["items", "referrals"] },
  planClosed: { status: 409 },
  planClosingNotFound: { status: 404 },
});
