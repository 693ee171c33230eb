import { errorCatalogue } from "#base";

/** Errors of decisions on the delays of a territory. */
export const territoryDelayErrors = errorCatalogue("pathway", {
  delaysDoNotGoTogether: { status: 422 },
  delaysWithoutTerritory: { status: 404 },
  delayDecisionOvertaken: { status: 409 },
});
