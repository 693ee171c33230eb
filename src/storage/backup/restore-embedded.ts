import { existsSync, mkdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { writeAnchorFile } from "../audit/anchor.ts";
import { embeddedMajor } from "../embedded/binaries.ts";
import { type Cluster, startCluster } from "../embedded/cluster.ts";
import { prepareDataFolder } from "../embedded/folders.ts";
import { layoutOf } from "../embedded/layout.ts";
import { findRunning, stopPostmaster } from "../embedded/postmaster.ts";
import { takeProcessLock } from "../embedded/process-lock.ts";
import { acquireServeLock, servingProcess } from "../embedded/serve-lock.ts";
import { finishSwap, swapDatabase } from "../embedded/swap.ts";
import { openStore } from "../open-store.ts";
import { backupErrors } from "./errors.ts";
import { checkCounts } from "./logical.ts";
import { chooseBackup, earliestOf, type FoundBackup, type Manifest } from "./manifest.ts";
import {
  asOwner,
  clearRecovery,
  holdsTail,
  ownerOf,
  recover,
  stageCluster,
  type Staging,
  whereWalEnded,
} from "./recover.ts";
import { checkRowFiles, finishRestored, importRows } from "./restored-store.ts";
import type { RestoreReport, Restoring } from "./restoring.ts";

const stagingName = "restoring";
const stopMilliseconds = 60_000;

/** Restores into the embedded database of a data folder that nobody uses. See {@link restore}. */
export async function restoreEmbedded(
  dataDir: string,
  dir: string,
  restoring: Restoring,
): Promise<RestoreReport> {
  const now = restoring.clock();
  prepareDataFolder(path.resolve(dataDir));
  const release = reserve(dataDir, now);
  const staging = stagingIn(dataDir, restoring);
  try {
    finishSwap(dataDir);
    await discard(staging);
    const chosen = await chooseBackup(dir, restoring.to, now);
    const finished = await prepare(staging, chosen, restoring);
    const asideName = `before-restore-${now.replaceAll(":", "-")}`;
    swapDatabase(dataDir, { aside: asideName, staged: stagingName });
    await writeAnchorFile(restoring.anchorFolder, { heads: finished.heads, at: now, kind: "restore" });
    const aside = path.join(path.resolve(dataDir), asideName);
    return {
      backup: chosen.folder,
      restoredTo: restoring.to ?? chosen.manifest.endedAt,
      aside: existsSync(aside) ? aside : null,
      rows: finished.rows,
      audit: finished.audit,
    };
  } finally {
    await discard(staging).finally(release);
  }
}

/** Makes sure that nobody uses the data folder, and that nobody begins to. @throws backup.dataFolderInUse */
function reserve(dataDir: string, now: string): () => void {
  const layout = layoutOf(dataDir);
  const serving = servingProcess(dataDir);
  if (serving !== null) throw backupErrors.dataFolderInUse({ pid: serving.pid });
  const releaseServe = acquireServeLock(dataDir, { port: 0, startedAt: now });
  mkdirSync(layout.run, { recursive: true, mode: 0o711 });
  const start = takeProcessLock(path.join(layout.run, "start.json"), {});
  const user = start.taken ? findRunning(layout) : start.holder;
  const release = (): void => {
    if (start.taken) start.release();
    releaseServe();
  };
  if (user === null) return release;
  release();
  throw backupErrors.dataFolderInUse({ pid: user.pid });
}

function stagingIn(dataDir: string, restoring: Restoring): Staging {
  return {
    dataDir,
    folder: path.join(path.resolve(dataDir), stagingName),
    log: restoring.log,
    onFile: (done, total) => restoring.onProgress({ step: "files", done, total }),
  };
}

/** Ends what runs in the staging folder, of this restore or of one that was killed, and deletes the folder. */
async function discard(staging: Staging): Promise<void> {
  const layout = layoutOf(staging.folder);
  const running = existsSync(layout.database) ? findRunning(layout) : null;
  if (running !== null) await stopPostmaster(running.pid, stopMilliseconds);
  await rm(staging.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

type Finished = Awaited<ReturnType<typeof finishRestored>> & Pick<RestoreReport, "rows">;

/** Puts the restored database together in the staging folder, checks it and stops it. */
async function prepare(staging: Staging, chosen: FoundBackup, restoring: Restoring): Promise<Finished> {
  const { manifest } = chosen;
  const files = manifest.major === embeddedMajor ? manifest.cluster : null;
  if (files === null && restoring.to !== null) throw backupErrors.timeNotSupported({});
  prepareDataFolder(staging.folder);
  const cluster =
    files === null
      ? await prepareFromRows(staging, chosen, restoring)
      : await prepareFromFiles(staging, chosen, files, restoring);
  if (files !== null && restoring.to === null)
    await asOwner(cluster, (client) => checkCounts(client, manifest.tables));
  const store = await openStore({ dataDir: staging.folder, mode: "attach", log: restoring.log });
  try {
    const finished = await finishRestored(store, chosen, restoring);
    const rows = restoring.to === null ? manifest.tables.reduce((sum, table) => sum + table.rows, 0) : null;
    return { ...finished, rows };
  } finally {
    await store.close();
    await cluster.stop(stopMilliseconds);
    await clearRecovery(staging);
  }
}

async function prepareFromRows(
  staging: Staging,
  chosen: FoundBackup,
  restoring: Restoring,
): Promise<Cluster> {
  await checkRowFiles(chosen);
  const cluster = await startCluster({ dataDir: staging.folder, log: staging.log });
  await importRows(ownerOf(cluster), chosen, restoring);
  return cluster;
}

/** @throws backup.timeOutOfRange, backup.recoveryFailed */
async function prepareFromFiles(
  staging: Staging,
  chosen: FoundBackup,
  files: NonNullable<Manifest["cluster"]>,
  { to }: Restoring,
): Promise<Cluster> {
  await stageCluster(staging, chosen, files, to !== null);
  const target = to === null ? { name: files.restorePoint } : { time: to };
  try {
    return await recover(staging, target);
  } catch (cause) {
    const ended = await whereWalEnded(staging);
    if (ended === null || to === null) throw backupErrors.recoveryFailed({}, { cause });
    const from = earliestOf(chosen.manifest);
    const until = ended.last ?? from;
    // After the last commit nothing changed any more; that it was the last, only the stopped database itself can say.
    if (to > until && !(await holdsTail(staging.dataDir, files)))
      throw backupErrors.timeOutOfRange({ from, until });
  }
  return recover(staging, "end");
}
