import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { afterAll } from "vitest";
import { randomId, type TenantId } from "#base";
import { openStore, silentLog, withTransaction, layoutOf } from "#storage";
import { findRunning, stopPostmaster } from "../../src/storage/embedded/postmaster.ts";
import { processesIn, signalProcess, waitUntil } from "../../src/storage/embedded/processes.ts";

/** User of no one, under which an ordinary user's start is tried when the tests run as root. */
export const nobody = 65_534;
export const isRoot = process.getuid?.() === 0;

const made: string[] = [];

/** A temporary folder, removed at the end, with whatever database still runs in it. */
export function temporaryFolder(name = "tisser-durability-", mode = 0o755): string {
  const folder = mkdtempSync(path.join(tmpdir(), name));
  chmodSync(folder, mode);
  made.push(folder);
  return folder;
}

afterAll(async () => {
  for (const folder of made.splice(0)) {
    for (const name of ["", "data"]) await stopDatabase(path.join(folder, name));
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
});

let original: Promise<string> | null = null;

async function makeOriginal(): Promise<string> {
  const dataDir = path.join(temporaryFolder(), "original");
  const store = await openStore({ dataDir, mode: "serve", log: silentLog });
  await store.close();
  return dataDir;
}

/** A data folder under `parent` with a database of today's schema, stopped: a copy, which is quicker than a first start. */
export async function preparedFolder(parent: string = temporaryFolder()): Promise<string> {
  original ??= makeOriginal();
  const from = await original;
  const dataDir = path.join(parent, "data");
  mkdirSync(parent, { recursive: true });
  const { status, stderr } = spawnSync("cp", ["-a", from, dataDir], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return dataDir;
}

/** Ends the database of a data folder, if one runs there. */
export async function stopDatabase(dataDir: string): Promise<void> {
  const layout = layoutOf(dataDir);
  if (!existsSync(layout.database)) return;
  const running = findRunning(layout);
  if (running !== null) await stopPostmaster(running.pid, 5_000);
}

/** The process of the database of a data folder. */
export function databasePid(dataDir: string): number {
  const running = findRunning(layoutOf(dataDir));
  if (running === null) throw new Error("no database runs there");
  return running.pid;
}

/** Kills every process of the database at once, as a power cut of that program would. */
export function killDatabase(dataDir: string): void {
  for (const pid of processesIn(layoutOf(dataDir).database)) signalProcess(pid, "SIGKILL");
}

/** What the writer said: its event and details. */
export interface Said {
  readonly event: "ready" | "away" | "stopped" | "failed";
  readonly code?: string;
  readonly status?: number;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** A running writer (see `writer.ts`). */
export interface Writer {
  readonly child: ChildProcess;
  readonly said: readonly Said[];
  /** Waits for an event. @throws when the writer ended, or said nothing of the kind in 30 seconds. */
  readonly expect: (event: Said["event"]) => Promise<Said>;
  /** Waits until the process has ended. */
  readonly ended: Promise<void>;
}

/** Where a writer writes: the data folder, the file of what was acknowledged, the territory. */
export interface Target {
  readonly dataDir: string;
  readonly acknowledged: string;
  readonly tenantId: TenantId;
}

/** A new target; under `parent`, or in a temporary folder. */
export function newTarget(parent = temporaryFolder()): Target {
  return {
    dataDir: path.join(parent, "data"),
    acknowledged: path.join(parent, "acknowledged.txt"),
    tenantId: randomId<"tenant">(),
  };
}

/** Starts a writer, as another user when told. */
export function startWriter(target: Target, uid?: number): Writer {
  const script = new URL("./writer.ts", import.meta.url).pathname;
  const wanted = [
    `--data=${target.dataDir}`,
    `--acknowledged=${target.acknowledged}`,
    `--tenant=${target.tenantId}`,
  ];
  const child = spawn(process.execPath, [decodeURIComponent(script), ...wanted], {
    stdio: ["ignore", "pipe", "inherit"],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const said: Said[] = [];
  let rest = "";
  child.stdout.on("data", (part: Buffer) => {
    const lines = (rest + part.toString()).split("\n");
    rest = lines.pop() ?? "";
    said.push(...lines.map((line) => JSON.parse(line) as Said));
  });
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
  });
  const find = (event: Said["event"]): Said | undefined => said.find((fact) => fact.event === event);
  const expect = async (event: Said["event"]): Promise<Said> => {
    await waitUntil(() => find(event) !== undefined || child.exitCode !== null, 30_000);
    const found = find(event);
    if (found === undefined) throw new Error(`the writer did not say ${event}: ${JSON.stringify(said)}`);
    return found;
  };
  return { child, said, expect, ended };
}

/** Keys of the rows that were acknowledged. */
export function acknowledgedKeys({ acknowledged }: Target): readonly string[] {
  return existsSync(acknowledged) ? readFileSync(acknowledged, "utf8").split("\n").filter(Boolean) : [];
}

/** Waits until the writer has acknowledged more rows. */
export async function waitForMore(target: Target, rows: number): Promise<void> {
  const before = acknowledgedKeys(target).length;
  if (!(await waitUntil(() => acknowledgedKeys(target).length >= before + rows, 30_000, 20)))
    throw new Error("no more rows were acknowledged");
}

/** Opens the database again and tells which acknowledged rows it does not have. */
export async function lostKeys(target: Target): Promise<readonly string[]> {
  const store = await openStore({ dataDir: target.dataDir, mode: "attach", log: silentLog });
  try {
    const scope = { tenantId: target.tenantId, controllerIds: [], actorId: null };
    const rows = await withTransaction(store.app, scope, async (tx) => {
      const found = await sql<{ key: string }>`select key from idempotency`.execute(tx);
      return new Set(found.rows.map(({ key }) => key));
    });
    return acknowledgedKeys(target).filter((key) => !rows.has(key));
  } finally {
    await store.close();
  }
}

/** Mounts a small file system of memory on a folder; tells whether that was allowed. */
export function mountMemory(folder: string, options: string): boolean {
  mkdirSync(folder, { recursive: true });
  return spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder]).status === 0;
}

/** Mounts it again with other options. */
export function remount(folder: string, options: string): void {
  const { status } = spawnSync("mount", ["-o", `remount,${options}`, folder]);
  if (status !== 0) throw new Error("could not mount again");
}

/** Takes it off. */
export function unmount(folder: string): void {
  spawnSync("umount", ["-l", folder]);
}

/** Gives a folder to the user of no one. */
export function giveToNobody(folder: string): void {
  chownSync(folder, nobody, nobody);
}
