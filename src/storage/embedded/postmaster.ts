import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { storageErrors } from "../errors.ts";
import type { StoreLog } from "../log.ts";
import { postgresEnvironment } from "./environment.ts";
import { guardFolder } from "./folders.ts";
import { isFull, type Toolbox } from "./initialise.ts";
import type { Layout } from "./layout.ts";
import { isAlive, isNumberTaken, processesIn, signalProcess, waitUntil, worksIn } from "./processes.ts";
import { commandAs } from "./run-as.ts";
import { postgresArguments, socketPort } from "./settings.ts";

/** What PostgreSQL writes into `postmaster.pid`. */
export interface PostmasterFile {
  readonly pid: number;
  readonly socketFolder: string;
  /** `starting`, `ready`, `stopping` or `standby`. */
  readonly status: string;
}

const keptLogBytes = 5_000_000;
const recoveryMilliseconds = 600_000;

/** Reads `postmaster.pid`. Missing: `null` when there is none, or only half of one yet. */
export function readPostmasterFile(layout: Layout): PostmasterFile | null {
  const text = readTextIfThere(path.join(layout.database, "postmaster.pid"));
  const lines = text?.split("\n") ?? [];
  const pid = Math.abs(Number(lines[0]));
  return pid > 0 ? { pid, socketFolder: lines[4] ?? "", status: (lines[7] ?? "").trim() } : null;
}

/** A PostgreSQL that serves these database files already, for instance the orphan of a killed program. */
export function findRunning(layout: Layout): PostmasterFile | null {
  const file = readPostmasterFile(layout);
  return file !== null && worksIn(file.pid, layout.database) ? file : null;
}

/** Waits until PostgreSQL takes connections (a crash may have to be repaired first). */
export async function waitReady(layout: Layout, pid: number, log: StoreLog): Promise<boolean> {
  const isReady = (): boolean => {
    const file = readPostmasterFile(layout);
    return file?.pid === pid && (file.status === "ready" || file.status === "standby");
  };
  const isDecided = (): boolean => isReady() || !isAlive(pid);
  if (!(await waitUntil(isDecided, 2_000))) {
    log.info({ pid }, "PostgreSQL is putting its files in order after an abrupt stop");
    await waitUntil(isDecided, recoveryMilliseconds, 100);
  }
  return isReady();
}

/**
 * Clears what a killed PostgreSQL left: children still at work are waited for and then ended, because they hold its files;
 * lock files are deleted only when their number is taken by a zombie or by a stranger (otherwise PostgreSQL sees to them).
 */
export async function clearLeftovers(layout: Layout, socketFolder: string, log: StoreLog): Promise<void> {
  if (!existsSync(layout.database)) return;
  const isEmpty = (): boolean => processesIn(layout.database).length === 0;
  for (const signal of ["SIGQUIT", "SIGKILL"] as const) {
    if (await waitUntil(isEmpty, 2_500)) break;
    log.warn({ signal }, "ending processes that outlived their PostgreSQL");
    for (const pid of processesIn(layout.database)) signalProcess(pid, signal);
  }
  if (!(await waitUntil(isEmpty, 5_000))) throw storageErrors.startFailed({ logFile: layout.logFile });
  const lock = path.join(layout.database, "postmaster.pid");
  const left = readPostmasterFile(layout);
  if (left === null || !isNumberTaken(left.pid)) return;
  log.warn({ pid: left.pid }, "clearing the lock of a PostgreSQL that was stopped abruptly");
  const socketLock = path.join(socketFolder, `.s.PGSQL.${socketPort}.lock`);
  guardFolder(layout.database, () => {
    for (const file of [lock, socketLock]) rmSync(file, { force: true });
  });
}

/** Starts PostgreSQL, detached so that a Ctrl-C meant for us does not reach it, and waits until it takes connections. */
export async function launch(
  toolbox: Toolbox,
  socketFolder: string,
  overrides: Readonly<Record<string, string>>,
  log: StoreLog,
): Promise<number> {
  const { layout, binaries, runAs, libraryPath } = toolbox;
  const from = rotateLog(layout);
  const wanted = postgresArguments(layout.database, socketFolder, overrides);
  const { file, args, options } = commandAs(runAs, binaries.postgres, wanted);
  const out = guardFolder(layout.run, () => openSync(layout.logFile, "a", 0o600));
  try {
    const env = postgresEnvironment(libraryPath);
    const child = spawn(file, args, {
      ...options,
      env,
      cwd: layout.dataDir,
      detached: true,
      stdio: ["ignore", out, out],
    });
    child.once("error", (error) => log.error({ code: error.name }, "PostgreSQL could not be started"));
    child.unref();
    const { pid } = child;
    if (pid !== undefined && (await waitReady(layout, pid, log))) return pid;
  } finally {
    closeSync(out);
  }
  throw whyNotStarted(layout, from);
}

function whyNotStarted(layout: Layout, from: number): Error {
  const said = (readTextIfThere(layout.logFile) ?? "").slice(from);
  const cause = new Error(said.slice(-2_000));
  if (said.includes("No space left") || isFull(layout.dataDir)) return storageErrors.diskFull({}, { cause });
  if (said.includes("Read-only file system") || said.includes("Permission denied"))
    return storageErrors.folderNotWritable({ folder: layout.database }, { cause });
  return storageErrors.startFailed({ logFile: layout.logFile }, { cause });
}

/** Stops PostgreSQL: politely (it writes all it holds), then firmly, within the milliseconds given. */
export async function stopPostmaster(pid: number, milliseconds: number): Promise<void> {
  for (const [signal, share] of [
    ["SIGINT", 0.8],
    ["SIGQUIT", 0.1],
    ["SIGKILL", 0.1],
  ] as const) {
    signalProcess(pid, signal);
    if (await waitUntil(() => !isAlive(pid), milliseconds * share)) return;
  }
}

function rotateLog(layout: Layout): number {
  const size = statSync(layout.logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size < keptLogBytes) return size;
  renameSync(layout.logFile, `${layout.logFile}.1`);
  return 0;
}

function readTextIfThere(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
