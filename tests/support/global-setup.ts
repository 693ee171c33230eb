import { mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { findRunning, stopPostmaster } from "../../src/storage/embedded/postmaster.ts";
import { layoutOf } from "../../src/storage/embedded/layout.ts";
import { birthMark, processesIn, signalProcess } from "../../src/storage/embedded/processes.ts";
import { lockHolder, takeProcessLock } from "../../src/storage/embedded/process-lock.ts";
import { scratchFolder } from "./scratch.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of the database server of this run; nothing is in it before a test asks for a database. */
    clusterFolder: string;
  }
}

const root = path.join(scratchFolder(), `tisser-tests-${process.getuid?.() ?? 0}`);

/** Gives the run a folder for its database server, which starts when first asked for, and stops it at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  mkdirSync(root, { recursive: true, mode: 0o711 });
  await clearStale();
  const run = path.join(root, `${process.pid}`);
  mkdirSync(run, { recursive: true, mode: 0o711 });
  const lock = takeProcessLock(path.join(run, "run.json"), {});
  if (!lock.taken) throw new Error(`the folder ${run} belongs to a living run`);
  project.provide("clusterFolder", path.join(run, "cluster"));
  return async () => remove(run);
}

/** Clears what runs that were killed left behind: their servers and their folders. */
async function clearStale(): Promise<void> {
  for (const name of readdirSync(root)) {
    const run = path.join(root, name);
    const isYoung = birthMark(Number(name)) !== null;
    if (lockHolder(path.join(run, "run.json")) === null && !isYoung) await remove(run);
  }
}

async function remove(run: string): Promise<void> {
  const layout = layoutOf(path.join(run, "cluster"));
  const running = findRunning(layout);
  if (running !== null) await stopPostmaster(running.pid, 3_000);
  for (const pid of leftIn(layout.database)) signalProcess(pid, "SIGKILL");
  rmSync(run, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

function leftIn(folder: string): readonly number[] {
  try {
    return processesIn(folder);
  } catch {
    return []; // no such folder: no database was asked for
  }
}
