import { errorCatalogue } from "#base";

/** Errors of referring several persons by one gesture. */
export const groupErrors = errorCatalogue("pathway", {
  /** The same id was sent before, for other persons or another offer. */
  groupExists: { status: 409 },
  groupNotFound: { status: 404 },
  groupNobody: { status: 422 },
  /** Somebody is named twice, and not alike. */
  groupNamesTwice: { status: 422 },
});
