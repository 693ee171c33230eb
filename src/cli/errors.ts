import { errorCatalogue } from "#base";

/** Errors of the terminal. */
export const cliErrors = errorCatalogue("cli", {
  caseUnreadable: { status: 422, params: ["path"] },
  benchNeedsTests: { status: 422 },
  benchCountInvalid: { status: 422, params: ["name"] },
  benchPromiseBroken: { status: 500, params: ["name"] },
});
