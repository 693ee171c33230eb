import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { layoutOf, openStore, silentLog, type Store } from "#storage";
import { processesIn, signalProcess } from "../../src/storage/embedded/processes.ts";
import { makeScratch } from "./scratch.ts";
import { placeWorld } from "./seeded-folder.ts";
import { environmentWith, runCommand, type CommandResult } from "./command.ts";
import { freePort } from "./server.ts";
import type { SeededTerritory, SeededUser } from "./session.ts";
import { root } from "./source-tree.ts";

/** Variables of the environment. */
export type Variables = Readonly<Record<string, string>>;

/** A data folder of its own, on which servers and commands are started one after the other. */
export interface Installation {
  readonly baseUrl: string;
  /** Folder around the data folder, removed at the end. */
  readonly folder: string;
  readonly dataDir: string;
  readonly outboxDir: string;
  /** Runs a command of `bin/tisser` to its end. */
  readonly run: (...args: readonly string[]) => Promise<CommandResult>;
  /** As {@link Installation.run}, with other variables beside its own. */
  readonly runWith: (variables: Variables, ...args: readonly string[]) => Promise<CommandResult>;
  /** Starts a command and leaves it running. */
  readonly begin: (...args: readonly string[]) => ChildProcess;
  /** Starts `serve` and waits until it is ready. */
  readonly start: (variables?: Variables) => Promise<Served>;
  /** Seeds a world of `examples/`. */
  readonly seed: (world: string) => Promise<readonly SeededTerritory[]>;
  /** Does something on the database as its owner. */
  readonly inDatabase: <Result>(work: (admin: Store["admin"]) => Promise<Result>) => Promise<Result>;
  /** Processes of the database of this folder. */
  readonly databaseProcesses: () => readonly number[];
  /** Ends whatever still runs here, and removes the folder. */
  readonly remove: () => Promise<void>;
}

/** A server that was started on an installation. */
export interface Served {
  readonly baseUrl: string;
  readonly pid: number;
  readonly output: () => string;
  readonly isRunning: () => boolean;
  /** SIGTERM; gives exit code (null when it took over 30 seconds) and milliseconds. */
  readonly stop: () => Promise<{ readonly code: number | null; readonly milliseconds: number }>;
  /** Kill -9 of the program, not of its database. */
  readonly kill: () => Promise<void>;
}

/** Makes an installation; nothing is started yet. */
export async function makeInstallation(variables: Variables = {}): Promise<Installation> {
  const folder = makeScratch("tisser installation é-");
  chmodSync(folder, 0o711);
  const [port, dataDir, outboxDir] = [await freePort(), join(folder, "data"), join(folder, "outbox")];
  const baseUrl = `http://localhost:${port}`;
  const own = {
    DATA_DIR: dataDir,
    OUTBOX_DIR: outboxDir,
    PORT: String(port),
    BASE_URL: baseUrl,
    RATE_LIMIT: "1000000",
    NODE_ENV: "test",
    LANG: "en_GB.UTF-8",
    ...variables,
  };
  const children = new Set<ChildProcess>();
  const begin = (more: Variables, args: readonly string[]): ChildProcess => {
    const child = spawn(join(root, "bin/tisser"), args, {
      env: environmentWith({ ...own, ...more }),
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.add(child);
    return child;
  };
  const databaseProcesses = (): readonly number[] =>
    existsSync(layoutOf(dataDir).database) ? processesIn(layoutOf(dataDir).database) : [];
  const run: Installation["run"] = async (...args) => runCommand(args, own);
  return {
    baseUrl,
    folder,
    dataDir,
    outboxDir,
    run,
    runWith: async (more, ...args) => runCommand(args, { ...own, ...more }),
    begin: (...args) => begin({}, args),
    start: async (more = {}) => served(begin(more, ["serve"]), more["BASE_URL"] ?? baseUrl),
    seed: async (world) => {
      const seeded = await placeWorld(join(root, "examples", world), dataDir, variables["PROFILE"]);
      writeFileSync(join(folder, "seeded.json"), JSON.stringify(seeded));
      return (seeded as { readonly territories: readonly SeededTerritory[] }).territories;
    },
    inDatabase: async (work) => {
      const store = await openStore({ dataDir, mode: "attach", log: silentLog });
      try {
        return await work(store.admin);
      } finally {
        await store.close();
      }
    },
    databaseProcesses,
    remove: async () => {
      for (const child of children) child.kill("SIGKILL");
      for (const pid of databaseProcesses()) signalProcess(pid, "SIGKILL");
      await pause(200);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

async function served(child: ChildProcess, baseUrl: string): Promise<Served> {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (text += String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  while (!(await isReady(baseUrl))) {
    if (!isRunning()) throw new Error(`serve ended with ${child.exitCode}:\n${text}`);
    await pause(100);
  }
  return {
    baseUrl,
    pid: child.pid ?? 0,
    output: () => text,
    isRunning,
    stop: async () => {
      const started = performance.now();
      child.kill("SIGTERM");
      const code = await Promise.race([ended, pause(30_000, null, { ref: false })]);
      return { code, milliseconds: performance.now() - started };
    },
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Whether a server says that it is ready. */
export async function isReady(baseUrl: string): Promise<boolean> {
  try {
    return (await fetch(`${baseUrl}/health/ready`)).ok;
  } catch {
    return false;
  }
}

/** A user of a seeded world. @throws Error when it has no such user. */
export function seededUser(
  territories: readonly SeededTerritory[],
  territory: string,
  slug: string,
): SeededUser {
  const found = territories.find((one) => one.slug === territory)?.users.find((user) => user.slug === slug);
  if (!found) throw new Error(`no user ${slug} in ${territory}`);
  return found;
}

/** Id of a person of a seeded world. @throws Error when it has no such person. */
export function seededPerson(
  territories: readonly SeededTerritory[],
  territory: string,
  slug: string,
): string {
  const found = territories
    .find((one) => one.slug === territory)
    ?.persons.find((person) => person.slug === slug);
  if (!found) throw new Error(`no person ${slug} in ${territory}`);
  return found.id;
}
