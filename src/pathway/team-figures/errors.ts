import { errorCatalogue } from "#base";

/** Errors of opening the figures of a team. */
export const figureErrors = errorCatalogue("pathway", {
  /** There is no such figure, or no referral under way at such a partner. */
  figureUnknown: { status: 404 },
});
