import { errorCatalogue } from "#base";

/** Errors of letters. */
export const letterErrors = errorCatalogue("pathway", {
  letterNotFound: { status: 404 },
});
