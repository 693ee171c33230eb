import { mkdirSync, rmSync } from "node:fs";
import type { StoreLog } from "../log.ts";
import { findBinaries, linkLibraries } from "./binaries.ts";
import {
  guardFolder,
  makeOwnFolder,
  makeSocketFolder,
  prepareDataFolder,
  refuseOtherMajor,
} from "./folders.ts";
import type { Toolbox } from "./initialise.ts";
import { layoutOf } from "./layout.ts";
import { obtainServer } from "./obtain.ts";
import { stopPostmaster } from "./postmaster.ts";
import { isAlive } from "./processes.ts";
import { chooseRunAs } from "./run-as.ts";
import type { DatabaseSecrets } from "./secrets.ts";
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

  const wanted = {
    toolbox,
    socketFolder,
    overrides: options.overrides ?? {},
    isThrowaway: options.isThrowaway ?? false,
    log,
  };
  const obtained = await obtainServer({ ...wanted, mayMake: true });
  log.info({ pid: obtained.pid, isStartedHere: obtained.isStartedHere }, "PostgreSQL is ready");
  const cluster: Cluster = {
    ...obtained,
    socketFolder,
    dataDir: layout.dataDir,
    revive: async () => {
      Object.assign(cluster, await obtainServer({ ...wanted, mayMake: false }));
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
