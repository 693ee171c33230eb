import { errorCatalogue } from "#base";

/** Errors of papers on which a person agreed. */
export const consentPaperErrors = errorCatalogue("pathway", {
  paperMissing: { status: 422 },
  paperTooLarge: { status: 413, params: ["megabytes"] },
  /** `reason` is one of `paperFaults`. */
  paperUnusable: { status: 422, params: ["reason"] },
  paperWithoutAgreement: { status: 409 },
  tooManyPapers: { status: 409, params: ["count"] },
  paperNotFound: { status: 404 },
});
