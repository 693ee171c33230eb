import { errorCatalogue } from "#base";

/** Errors of the log of contacts. */
export const contactLogErrors = errorCatalogue("pathway", {
  contactInFuture: { status: 422 },
  /** The rules of contact were to be confirmed at an attempt in vain. */
  contactNotReached: { status: 422 },
  contactExists: { status: 409 },
  contactNotFound: { status: 404 },
  /** `reason`: `not-own`, `withdrawn` or `late`. */
  contactSettled: { status: 409, params: ["reason"] },
});
