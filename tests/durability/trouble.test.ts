import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, describe, expect, it } from "vitest";
import { TisserError, randomId, type Instant, type TenantId } from "#base";
import { keepReceipt, layoutOf, openStore, silentLog, withTransaction, type Store } from "#storage";
import { processesIn, signalProcess } from "../../src/storage/embedded/processes.ts";
import {
  databasePid,
  giveToNobody,
  isRoot,
  killDatabase,
  mountMemory,
  newTarget,
  preparedFolder,
  nobody,
  remount,
  startWriter,
  stopDatabase,
  temporaryFolder,
  unmount,
} from "./harness.ts";

const now = "2026-11-21T08:30:00.000Z" as Instant;
const mounted: string[] = [];
afterAll(async () => {
  for (const folder of mounted) {
    await stopDatabase(path.join(folder, "data"));
    unmount(folder);
  }
});

/** A small disk of memory; null, with a notice, where mounting is not allowed. */
function smallDisk(megabytes: number): string | null {
  const folder = path.join(temporaryFolder(), "disk");
  if (isRoot && mountMemory(folder, `size=${megabytes}m,mode=755`)) {
    mounted.push(folder);
    return folder;
  }
  console.warn("NOTICE: no small disk can be mounted here; a full disk is not tried");
  return null;
}

function open(dataDir: string): Promise<Store> {
  return openStore({ dataDir, mode: "serve", log: silentLog });
}

/** Writes a row; the code of the refusal, or null when it was acknowledged. */
async function write(store: Store, tenantId: TenantId, kilobytes = 1): Promise<string | null> {
  const key = { tenantId, actor: "tester", action: "trouble", key: randomId<"row">() };
  // Noise, so that it cannot be pressed together.
  const noise = Array.from({ length: kilobytes * 28 }, () => randomId<"noise">());
  try {
    await withTransaction(store.app, { tenantId, controllerIds: [], actorId: null }, (tx) =>
      keepReceipt(tx, key, { digest: new Uint8Array(32), status: 200, receipt: { noise } }, now),
    );
    return null;
  } catch (error) {
    if (error instanceof TisserError) return error.code;
    throw error;
  }
}

/** Rows stored, as a new connection sees them; waits for the database if it is just coming back. */
async function rowCount(store: Store): Promise<number> {
  if (!(await store.isReady()))
    return new Promise((resolve) => setTimeout(() => resolve(rowCount(store)), 100));
  const { rows } = await sql<{ rows: number }>`select count(*) as rows from idempotency`.execute(store.admin);
  return rows[0]?.rows ?? -1;
}

/** Takes all the room that is left. */
function fillUp(folder: string): string {
  const file = path.join(folder, "filler");
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(file, Buffer.alloc(bavail * bsize));
  return file;
}

function isRunning(dataDir: string): boolean {
  try {
    return databasePid(dataDir) > 0;
  } catch {
    return false;
  }
}

/** Tries until it works again; the codes met on the way. */
async function writeAgain(store: Store, tenantId: TenantId): Promise<readonly string[]> {
  const codes: string[] = [];
  for (let attempt = 0; attempt < 150; attempt += 1) {
    const code = await write(store, tenantId);
    if (code === null) return codes;
    codes.push(code);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`it did not recover: ${codes.at(-1)}`);
}

describe("when the database goes away", () => {
  it("refuses with 503, then goes on by itself in the same process, every time", async () => {
    const dataDir = await preparedFolder();
    const store = await open(dataDir);
    const tenantId = randomId<"tenant">();
    const listener = await store.connect("app");
    let acknowledged = 0;
    for (let kill = 0; kill < 3; kill += 1) {
      const busy = Array.from({ length: 8 }, () => write(store, tenantId, 50));
      killDatabase(dataDir);
      const codes = await Promise.all(busy);
      expect(codes.every((code) => code === null || code === "storage.databaseAway")).toBe(true);
      expect((await writeAgain(store, tenantId)).every((code) => code === "storage.databaseAway")).toBe(true);
      acknowledged += codes.filter((code) => code === null).length + 1;
      expect(await store.isReady()).toBe(true);
    }
    expect(await rowCount(store)).toBeGreaterThanOrEqual(acknowledged);
    await listener.end().catch(() => {});
    await store.close();
  });

  it("survives the death of any one of its processes, and of the main one alone", async () => {
    const dataDir = await preparedFolder();
    const store = await open(dataDir);
    const tenantId = randomId<"tenant">();
    for (const choose of [
      (pids: readonly number[], main: number) => pids.filter((pid) => pid !== main).slice(0, 1),
      (pids: readonly number[], main: number) => pids.filter((pid) => pid !== main).slice(-1),
      (_: readonly number[], main: number) => [main],
    ]) {
      await writeAgain(store, tenantId);
      const pids = processesIn(layoutOf(dataDir).database);
      for (const pid of choose(pids, databasePid(dataDir))) signalProcess(pid, "SIGKILL");
      await writeAgain(store, tenantId);
    }
    while (!isRunning(dataDir)) await new Promise((resolve) => setTimeout(resolve, 50));
    await writeAgain(store, tenantId);
    expect(await rowCount(store)).toBeGreaterThanOrEqual(7);
    await store.close();
  });

  it("waits for files that vanished instead of serving an empty database in their place", async () => {
    const dataDir = await preparedFolder();
    const { database } = layoutOf(dataDir);
    const store = await open(dataDir);
    const tenantId = randomId<"tenant">();
    expect(await write(store, tenantId)).toBeNull();
    killDatabase(dataDir);
    renameSync(database, `${database}-away`);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await write(store, tenantId)).toBe("storage.databaseAway");
    expect(existsSync(database)).toBe(false);
    renameSync(`${database}-away`, database);
    await writeAgain(store, tenantId);
    expect(await rowCount(store)).toBeGreaterThanOrEqual(2);
    await store.close();
  });

  it("closes within ten seconds although a transaction is still open", async () => {
    const dataDir = await preparedFolder();
    const store = await open(dataDir);
    const scope = { tenantId: null, controllerIds: [], actorId: null };
    const stuck = withTransaction(store.app, scope, (tx) => sql`select pg_sleep(60)`.execute(tx));
    const refused = expect(stuck).rejects.toMatchObject({ code: "storage.databaseAway" });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const start = performance.now();
    await store.close();
    expect(performance.now() - start).toBeLessThan(10_000);
    await refused;
    expect(() => databasePid(dataDir)).toThrow("no database runs");
  });
});

