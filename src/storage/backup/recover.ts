import { chownSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { open, readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { createGunzip } from "node:zlib";
import type { Client, ClientConfig } from "pg";
import { type Instant, toInstant } from "#base";
import { isConnectionFailure } from "../connection-failure.ts";
import { findBinaries } from "../embedded/binaries.ts";
import { type Cluster, startCluster } from "../embedded/cluster.ts";
import { guardFolder, makeOwnFolder } from "../embedded/folders.ts";
import { databaseFolder, layoutOf, walArchiveFolder } from "../embedded/layout.ts";
import { chooseRunAs, type RunAs } from "../embedded/run-as.ts";
import { isAlive } from "../embedded/processes.ts";
import { databaseName, makeSecrets, ownerRole, writeSecrets } from "../embedded/secrets.ts";
import { socketPort } from "../embedded/settings.ts";
import { silentLog, type StoreLog } from "../log.ts";
import { openConnection } from "../pool.ts";
import { clusterFolder, listSegments, walFolder } from "./cluster-files.ts";
import { backupErrors } from "./errors.ts";
import { type BackupFile, copyFile, hashFile, inParallel, isAbsent } from "./files.ts";
import { type FoundBackup, type Manifest } from "./manifest.ts";
import { isPromoted } from "./store.ts";

type SavedCluster = NonNullable<Manifest["cluster"]>;

/** A database being put together beside the one in use. */
export interface Staging {
  /** The program's data folder. */
  readonly dataDir: string;
  /** Folder that plays the part of `DATA_DIR` meanwhile. */
  readonly folder: string;
  readonly log: StoreLog;
  readonly onFile: (done: number, total: number) => void;
}

const walIn = "wal-in";

/**
 * Puts the files of a backup in place, checking each against its hash, with the WAL that follows it.
 * @throws backup.fileAltered before anything runs on them.
 */
export async function stageCluster(
  staging: Staging,
  { folder, manifest }: FoundBackup,
  cluster: SavedCluster,
  withLaterWal: boolean,
): Promise<void> {
  const layout = layoutOf(staging.folder);
  const runAs = chooseRunAs(layout, findBinaries());
  makeOwnFolder(layout.database, runAs);
  makeOwnFolder(path.join(staging.folder, walIn), runAs);
  for (const name of cluster.folders) makeOwnFolder(path.join(layout.database, name), runAs);
  let done = 0;
  await inParallel(manifest.files, async (file) => {
    const target = targetOf(staging.folder, layout.database, file.path);
    const source = path.join(folder, file.path);
    const read = target === null ? hashFile(source) : copyChecked(source, target);
    const { sha256 } = await read.catch((cause: unknown) => {
      if (isAbsent(cause) || isUnreadableGzip(cause))
        throw backupErrors.fileAltered({ file: file.path }, { cause });
      throw cause;
    });
    if (sha256 !== file.sha256) throw backupErrors.fileAltered({ file: file.path });
    if (target !== null) give(target, runAs);
    done += 1;
    staging.onFile(done, manifest.files.length);
  });
  if (withLaterWal) await copyLaterWal(staging, cluster, runAs);
  writeFileSync(path.join(layout.database, "recovery.signal"), "");
  give(path.join(layout.database, "recovery.signal"), runAs);
}

async function copyChecked(source: string, target: string): Promise<Omit<BackupFile, "path">> {
  const { read } = await copyFile(source, target, source.endsWith(".gz") ? [createGunzip()] : []);
  return read;
}

function targetOf(staging: string, database: string, file: string): string | null {
  if (file.startsWith(`${clusterFolder}/`)) return path.join(database, file.slice(clusterFolder.length + 1));
  if (file.startsWith(`${walFolder}/`))
    return path.join(staging, walIn, path.basename(file).replace(/\.gz$/, ""));
  return null;
}

function isUnreadableGzip(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}

function give(file: string, runAs: RunAs): void {
  if (runAs.kind === "user") chownSync(file, runAs.uid, runAs.gid);
}

/** Adds the WAL that the data folder kept since: its archive, and what a stopped server had not archived yet. */
async function copyLaterWal(staging: Staging, cluster: SavedCluster, runAs: RunAs): Promise<void> {
  const target = path.join(staging.folder, walIn);
  const present = new Set(await readdir(target));
  for (const source of await laterWalFolders(staging.dataDir, cluster)) {
    for (const name of await listSegments(source)) {
      if (
        present.has(name) ||
        name < cluster.firstSegment ||
        name.slice(0, 8) !== cluster.firstSegment.slice(0, 8)
      )
        continue;
      present.add(name);
      await copyFile(path.join(source, name), path.join(target, name));
      give(path.join(target, name), runAs);
    }
  }
}

async function laterWalFolders(dataDir: string, cluster: SavedCluster): Promise<readonly string[]> {
  const archive = walArchiveFolder(dataDir);
  return (await holdsTail(dataDir, cluster))
    ? [archive, path.join(databaseFolder(dataDir), "pg_wal")]
    : [archive];
}

/** Whether the data folder holds the database of which this is a backup, and so its WAL to the last commit. */
export async function holdsTail(dataDir: string, cluster: SavedCluster): Promise<boolean> {
  try {
    const handle = await open(path.join(databaseFolder(dataDir), "global", "pg_control"));
    try {
      // The first field of pg_control is the system identifier, 64 bits in the machine's order.
      const { buffer } = await handle.read(Buffer.alloc(8), 0, 8, 0);
      return buffer.readBigUInt64LE().toString() === cluster.systemId;
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

/** How far to replay the WAL: to the backup's own point, to a moment, or to the end. */
export type Target = { readonly name: string } | { readonly time: Instant } | "end";

/**
 * Starts PostgreSQL on the staged files and lets it replay the WAL. Only we can connect, without password, through a
 * socket in a private folder.
 */
export async function recover(staging: Staging, target: Target): Promise<Cluster> {
  const layout = layoutOf(staging.folder);
  const access = path.join(staging.folder, "access.conf");
  guardFolder(staging.folder, () => {
    mkdirSync(staging.folder, { recursive: true, mode: 0o711 });
    writeFileSync(access, "local all all trust\n", { mode: 0o644 });
    writeSecrets(layout, makeSecrets());
    rmSync(layout.logFile, { force: true });
  });
  const cluster = await startCluster({
    dataDir: staging.folder,
    log: staging.log,
    overrides: {
      hba_file: access,
      // Reading while the WAL is replayed asks for at least the numbers of the server that wrote it.
      max_connections: "500",
      max_wal_senders: "20",
      max_worker_processes: "64",
      max_locks_per_transaction: "512",
      archive_mode: "off",
      // PostgreSQL flushes all files before it replays: that makes our copies durable, in one call.
      recovery_init_sync_method: "syncfs",
      restore_command: `cp "../${walIn}/%f" "%p"`,
      recovery_target_timeline: "current",
      recovery_target_action: "promote",
      ...settingsOf(target),
    },
  });
  await waitPromoted(cluster);
  return cluster;
}

/** Waits until all the WAL wanted is replayed. @throws backup.recoveryFailed when PostgreSQL gave up. */
async function waitPromoted(cluster: Cluster): Promise<void> {
  while (isAlive(cluster.pid)) {
    const isOver = await asOwner(cluster, isPromoted).catch((error: unknown) => {
      if (isAlive(cluster.pid) && !isConnectionFailure(error)) throw error;
      return false;
    });
    if (isOver) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw backupErrors.recoveryFailed({});
}

/** Does something over a connection of its own, as the owner of the restored database. */
export async function asOwner<Result>(
  cluster: Cluster,
  run: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = await openConnection({ address: ownerOf(cluster) }, silentLog);
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

/** Address of the owner of an embedded database. */
export function ownerOf(cluster: Cluster): ClientConfig {
  return {
    host: cluster.socketFolder,
    port: socketPort,
    database: databaseName,
    user: ownerRole,
    password: cluster.secrets.owner,
  };
}

function settingsOf(target: Target): Readonly<Record<string, string>> {
  if (target === "end") return {};
  if ("name" in target) return { recovery_target_name: target.name };
  return { recovery_target_time: target.time.replace("T", " ").replace("Z", "+00") };
}

/**
 * Reads in the log of the recovery that the WAL ended before the moment asked for, and when it ended.
 * Missing  `null` when that was not why it failed; `last` is null when the WAL holds no commit.
 */
export async function whereWalEnded(staging: Staging): Promise<{ readonly last: Instant | null } | null> {
  const said = await readFile(layoutOf(staging.folder).logFile, "utf8").catch((error: unknown) => {
    if (isAbsent(error)) return "";
    throw error;
  });
  if (!said.includes("recovery ended before configured recovery target was reached")) return null;
  const found = [...said.matchAll(/last completed transaction was at log time (\S+ \S+)/g)].at(-1)?.[1];
  if (found === undefined) return { last: null };
  // Rounded up to the millisecond, so that the moment told includes that transaction.
  const match = /^(\S+) (\d\d:\d\d:\d\d)(?:\.(\d+))?/.exec(found);
  const micros = Number((match?.[3] ?? "0").padEnd(6, "0"));
  const whole = Date.parse(`${match?.[1]}T${match?.[2]}.000Z`);
  return { last: toInstant(new Date(whole + Math.ceil(micros / 1000))) };
}

/** Takes away what only the recovery needed. */
export async function clearRecovery(staging: Staging): Promise<void> {
  const { database } = layoutOf(staging.folder);
  await rm(path.join(database, "backup_label.old"), { force: true });
}
