import { errorCatalogue } from "#base";

/** Errors of questions under way. */
export const assessmentErrors = errorCatalogue("pathway", {
  assessmentNotFound: { status: 404 },
  assessmentUnderWay: { status: 409 },
  assessmentOvertaken: { status: 409 },
  assessmentEnded: { status: 409 },
  assessmentOfOther: { status: 409 },
  paperEntryNeeded: { status: 409 },
  paperEntriesDiffer: { status: 409, params: ["count"] },
});
