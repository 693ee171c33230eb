import { errorCatalogue } from "#base";

/** Errors of the observatory. */
export const observatoryErrors = errorCatalogue("observatory", {
  indicatorNotFound: { status: 404 },
  releaseNotFound: { status: 404 },
  notAvailable: { status: 404 },
  /** `cell` names wave, indicator, groups and category; `reason` is `small`, `deducible`, `difference` or `territories`. */
  auditFailed: { status: 409, params: ["cell", "reason", "release"] },
  releaseUnchanged: { status: 409, params: ["release"] },
  surveyNotFound: { status: 404 },
  organisationNeeded: { status: 422 },
  proposalNotFound: { status: 404 },
  proposalDecided: { status: 409 },
  analysisNotFound: { status: 404 },
  waveNotFound: { status: 404 },
  /** A filter on groups that the survey does not carry, on the breakdown itself, or twice on one. */
  filterUnusable: { status: 422, params: ["filter"] },
  releaseAltered: { status: 409, params: ["release"] },
  codebookUnreadable: { status: 422 },
  surveyFileUnreadable: { status: 422 },
  surveyRefused: { status: 422, params: ["faults"] },
});
