import { errorCatalogue } from "#base";

/** Errors of backup and restore. Whatever is refused leaves the data as it was. */
export const backupErrors = errorCatalogue("backup", {
  roleBound: { status: 500, params: ["role"] },
  folderUnusable: { status: 500, params: ["folder"] },
  alreadyRunning: { status: 409, params: ["pid"] },
  walNotArchived: { status: 500 },
  databaseBusy: { status: 503 },
  rowsMissing: { status: 500, params: ["table", "found", "expected"] },
  notFound: { status: 404, params: ["folder"] },
  manifestUnreadable: { status: 422, params: ["folder"] },
  fileAltered: { status: 422, params: ["file"] },
  dataFolderInUse: { status: 409, params: ["pid"] },
  timeNotSupported: { status: 422 },
  timeOutOfRange: { status: 422, params: ["from", "until"] },
  databaseNotEmpty: { status: 409, params: ["table"] },
  schemaDiffers: { status: 409, params: ["backup", "database"] },
  recoveryFailed: { status: 500 },
});
