import { errorCatalogue } from "#base";

/** Errors of the observatory. */
export const observatoryErrors = errorCatalogue("observatory", {
  indicatorNotFound: { status: 404 },
  releaseNotFound: { status: 404 },
  notAvailable: { status: 404 },
  auditFailed: { status: 409 },
  codebookUnreadable: { status: 422 },
  surveyFileUnreadable: { status: 422 },
  surveyRefused: { status: 422, params: ["faults"] },
});
