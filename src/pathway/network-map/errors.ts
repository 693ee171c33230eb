import { errorCatalogue } from "#base";

/** Errors of the maps of ties in a file. */
export const networkMapErrors = errorCatalogue("pathway", {
  networkMapExists: { status: 409 },
  networkMapNotFound: { status: 404 },
  networkMapInFuture: { status: 422 },
});
