import { errorCatalogue } from "#base";

/** Errors of signing in, of memberships and of emergency openings. */
export const accessErrors = errorCatalogue("access", {
  signInRefused: { status: 401 },
  codeRefused: { status: 401 },
  signInExpired: { status: 401 },
  passkeyRefused: { status: 401 },
  passwordWrong: { status: 422 },
  passwordTooCommon: { status: 422 },
  passwordUnchanged: { status: 422 },
  linkUnusable: { status: 410 },
  setupMissing: { status: 409 },
  lastSecondFactor: { status: 409 },
  sessionNotFound: { status: 404 },
  passkeyNotFound: { status: 404 },
  territoryNeeded: { status: 409 },
  organisationNotFound: { status: 404 },
  memberNotFound: { status: 404 },
  lastAdministrator: { status: 409 },
  successorNeeded: { status: 409, params: ["count"] },
  fileNotFound: { status: 404 },
  openingNotFound: { status: 404 },
  openingReviewed: { status: 409 },
});
