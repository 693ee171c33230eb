import path from "node:path";
import { silentLog } from "../log.ts";
import { restoreEmbedded } from "./restore-embedded.ts";
import { restoreServer } from "./restore-server.ts";
import type { RestoreOptions, RestoreReport, RestoreTarget, Restoring } from "./restoring.ts";

/**
 * Restores a backup: the newest in `dir` (or `dir` itself), or the state at a moment `to`. Everything is checked and made
 * ready beside the database in use, then takes its place; the former files are put aside, not deleted.
 * Take a new backup afterwards: moments after the restore can only be reached from it.
 * @throws backup.notFound, backup.manifestUnreadable, backup.fileAltered, backup.dataFolderInUse, backup.timeOutOfRange,
 * backup.timeNotSupported, backup.databaseNotEmpty, backup.schemaDiffers, backup.rowsMissing, backup.recoveryFailed
 */
export async function restore(
  target: RestoreTarget,
  dir: string,
  options: RestoreOptions,
): Promise<RestoreReport> {
  const restoring: Restoring = {
    to: options.to ?? null,
    clock: options.clock,
    log: options.log ?? silentLog,
    onProgress: options.onProgress ?? (() => {}),
    afterRestore: options.afterRestore,
    anchorFolder: path.join(path.resolve(target.dataDir), "anchors"),
  };
  const { dataDir, databaseUrl } = target;
  return databaseUrl === undefined
    ? restoreEmbedded(dataDir, dir, restoring)
    : restoreServer({ ...target, databaseUrl }, dir, restoring);
}
