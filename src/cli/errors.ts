import { errorCatalogue } from "#base";

/** Errors of the terminal. */
export const cliErrors = errorCatalogue("cli", {
  caseUnreadable: { status: 422, params: ["path"] },
});
