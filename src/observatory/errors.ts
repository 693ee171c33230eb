import { errorCatalogue } from "#base";

/** Errors of the observatory. */
export const observatoryErrors = errorCatalogue("observatory", {
  indicatorNotFound: { status: 404 },
  releaseNotFound: { status: 404 },
  notAvailable: { status: 404 },
  /** `cell` names wave, indicator, groups and category; `reason` is `small`, `deducible`, `difference` or `territories`. */
  auditFailed: { status: 409, params: ["cell", "reason", "release"] },
  releaseUnchanged: { status: 409, params: ["release"] },
  /** Words that no publication confirms and that the territory did not accept for its figures. */
  wordingNotAccepted: { status: 409, params: ["instrument", "wording"] },
  /** Neither codebook nor catalogue says in which words the instrument was asked. */
  wordingNotNamed: { status: 409, params: ["instrument", "language"] },
  /** The release was proposed before words were part of one. */
  wordingsNotRecorded: { status: 409 },
  wordingNeedsNoDecision: { status: 422, params: ["wording"] },
  surveyNotFound: { status: 404 },
  organisationNeeded: { status: 422 },
  proposalNotFound: { status: 404 },
  proposalDecided: { status: 409 },
  analysisNotFound: { status: 404 },
  /** It goes on: asked again, the same question is answered once it is done. */
  analysisUnderWay: { status: 503 },
  /** One at a time for a person. */
  analysisNotDone: { status: 409 },
  analysisStopped: { status: 409 },
  analysisTooLong: { status: 422, params: ["seconds"] },
  codeNotWritten: { status: 409 },
  waveNotFound: { status: 404 },
  /** A filter on groups that the survey does not carry, on the breakdown itself, or twice on one. */
  filterUnusable: { status: 422, params: ["filter"] },
  geographyUnreadable: { status: 422, params: ["place"] },
  geographyEmpty: { status: 422 },
  releaseAltered: { status: 409, params: ["release"] },
  codebookUnreadable: { status: 422 },
  surveyFileUnreadable: { status: 422 },
  /** A file in a format that is not read here: SPSS, Stata, a table of an office program. */
  surveyFormatUnread: { status: 422, params: ["format"] },
  surveyTooWide: { status: 422, params: ["columns"] },
  /** The door received no file under this name, or it was used already. */
  surveyUploadMissing: { status: 422 },
  surveyDraftNotFound: { status: 404 },
  /** The file is not read yet, or could not be. */
  surveyDraftUnread: { status: 409 },
  surveyDraftIncomplete: { status: 409, params: ["needs"] },
  surveyIdTaken: { status: 409, params: ["survey"] },
  surveyRefused: { status: 422, params: ["faults"] },
});
