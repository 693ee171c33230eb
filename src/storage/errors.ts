import { errorCatalogue } from "#base";

/** Errors of the store: what may go wrong with the database, its folder and its schema. */
export const storageErrors = errorCatalogue("storage", {
  databaseAway: { status: 503 },
  diskFull: { status: 507 },
  readOnly: { status: 503 },
  folderNotWritable: { status: 500, params: ["folder"] },
  folderOwnedByOther: { status: 500, params: ["folder"] },
  folderUnreachable: { status: 500, params: ["folder"] },
  binariesMissing: { status: 500, params: ["platform"] },
  startFailed: { status: 500, params: ["logFile"] },
  alreadyServing: { status: 409, params: ["port", "pid"] },
  otherMajorVersion: { status: 500, params: ["found", "expected"] },
  databaseUnreachable: { status: 503 },
  serverTooOld: { status: 500, params: ["version"] },
  roleIsSuperuser: { status: 500, params: ["role"] },
  roleBypassesRowSecurity: { status: 500, params: ["role"] },
  roleIsOwner: { status: 500, params: ["role"] },
  roleInherits: { status: 500, params: ["role"] },
  roleNotMember: { status: 500, params: ["role", "group"] },
  adminUrlNeeded: { status: 500 },
  schemaNewer: { status: 500, params: ["database", "program"] },
  schemaBehind: { status: 500, params: ["database", "program"] },
  migrationEdited: { status: 500, params: ["name"] },
  migrationFailed: { status: 500, params: ["name"] },
  migrationMisnumbered: { status: 500, params: ["name"] },
  receiptTwice: { status: 409 },
});
