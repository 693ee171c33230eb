import { errorCatalogue } from "#base";

/** Errors of moments offered for a meeting. */
export const offeredMomentErrors = errorCatalogue("pathway", {
  momentsInvalid: { status: 422 },
  momentGone: { status: 409 },
});