describe("when the folder cannot be used", () => {
  it("says so of a folder that cannot be written to", async () => {
    const parent = temporaryFolder();
    const dataDir = path.join(parent, "data");
    mkdirSync(dataDir);
    if (!isRoot) {
      chmodSync(dataDir, 0o555);
      await expect(open(dataDir)).rejects.toMatchObject({ code: "storage.folderNotWritable" });
      return;
    }
    const writer = startWriter({ ...newTarget(parent), dataDir }, nobody);
    expect(await writer.expect("failed")).toEqual({
      event: "failed",
      code: "storage.folderNotWritable",
      params: { folder: dataDir },
    });
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it("says so of a disk that became read-only, and finds everything once it is writable again", async () => {
    const disk = smallDisk(200);
    if (disk === null) return;
    const dataDir = await preparedFolder(disk);
    const tenantId = randomId<"tenant">();
    const store = await open(dataDir);
    expect(await write(store, tenantId)).toBeNull();
    await store.close();
    remount(disk, "ro");
    await expect(open(dataDir)).rejects.toMatchObject({
      code: "storage.folderNotWritable",
      params: { folder: dataDir },
    });
    remount(disk, "rw");
    const again = await open(dataDir);
    expect(await rowCount(again)).toBe(1);
    await again.close();
  });

  it.runIf(isRoot)("says so of files that belong to another user", async () => {
    const parent = temporaryFolder();
    giveToNobody(parent);
    const target = newTarget(parent);
    mkdirSync(layoutOf(target.dataDir).database, { recursive: true });
    giveToNobody(target.dataDir);
    const writer = startWriter(target, nobody);
    expect(await writer.expect("failed")).toMatchObject({ code: "storage.folderOwnedByOther" });
  });
});

describe("when the disk is full", () => {
  it("says so at the first start and leaves nothing half made", async () => {
    const disk = smallDisk(30);
    if (disk === null) return;
    const dataDir = path.join(disk, "data");
    await expect(open(dataDir)).rejects.toMatchObject({ code: "storage.diskFull" });
    expect(existsSync(layoutOf(dataDir).database)).toBe(false);
    remount(disk, "size=200m");
    const store = await open(dataDir);
    expect(await store.isReady()).toBe(true);
    await store.close();
  });

  it("says so at a later start, and loses nothing", async () => {
    const disk = smallDisk(200);
    if (disk === null) return;
    const dataDir = await preparedFolder(disk);
    const tenantId = randomId<"tenant">();
    const store = await open(dataDir);
    expect(await write(store, tenantId)).toBeNull();
    await store.close();
    const filler = fillUp(disk);
    await expect(open(dataDir)).rejects.toMatchObject({ code: "storage.diskFull", status: 507 });
    rmSync(filler);
    const again = await open(dataDir);
    expect(await rowCount(again)).toBe(1);
    await again.close();
  });

  it("refuses writes while it is full, keeps what it acknowledged, and goes on when there is room", async () => {
    const disk = smallDisk(160);
    if (disk === null) return;
    const dataDir = await preparedFolder(disk);
    const tenantId = randomId<"tenant">();
    const store = await open(dataDir);
    expect(await write(store, tenantId)).toBeNull();
    const filler = fillUp(disk);
    let acknowledged = 1;
    let code: string | null = null;
    for (let row = 0; row < 400 && code === null; row += 1) {
      code = await write(store, tenantId, 100);
      if (code === null) acknowledged += 1;
    }
    expect(["storage.diskFull", "storage.databaseAway"]).toContain(code);
    rmSync(filler);
    const met = await writeAgain(store, tenantId);
    expect(met.every((found) => found === "storage.diskFull" || found === "storage.databaseAway")).toBe(true);
    // A refused row may be there all the same (the outcome was unknown); an acknowledged one must be.
    expect(await rowCount(store)).toBeGreaterThanOrEqual(acknowledged + 1);
    await store.close();
  });
});
