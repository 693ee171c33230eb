import type { Instant } from "#base";
import {
  backup,
  openStore,
  prune,
  pruneKeyBackups,
  restore,
  restoreKeys,
  servingProcess,
  storageErrors,
  type BackupProgress,
  type BackupReport,
  type RestoreReport,
  type Store,
} from "#storage";
import { systemClock } from "./clock.ts";
import type { Environment } from "./env.ts";
import { deletePersonRows, openVaultFor, withProgram } from "./program.ts";
import { quietLog } from "./quiet-log.ts";
import { keysFolder, storeSettings } from "./store-settings.ts";

/** Tells how far a backup or a restore is. */
export type TellProgress = (progress: BackupProgress) => void;

/** Backs up the database into a dated folder of `dir`; never the keys. */
export async function backUp(env: Environment, dir: string, onProgress: TellProgress): Promise<BackupReport> {
  const store = await openStore(storeSettings(env, "attach", quietLog));
  try {
    return await backup(store, dir, { clock: systemClock, onProgress });
  } finally {
    await store.close();
  }
}

/** What was restored, and how many erasures were done once more. */
export interface Restored extends RestoreReport {
  readonly erasuresReplayed: number;
}

/**
 * Restores a backup, or the state at a moment. Everybody erased since is erased once more before the database takes its
 * place: an old backup must not bring them back.
 */
export async function restoreFrom(
  env: Environment,
  dir: string,
  { to, onProgress }: { readonly to?: Instant | undefined; readonly onProgress: TellProgress },
): Promise<Restored> {
  let erasuresReplayed = 0;
  const target = {
    dataDir: env.dataDir,
    databaseUrl: env.databaseUrl ?? undefined,
    adminUrl: env.adminUrl ?? undefined,
  };
  const report = await restore(target, dir, {
    to,
    clock: systemClock,
    onProgress,
    log: quietLog,
    afterRestore: async (store) => {
      erasuresReplayed = await replayErasures(env, store);
    },
  });
  return { ...report, erasuresReplayed };
}

/** Deletes backups of the database older than so many days, never the newest, and the log that none needs any more. */
export async function pruneBackups(env: Environment, dir: string, keepDays: number): Promise<number> {
  return (await prune(env.dataDir, dir, { now: systemClock(), keepDays })).backups;
}

/** Copies the bundle of keys into a dated folder, and lets copies older than thirty days go. Answers the folder. */
export function backUpKeys(env: Environment, dir: string): Promise<string> {
  return withProgram(env, quietLog, async ({ vault, services }) => {
    const folder = await vault.backupKeys(dir, services.clock());
    pruneKeyBackups(dir, services.clock());
    return folder;
  });
}

/** Brings back the keys that the bundle lacks, except those of the erased. @throws storage.alreadyServing */
export async function restoreKeysFrom(env: Environment, from: string): Promise<number> {
  const serving = servingProcess(env.dataDir);
  if (serving) throw storageErrors.alreadyServing({ port: serving.port, pid: serving.pid });
  const { restored } = await restoreKeys({ keysFile: env.keysFile, folder: keysFolder(env), from });
  return restored;
}

async function replayErasures(env: Environment, store: Store): Promise<number> {
  const vault = await openVaultFor(env, store);
  try {
    const replayed = await vault.replayErasures(async (person) => {
      await deletePersonRows(store, person);
    });
    await vault.resumeErasures(systemClock(), (person) => deletePersonRows(store, person));
    return replayed;
  } finally {
    vault.close();
  }
}
