import { errorCatalogue } from "#base";

/** Errors of starting and running the server. */
export const serverErrors = errorCatalogue("server", {
  badEnvironment: { status: 500, params: ["names"] },
  outboxInProduction: { status: 500 },
  portBusy: { status: 500, params: ["port"] },
  portForbidden: { status: 500, params: ["port"] },
  webBuildFailed: { status: 500 },
  worldUnreadable: { status: 422 },
  fileUnusable: { status: 422, params: ["file"] },
  /** A picture took too long to be made into points, or too many wait. */
  pictureTooSlow: { status: 503 },
  sheetNotPrintable: { status: 422, params: ["letter"] },
  /** What a command names and is not there; `known` are the names there are. */
  territoryUnknown: { status: 404, params: ["known"] },
  /** Several territories and none named. */
  territoryNeeded: { status: 422, params: ["known"] },
  noTerritory: { status: 404 },
  organisationUnknown: { status: 404 },
  personUnknown: { status: 404 },
  actionUnknown: { status: 404, params: ["profile"] },
  deliveryFailed: { status: 502, params: ["channel"] },
});
