import { errorCatalogue } from "#base";

/** Errors of the pathway: persons and their files. */
export const pathwayErrors = errorCatalogue("pathway", {
  personNotFound: { status: 404 },
  personExists: { status: 409 },
  organisationNeeded: { status: 422 },
  minorGroundNeeded: { status: 422 },
  birthDateImplausible: { status: 422 },
});
