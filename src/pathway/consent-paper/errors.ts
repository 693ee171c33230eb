import { errorCatalogue } from "#base";

/** Errors of papers on which a person agreed. */
export const consentPaperErrors = errorCatalogue("pathway", {
  paperWithoutAgreement: { status: 409 },
  tooManyPapers: { status: 409, params: ["count"] },
  paperNotFound: { status: 404 },
});
