import { errorCatalogue } from "#base";

/** Errors of the instruments. */
export const instrumentErrors = errorCatalogue("instruments", {
  instrumentUnknown: { status: 404, params: ["instrument"] },
  catalogueBroken: { status: 422, params: ["file", "path", "fault"] },
  itemUnknown: { status: 422, params: ["instrument", "linkId"] },
  itemRepeated: { status: 422, params: ["linkId"] },
  answerOutOfRange: { status: 422, params: ["linkId"] },
  otherInstrument: { status: 422, params: ["expected", "given"] },
  otherVersion: { status: 422, params: ["expected", "given"] },
  wordingUnknown: { status: 422, params: ["instrument", "language"] },
  modeUnknown: { status: 422, params: ["mode"] },
  assistanceNeeded: { status: 422, params: ["instrument"] },
  operatorTextUnreadable: { status: 422, params: ["path"] },
  operatorTextForOther: { status: 422, params: ["expected", "given"] },
  operatorItemMissing: { status: 422, params: ["linkId"] },
  operatorItemUnknown: { status: 422, params: ["linkId"] },
  operatorOptionMismatch: { status: 422, params: ["options"] },
  operatorTextRepeated: { status: 409, params: ["wording"] },
  operatorFileBroken: { status: 422, params: ["file", "line", "path", "fault"] },
  pathwayUnreadable: { status: 422, params: ["path"] },
});
