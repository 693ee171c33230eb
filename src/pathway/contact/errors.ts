import { errorCatalogue } from "#base";

/** Errors of the rules by which a person is reached. */
export const contactErrors = errorCatalogue("pathway", {
  contactRulesLate: { status: 409 },
});
