import { errorCatalogue } from "#base";

/** Errors of accords between organisations, and of what an organisation says of itself. */
export const accordErrors = errorCatalogue("pathway", {
  accordNotFound: { status: 404 },
  accordExists: { status: 409 },
  accordPartyUnknown: { status: 422 },
  accordPartiesTooFew: { status: 422 },
  accordDates: { status: 422, params: ["reason"] },
  accordContactUnfit: { status: 422 },
  accordSigned: { status: 409 },
  accordEnded: { status: 409 },
  /** A care team is of organisations whose people care or accompany by profession. */
  accordTeamUnfit: { status: 422 },
  entryNotFound: { status: 422 },
  entryTaken: { status: 409 },
});
