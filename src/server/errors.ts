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
  deliveryFailed: { status: 502, params: ["channel"] },
});
