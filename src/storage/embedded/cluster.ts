import { existsSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import type { StoreLog } from "../log.ts";
import { findBinaries, linkLibraries } from "./binaries.ts";
import { bootstrap } from "./bootstrap.ts";
import {
  guardFolder,
  makeOwnFolder,
  makeSocketFolder,
  prepareDataFolder,
  refuseOtherMajor,
} from "./folders.ts";
import { initialise, resetPasswords, type Toolbox } from "./initialise.ts";
import { layoutOf } from "./layout.ts";
import { clearLeftovers, findRunning, launch, stopPostmaster, waitReady } from "./postmaster.ts";
import { takeProcessLock } from "./process-lock.ts";
import { isAlive } from "./processes.ts";
import { chooseRunAs } from "./run-as.ts";
import { makeSecrets, readSecrets, writeSecrets, type DatabaseSecrets } from "./secrets.ts";
import { servingProcess } from "./serve-lock.ts";
import { finishSwap } from "./swap.ts";

const stopMilliseconds = 9_000;

/** How to start the embedded PostgreSQL. */
export interface ClusterOptions {
  readonly dataDir: string;
  readonly log: StoreLog;
  /** Server settings laid over ours; tests use it. */
  readonly overrides?: Readonly<Record<string, string>>;
  /** Whether the data may be lost in a power cut: only for tests. */
  readonly isThrowaway?: boolean;
}

/** A PostgreSQL that runs on our data folder. */
export interface Cluster {
  /** Its process. After a restart by {@link superviseCluster} the process is another. */
  pid: number;
  /** Whether we started it, or found it running. */
  isStartedHere: boolean;
  readonly socketFolder: string;
  readonly secrets: DatabaseSecrets;
  readonly dataDir: string;
  /** Starts it again, or finds that somebody did, after it went away. */
  readonly revive: () => Promise<void>;
  /** Stops it within the milliseconds given. */
  readonly stop: (milliseconds?: number) => Promise<void>;
}

/** Starts PostgreSQL on a data folder, or attaches to the one that runs there. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { log } = options;
  const layout = layoutOf(options.dataDir);
  prepareDataFolder(layout.dataDir);
  finishInterruptedSwap(layout.dataDir);
  refuseOtherMajor(layout);
  const toolbox = prepareToolbox(options);
  const socketFolder = makeSocketFolder(layout, toolbox.runAs);

  const finish = async (obtained: Obtained): Promise<Obtained> => {
    await bootstrap(socketFolder, obtained.secrets);
    return obtained;
  };
  const obtain = async (): Promise<Obtained> => {
    const release = await takeStartLock(layout.run);
    try {
      const secrets = readSecrets(layout);
      const running = findRunning(layout);
      if (running !== null && secrets === null) await stopPostmaster(running.pid, stopMilliseconds);
      else if (running !== null && secrets !== null && (await waitReady(layout, running.pid, log)))
        return await finish({ pid: running.pid, isStartedHere: false, secrets });
      await clearLeftovers(layout, socketFolder, log);
      const ready = secrets ?? (await prepareDatabase(toolbox, options));
      const pid = await launch(toolbox, socketFolder, options.overrides ?? {}, log);
      return await finish({ pid, isStartedHere: true, secrets: ready });
    } finally {
      release();
    }
  };

  const obtained = await obtain();
  log.info({ pid: obtained.pid, isStartedHere: obtained.isStartedHere }, "PostgreSQL is ready");
  const cluster: Cluster = {
    ...obtained,
    socketFolder,
    dataDir: layout.dataDir,
    revive: async () => {
      Object.assign(cluster, await obtain());
    },
    stop: async (milliseconds = stopMilliseconds) => {
      await stopPostmaster(cluster.pid, milliseconds);
      if (!socketFolder.startsWith(layout.run)) rmSync(socketFolder, { recursive: true, force: true });
    },
  };
  return cluster;
}

/** Finishes a restore that was killed at its last step, unless a living restore is at it. */
function finishInterruptedSwap(dataDir: string): void {
  const holder = servingProcess(dataDir);
  if (holder === null || holder.pid === process.pid) finishSwap(dataDir);
}

interface Obtained {
  readonly pid: number;
  readonly isStartedHere: boolean;
  readonly secrets: DatabaseSecrets;
}

/** Makes the database, or gives new passwords to one that lost them; the passwords are kept last, so that a kill repeats it. */
async function prepareDatabase(toolbox: Toolbox, options: ClusterOptions): Promise<DatabaseSecrets> {
  const secrets = makeSecrets();
  if (existsSync(toolbox.layout.database)) await resetPasswords(toolbox, secrets);
  else await initialise(toolbox, secrets, options.isThrowaway ?? false);
  writeSecrets(toolbox.layout, secrets);
  return secrets;
}

function prepareToolbox({ dataDir }: ClusterOptions): Toolbox {
  const layout = layoutOf(dataDir);
  const binaries = findBinaries();
  const runAs = chooseRunAs(layout, binaries);
  const libraryPath = guardFolder(layout.dataDir, () => {
    mkdirSync(layout.run, { recursive: true, mode: 0o711 });
    makeOwnFolder(layout.wal, runAs);
    return linkLibraries(binaries, layout.libraries);
  });
  return { layout, binaries, runAs, libraryPath };
}

/** One process at a time starts PostgreSQL on a data folder; the others wait and then find it running. */
async function takeStartLock(runFolder: string): Promise<() => void> {
  for (;;) {
    const attempt = takeProcessLock(path.join(runFolder, "start.json"), {});
    if (attempt.taken) return attempt.release;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Starts PostgreSQL again whenever it goes away, ever more patiently; returns what ends the watch (and waits for a start under way). */
export function superviseCluster(cluster: Cluster, log: StoreLog): () => Promise<void> {
  let isOver = false;
  let wait = 200;
  let timer: NodeJS.Timeout;
  let underWay = Promise.resolve();
  const watch = async (): Promise<void> => {
    if (!isAlive(cluster.pid)) {
      log.error({ pid: cluster.pid }, "PostgreSQL went away; starting it again");
      try {
        await cluster.revive();
        log.info({ pid: cluster.pid }, "PostgreSQL is back");
        wait = 200;
      } catch (error) {
        log.error({ code: error instanceof Error ? error.message : "unknown" }, "PostgreSQL did not start");
        wait = Math.min(wait * 2, 5_000);
      }
    }
    schedule();
  };
  // The timer keeps the program alive: without any connection left, nothing else might.
  const schedule = (): void => {
    if (isOver) return;
    timer = setTimeout(() => {
      underWay = watch();
    }, wait);
  };
  schedule();
  return async () => {
    isOver = true;
    clearTimeout(timer);
    await underWay;
  };
}
