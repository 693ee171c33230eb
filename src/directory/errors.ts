import { errorCatalogue } from "#base";

/** Errors of the directory. */
export const directoryErrors = errorCatalogue("directory", {
  offerNotFound: { status: 404 },
  townNotFound: { status: 404, params: ["town"] },
  placeNeeded: { status: 422 },
  positionUnusable: { status: 422 },
  townFileUnreadable: { status: 422 },
  shortlistUnreadable: { status: 422 },
  cannotBeWrittenTo: { status: 422 },
  weightsWithoutTerritory: { status: 404 },
  weightsDoNotGoTogether: { status: 422 },
  weightDecisionOvertaken: { status: 409 },
  weightDecisionUnknown: { status: 404 },
  exampleTownUnclear: { status: 422 },
  exampleTitleTaken: { status: 409 },
  exampleAsksNothing: { status: 422 },
  tooManyExamples: { status: 409, params: ["count"] },
  exampleNotFound: { status: 404 },
  departementNotFound: { status: 404, params: ["departement"] },
  sliceTooLarge: { status: 422, params: ["departement"] },
});
