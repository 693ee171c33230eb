import { errorCatalogue } from "#base";

/** Errors of the documents of a file. */
export const documentErrors = errorCatalogue("pathway", {
  documentInFuture: { status: 422 },
  tooManyDocuments: { status: 409, params: ["count"] },
  documentNotFound: { status: 404 },
  documentRemoved: { status: 409 },
});
