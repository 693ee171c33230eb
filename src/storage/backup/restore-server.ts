import { writeAnchorFile } from "../audit/anchor.ts";
import { storageErrors } from "../errors.ts";
import { openStore } from "../open-store.ts";
import { backupErrors } from "./errors.ts";
import { chooseBackup } from "./manifest.ts";
import { checkRowFiles, finishRestored, importRows } from "./restored-store.ts";
import type { RestoreReport, RestoreTarget, Restoring } from "./restoring.ts";

/** Puts the rows of a backup into an empty database of a server. See {@link restore}. */
export async function restoreServer(
  target: RestoreTarget & { readonly databaseUrl: string },
  dir: string,
  restoring: Restoring,
): Promise<RestoreReport> {
  if (restoring.to !== null) throw backupErrors.timeNotSupported({});
  if (target.adminUrl === undefined) throw storageErrors.adminUrlNeeded({});
  const { anchorFolder, clock, log } = restoring;
  const chosen = await chooseBackup(dir, null, clock());
  await checkRowFiles(chosen);
  await importRows({ connectionString: target.adminUrl }, chosen, restoring);
  const store = await openStore({ ...target, mode: "attach", log });
  try {
    const { audit, heads } = await finishRestored(store, chosen, restoring);
    await writeAnchorFile(anchorFolder, { heads, at: clock(), kind: "restore" });
    const { manifest, folder } = chosen;
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    return { backup: folder, restoredTo: manifest.endedAt, aside: null, rows, audit };
  } finally {
    await store.close();
  }
}
