import path from "node:path";
import type pg from "pg";
import { TisserError } from "#base";
import { bindAlso, forgetUndone, readAnchors } from "../audit/anchor.ts";
import type { ChainHead } from "../audit/chain.ts";
import { inWholeSnapshot, readHeads } from "../audit/store.ts";
import { type AuditReport, verifyChains } from "../audit/verify.ts";
import { storageErrors } from "../errors.ts";
import { migrate, readMigrations } from "../migrate.ts";
import { makePool, openConnection } from "../pool.ts";
import { connectionOptions, type Store } from "../store.ts";
import { backupErrors } from "./errors.ts";
import { hashFile, isAbsent } from "./files.ts";
import { loadRows } from "./logical.ts";
import type { FoundBackup } from "./manifest.ts";
import type { Restoring } from "./restoring.ts";
import { refuseBoundRole } from "./store.ts";

/** Checks the rows of a backup against their hashes. @throws backup.fileAltered */
export async function checkRowFiles({ folder, manifest }: FoundBackup): Promise<void> {
  const wanted = new Set(manifest.tables.map(({ file }) => file));
  for (const file of manifest.files.filter(({ path: name }) => wanted.has(name))) {
    const found = await hashFile(path.join(folder, file.path)).catch((cause: unknown) => {
      if (isAbsent(cause)) throw backupErrors.fileAltered({ file: file.path }, { cause });
      throw cause;
    });
    if (found.sha256 !== file.sha256) throw backupErrors.fileAltered({ file: file.path });
    wanted.delete(file.path);
  }
  for (const file of wanted) throw backupErrors.fileAltered({ file });
}

/** Brings an empty database to the backup's schema and puts the backup's rows into it. */
export async function importRows(
  owner: pg.ClientConfig,
  { folder, manifest }: FoundBackup,
  restoring: Restoring,
): Promise<void> {
  const { log } = restoring;
  const options = connectionOptions({ login: {}, owner }, "admin");
  const pool = makePool(options, 1, log);
  try {
    const migrations = readMigrations().slice(0, manifest.migrations.length);
    await migrate(pool.database, { log, migrations }).catch((error: unknown) => {
      throw refusedSchema(error, migrations.at(-1)?.number ?? 0);
    });
  } finally {
    await pool.end();
  }
  const client = await openConnection(options, log);
  try {
    await refuseBoundRole(client);
    await loadRows(client, folder, manifest, (done, total) =>
      restoring.onProgress({ step: "rows", done, total }),
    );
  } finally {
    await client.end();
  }
}

function refusedSchema(error: unknown, backup: number): unknown {
  const isNewer =
    error instanceof TisserError &&
    error.code === storageErrors.schemaNewer({ database: 0, program: 0 }).code;
  return isNewer ? backupErrors.schemaDiffers({ backup, database: error.params["database"] ?? 0 }) : error;
}

/** What follows on the restored database before anybody is served: the erasures again, then the audit. */
export async function finishRestored(
  store: Store,
  { manifest }: FoundBackup,
  restoring: Restoring,
): Promise<{ readonly audit: AuditReport; readonly heads: readonly ChainHead[] }> {
  restoring.onProgress({ step: "check", done: 0, total: 1 });
  await restoring.afterRestore(store);
  const anchors = await readAnchors(restoring.anchorFolder);
  const found = await inWholeSnapshot(store.admin, async (tx) => {
    const heads = await readHeads(tx);
    const binding = bindAlso(forgetUndone(anchors, heads), manifest.heads);
    return { heads, audit: await verifyChains(tx, binding) };
  });
  restoring.onProgress({ step: "check", done: 1, total: 1 });
  return found;
}
