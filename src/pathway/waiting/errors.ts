import { errorCatalogue } from "#base";

/** Errors of what waits. */
export const waitingErrors = errorCatalogue("pathway", {
  nothingToSetAside: { status: 409 },
  notToSetAside: { status: 422 },
});
