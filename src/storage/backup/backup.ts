import { constants, existsSync } from "node:fs";
import { access, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type pg from "pg";
import type { Clock, Instant } from "#base";
import { walArchiveFolder, walArchiveMarker, databaseFolder } from "../embedded/layout.ts";
import { takeProcessLock } from "../embedded/process-lock.ts";
import type { Store } from "../store.ts";
import { backupErrors } from "./errors.ts";
import { addLabel, copyCluster, copyWal } from "./cluster-files.ts";
import { type BackupFile, flush } from "./files.ts";
import { saveRows } from "./logical.ts";
import { type Manifest, unfinished, writeManifest } from "./manifest.ts";
import {
  archiveSegment,
  beginSnapshot,
  listTables,
  markRestorePoint,
  readApplied,
  readChainHeads,
  refuseBoundRole,
  rollback,
  serverMajor,
  startFileBackup,
  stopFileBackup,
  whileNobodyWrites,
} from "./store.ts";

/** How far a backup or a restore is. */
export interface BackupProgress {
  /** `files`: database files; `rows`: tables as text; `wal`: the log that makes the files whole; `check`: what was restored. */
  readonly step: "files" | "rows" | "wal" | "check";
  readonly done: number;
  readonly total: number;
}

/** What a backup needs beside the store and the folder. */
export interface BackupOptions {
  readonly clock: Clock;
  readonly onProgress?: (progress: BackupProgress) => void;
}

/** What was saved. */
export interface BackupReport {
  /** Folder of this backup, inside the one given. */
  readonly folder: string;
  readonly kind: Manifest["kind"];
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  /** Earliest moment to which `restore --to` can go; null when only rows were saved. */
  readonly restorableFrom: Instant | null;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  readonly bytes: number;
}

/** The part of the store that a backup uses. */
export type BackupSource = Pick<Store, "connect"> & {
  readonly info: Pick<Store["info"], "kind" | "dataDir">;
};

/**
 * Saves the whole database into a fresh folder of `dir`, named after the moment. The embedded PostgreSQL gives its files with
 * the WAL that makes them whole, and all rows as text; a server gives the rows only. Keys are no part of it.
 * The folder gets its name when all is written and flushed: an interrupted backup is never taken for a good one.
 * @throws backup.folderUnusable, backup.roleBound, backup.alreadyRunning, backup.databaseBusy, backup.walNotArchived, backup.rowsMissing
 */
export async function backup(
  source: BackupSource,
  dir: string,
  options: BackupOptions,
): Promise<BackupReport> {
  await makeFolder(dir);
  const lock = takeProcessLock(path.join(dir, "backup.lock"), {});
  if (!lock.taken) throw backupErrors.alreadyRunning({ pid: lock.holder.pid });
  try {
    await removeUnfinished(dir);
    const startedAt = options.clock();
    const name = freeName(dir, startedAt);
    const folder = path.join(dir, name);
    await mkdir(folder + unfinished, { mode: 0o700 });
    const manifest = await new Saving(source, folder + unfinished, options).save(name, startedAt);
    await writeManifest(folder + unfinished, manifest);
    flush(folder + unfinished);
    await rename(folder + unfinished, folder);
    flush(dir);
    return reportOf(folder, manifest);
  } finally {
    lock.release();
  }
}

/** @throws backup.folderUnusable when there cannot be such a folder. */
async function makeFolder(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    await access(dir, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw backupErrors.folderUnusable({ folder: dir }, { cause });
  }
}

/** Deletes what interrupted backups left. */
async function removeUnfinished(dir: string): Promise<void> {
  for (const name of await readdir(dir)) {
    if (name.endsWith(unfinished)) await rm(path.join(dir, name), { recursive: true, force: true });
  }
}

function freeName(dir: string, startedAt: Instant): string {
  const wanted = startedAt.replaceAll(":", "-");
  for (let turn = 1; ; turn += 1) {
    const name = turn === 1 ? wanted : `${wanted}-${turn}`;
    if (!existsSync(path.join(dir, name))) return name;
  }
}

function reportOf(folder: string, manifest: Manifest): BackupReport {
  return {
    folder,
    kind: manifest.kind,
    startedAt: manifest.startedAt,
    endedAt: manifest.endedAt,
    restorableFrom: manifest.cluster?.copiedAt ?? null,
    tables: manifest.tables.length,
    rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
    files: manifest.files.length,
    bytes: manifest.files.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

type SavedCluster = NonNullable<Manifest["cluster"]>;

/** One backup under way. */
class Saving {
  readonly #source: BackupSource;
  readonly #folder: string;
  readonly #options: BackupOptions;
  readonly #files: BackupFile[] = [];

  constructor(source: BackupSource, folder: string, options: BackupOptions) {
    this.#source = source;
    this.#folder = folder;
    this.#options = options;
  }

  async save(id: string, startedAt: Instant): Promise<Manifest> {
    const control = await this.#source.connect("admin");
    const reader = await this.#source.connect("admin");
    try {
      await refuseBoundRole(control);
      const isEmbedded = this.#source.info.kind === "embedded";
      const cluster = isEmbedded ? await this.#saveFiles(control, id) : null;
      if (cluster === null) await beginSnapshot(reader);
      else await this.#beginSnapshotAt(cluster.restorePoint, control, reader);
      const saved = await saveRows(reader, this.#folder, this.#progress("rows"));
      const migrations = await readApplied(reader);
      const heads = [...(await readChainHeads(reader))];
      await rollback(reader);
      this.#files.push(...saved.files);
      if (cluster !== null) await this.#saveWal(control, cluster.firstSegment);
      const kind = this.#source.info.kind;
      const endedAt = this.#options.clock();
      const [tables, sequences] = [[...saved.tables], saved.sequences];
      const major = await serverMajor(control);
      const files = this.#files;
      return {
        format: 1,
        id,
        kind,
        startedAt,
        endedAt,
        major,
        migrations,
        tables,
        sequences,
        heads,
        cluster,
        files,
      };
    } finally {
      await Promise.all([control.end(), reader.end()]);
    }
  }

  #progress(step: BackupProgress["step"]): (done: number, total: number) => void {
    return (done, total) => this.#options.onProgress?.({ step, done, total });
  }

  /** Copies the database files; from now on PostgreSQL also keeps its finished WAL segments. */
  async #saveFiles(control: pg.Client, id: string): Promise<SavedCluster> {
    const { dataDir } = this.#source.info;
    const marker = walArchiveMarker(dataDir);
    if (!existsSync(marker)) await writeFile(marker, "");
    const restorePoint = `tisser ${id}`;
    const { firstSegment, systemId, timeline } = await startFileBackup(control, restorePoint);
    const copied = await copyCluster(databaseFolder(dataDir), this.#folder, this.#progress("files"));
    const label = await stopFileBackup(control);
    this.#files.push(...copied.files, await addLabel(this.#folder, label));
    const copiedAt = this.#options.clock();
    return { systemId, timeline, restorePoint, firstSegment, copiedAt, folders: [...copied.folders] };
  }

  /** Begins the snapshot of the rows at the very point of the WAL to which a restore goes. */
  async #beginSnapshotAt(restorePoint: string, control: pg.Client, reader: pg.Client): Promise<void> {
    await whileNobodyWrites(control, await listTables(control), async () => {
      await beginSnapshot(reader);
      await markRestorePoint(control, restorePoint);
    });
  }

  async #saveWal(control: pg.Client, first: string): Promise<void> {
    const archive = walArchiveFolder(this.#source.info.dataDir);
    const last = await archiveSegment(control, (segment) => existsSync(path.join(archive, segment)));
    const files = await copyWal(archive, this.#folder, { first, last });
    this.#files.push(...files);
    this.#progress("wal")(files.length, files.length);
  }
}
