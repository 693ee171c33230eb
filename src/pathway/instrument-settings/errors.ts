import { errorCatalogue } from "#base";

/** Errors of decisions about instruments. */
export const instrumentSettingErrors = errorCatalogue("pathway", {
  settingsOrganisationUnknown: { status: 404 },
  instrumentUnknown: { status: 404, params: ["instrument"] },
  purposeNeeded: { status: 422 },
  answerableUnfit: { status: 422 },
  operatorTextNeeded: { status: 409, params: ["instrument"] },
  operatorTextUnknown: { status: 404, params: ["wording"] },
  decisionOvertaken: { status: 409 },
  wordingNotDecidable: { status: 422, params: ["wording"] },
  trainingNotNeeded: { status: 422, params: ["instrument"] },
  trainedPersonUnfit: { status: 422 },
  trainedPersonNotFound: { status: 404 },
  notTrained: { status: 403, params: ["instrument"] },
});
