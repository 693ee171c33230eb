import { errorCatalogue } from "#base";

/** Errors of the exchange: why a whole file is refused. Faults of single rows are in the report (`code.rowFault`). */
export const exchangeErrors = errorCatalogue("exchange", {
  sourceUnknown: { status: 422, params: ["known"] },
  feedUnreadable: { status: 422, params: ["position"] },
  feedEmpty: { status: 422 },
  feedNotAList: { status: 422 },
  feedTooLarge: { status: 413, params: ["limit"] },
  feedTooLong: { status: 422, params: ["limit"] },
  openNotFound: { status: 404 },
  feedNameNeeded: { status: 422, params: ["source"] },
  feedNameUnused: { status: 422, params: ["source"] },
  notWaiting: { status: 404 },
  reasonNeeded: { status: 422 },
  groupChanged: { status: 409 },
  groupUnsafe: { status: 422 },
  sourceNotImported: { status: 404 },
  sameSource: { status: 422 },
  holdsMerged: { status: 409 },
  alreadyHidden: { status: 409 },
  addressInWords: { status: 422 },
  notYourOrganisation: { status: 403 },
  columnsMissing: { status: 422, params: ["source", "columns"] },
});
