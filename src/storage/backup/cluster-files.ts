import { existsSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import { createGzip } from "node:zlib";
import {
  type BackupFile,
  copyFile,
  flushLater,
  hashFile,
  inParallel,
  isAbsent,
  readTree,
  writeFlushed,
} from "./files.ts";
import { backupErrors } from "./errors.ts";

/** Folder of the database files inside a backup. */
export const clusterFolder = "cluster";
/** Folder of the WAL inside a backup, one compressed file a segment. */
export const walFolder = "wal";

/** What belongs to the running server and not to its data; PostgreSQL makes it anew. */
function isLeftOut(relative: string): boolean {
  return (
    /^(postmaster\.(pid|opts)|backup_label|tablespace_map|recovery\.signal|standby\.signal)/.test(relative) ||
    /^(pg_wal|pg_dynshmem|pg_notify|pg_replslot|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\//.test(
      relative,
    ) ||
    /(^|\/)(pgsql_tmp[^/]*|pg_internal\.init[^/]*)/.test(relative)
  );
}

/** Database files copied. */
export interface CopiedCluster {
  readonly files: readonly BackupFile[];
  readonly folders: readonly string[];
}

/**
 * Copies the database files of a server that was told so. A file that is deleted meanwhile is left out, one that changes
 * meanwhile may be torn: the WAL written since makes both whole.
 */
export async function copyCluster(
  database: string,
  folder: string,
  onFile: (done: number, total: number) => void,
): Promise<CopiedCluster> {
  const target = path.join(folder, clusterFolder);
  await mkdir(target, { mode: 0o700 });
  const tree = await readTree(database, isLeftOut);
  for (const name of tree.folders) await mkdir(path.join(target, name), { recursive: true, mode: 0o700 });
  const files: BackupFile[] = [];
  let done = 0;
  await inParallel(tree.files, async (name) => {
    try {
      const { written } = await copyFile(path.join(database, name), path.join(target, name));
      await flushLater(path.join(target, name));
      files.push({ path: `${clusterFolder}/${name}`, ...written });
    } catch (error) {
      if (!isAbsent(error)) throw error;
    }
    done += 1;
    onFile(done, tree.files.length);
  });
  return { files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)), folders: tree.folders };
}

/** Adds the label that tells PostgreSQL from where to replay the WAL. */
export async function addLabel(folder: string, label: string): Promise<BackupFile> {
  const name = `${clusterFolder}/backup_label`;
  await writeFlushed(path.join(folder, name), label);
  return { path: name, ...(await hashFile(path.join(folder, name))) };
}

/**
 * Copies the archived WAL of one timeline, from one segment to another, compressed.
 * @throws backup.walNotArchived when the last one is not there.
 */
export async function copyWal(
  archive: string,
  folder: string,
  range: { readonly first: string; readonly last: string },
): Promise<readonly BackupFile[]> {
  await mkdir(path.join(folder, walFolder), { mode: 0o700 });
  if (!existsSync(path.join(archive, range.last))) throw backupErrors.walNotArchived({});
  const files: BackupFile[] = [];
  for (const name of await listSegments(archive)) {
    if (name < range.first || name > range.last) continue;
    const file = `${walFolder}/${name}.gz`;
    const { written } = await copyFile(path.join(archive, name), path.join(folder, file), [
      createGzip({ level: 1 }),
    ]);
    await flushLater(path.join(folder, file));
    files.push({ path: file, ...written });
  }
  return files;
}

/** Names of the WAL segments in a folder, in order; an absent folder holds none. */
export async function listSegments(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw error;
  });
  return names.filter((name) => /^[0-9A-F]{24}$/.test(name)).toSorted();
}
