import { errorCatalogue } from "#base";

/** Errors of the message back to whoever referred. */
export const messageBackErrors = errorCatalogue("pathway", {
  referralNotEnded: { status: 409 },
});
