import { errorCatalogue } from "#base";

/** Errors of decisions on the pathway of a territory. */
export const territoryPathwayErrors = errorCatalogue("pathway", {
  pathwayOutOfBounds: { status: 422, params: ["fault"] },
  pathwayWithoutTerritory: { status: 404 },
  pathwayDecisionUnknown: { status: 404 },
  pathwayDecisionOvertaken: { status: 409 },
});
