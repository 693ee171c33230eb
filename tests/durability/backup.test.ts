import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMilliseconds, randomId, toInstant, type Instant, type TenantId } from "#base";
import {
  appendAudit,
  backup,
  layoutOf,
  openStore,
  prune,
  restore,
  silentLog,
  verifyAudit,
  withTransaction,
  writeAnchor,
  type RestoreOptions,
  type Store,
} from "#storage";
import { swapDatabase } from "../../src/storage/embedded/swap.ts";
import { makeHome, nameOf, somebody } from "../../src/storage/vault/vault.testing.ts";
import { killDatabase, preparedFolder, temporaryFolder } from "./harness.ts";

const clock = (): Instant => toInstant(new Date());
const tenantId = randomId<"tenant">() as TenantId;
const openCanary = "canari-en-clair-7c1e";
const sealedCanary = "canari-scelle-93ab";

const root = temporaryFolder();
const dir = path.join(root, "sauve garde é");
const home = makeHome();
const vault = await home.open();
const [person, erased] = [somebody(tenantId), somebody(tenantId)];
afterAll(home.remove);

let dataDir = "";

async function withStore<Result>(folder: string, run: (store: Store) => Promise<Result>): Promise<Result> {
  const store = await openStore({ dataDir: folder, mode: "serve", log: silentLog });
  try {
    return await run(store);
  } finally {
    await store.close();
  }
}

const rowsOf = (store: Store): Promise<readonly string[]> =>
  sql<{ row: string }>`select t::text as row from kept t order by id`
    .execute(store.admin)
    .then(({ rows }) => rows.map(({ row }) => row));

async function addRows(store: Store, from: number, to: number): Promise<void> {
  await sql`insert into kept (id, words) select i, 'ligne ' || i from generate_series(${sql.lit(from)}, ${sql.lit(to)}) i`.execute(
    store.admin,
  );
  await withTransaction(store.app, { tenantId, controllerIds: [], actorId: null }, (tx) =>
    appendAudit(tx, {
      at: clock(),
      actor: { kind: "operator", id: null },
      action: "test.add",
      kind: "rows",
      ids: [],
    }),
  );
}

async function putBack(options: Partial<RestoreOptions> & { folder?: string; from?: string } = {}) {
  const { folder = dataDir, from = dir, ...rest } = options;
  return restore({ dataDir: folder }, from, { clock, afterRestore: async () => {}, ...rest });
}

/** Paths and sizes of everything that a restore must not touch. */
function picture(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((name) => !/^(run|serve\.json)/.test(name))
    .toSorted();
}

/** All bytes below a folder, the compressed ones opened. */
function bytesOf(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Buffer.concat(
    files.map((entry) => {
      const bytes = readFileSync(path.join(entry.parentPath, entry.name));
      return entry.name.endsWith(".gz") ? gunzipSync(bytes) : bytes;
    }),
  );
}

describe("a backup of the embedded database", () => {
  let before: readonly string[] = [];

  beforeAll(async () => {
    dataDir = await preparedFolder(path.join(root, "données"));
    for (const somebodyKnown of [person, erased]) await vault.createPersonKey(somebodyKnown);
    await withStore(dataDir, async (store) => {
      await sql`create table kept (id integer primary key, person uuid, words text, sealed bytea)`.execute(
        store.admin,
      );
      const sealed = Buffer.from(vault.seal(nameOf(person), sealedCanary));
      await sql`insert into kept values (-1, ${person.personId}, ${openCanary}, ${sealed}), (-2, ${erased.personId}, 'x', ${sealed})`.execute(
        store.admin,
      );
      await addRows(store, 1, 500);
      await writeAnchor(store.admin, path.join(dataDir, "anchors"), clock());
      await backup(store, dir, { clock });
      before = await rowsOf(store);
    });
  });

  it("shows no sealed word in clear, in its files, its rows and its WAL, nor any key", async () => {
    const [name = ""] = readdirSync(dir);
    const folder = path.join(dir, name);
    for (const part of ["cluster", "rows", "wal"]) {
      const bytes = bytesOf(path.join(folder, part));
      expect(bytes.includes(openCanary), part).toBe(true);
      expect(bytes.includes(sealedCanary), part).toBe(false);
    }
    expect(bytesOf(path.join(dataDir, "wal")).includes(openCanary)).toBe(true);
    expect(bytesOf(path.join(dataDir, "wal")).includes(sealedCanary)).toBe(false);
    const all = bytesOf(folder);
    const keys = JSON.stringify(JSON.parse(readFileSync(home.keysFile, "utf8"))).match(/[\w+/-]{40,}/g) ?? [];
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) expect(all.includes(key)).toBe(false);
    expect(all.includes(readFileSync(path.join(home.folder, "persons.bundle")).subarray(0, 64))).toBe(false);
  });

  it("brings back a moment after it: all rows that were deleted since, and the former files put aside", async () => {
    const { noted, wanted } = await withStore(dataDir, async (store) => {
      await addRows(store, 501, 550);
      const rows = await rowsOf(store);
      await new Promise((resolve) => setTimeout(resolve, 20));
      const moment = clock();
      await new Promise((resolve) => setTimeout(resolve, 20));
      await sql`delete from kept`.execute(store.admin);
      return { noted: moment, wanted: rows };
    });
    expect(wanted).toHaveLength(552);
    const report = await putBack({ to: noted });
    expect(report).toMatchObject({
      restoredTo: noted,
      rows: null,
      audit: { isWhole: true, entries: 2, anchors: 1 },
    });
    expect(readdirSync(report.aside ?? "").toSorted()).toEqual(["database.json", "pg18", "wal"]);
    await withStore(dataDir, async (store) => {
      expect(await rowsOf(store)).toEqual(wanted);
      await addRows(store, 551, 560);
      const audit = await verifyAudit(store.admin, path.join(dataDir, "anchors"));
      expect(audit).toMatchObject({ isWhole: true, entries: 3, anchors: 2 });
    });
  });

  it("is refused while a server uses the data folder", async () => {
    await withStore(dataDir, async () => {
      await expect(putBack()).rejects.toMatchObject({ code: "backup.dataFolderInUse" });
    });
  });

  it("says which moments can be brought back, when another is asked for", async () => {
    const untouched = picture(dataDir);
    const manifest = JSON.parse(
      readFileSync(path.join(dir, readdirSync(dir)[0] ?? "", "manifest.json"), "utf8"),
    );
    const from = manifest.cluster.copiedAt as Instant;
    for (const to of [addMilliseconds(from, -1), addMilliseconds(clock(), 3_600_000)]) {
      await expect(putBack({ to })).rejects.toMatchObject({
        code: "backup.timeOutOfRange",
        params: { from },
      });
    }
    expect(picture(dataDir)).toEqual(untouched);
    const machine = path.join(root, "autre machine");
    const late = putBack({ folder: machine, to: clock() });
    await expect(late).rejects.toMatchObject({ code: "backup.timeOutOfRange", params: { from } });
    expect(existsSync(layoutOf(machine).database)).toBe(false);
  });

  it("is refused by its hashes when one byte of a file was changed, and nothing is touched", async () => {
    const untouched = picture(dataDir);
    const cluster = path.join(dir, readdirSync(dir)[0] ?? "", "cluster");
    const file = path.join(cluster, "global", "pg_filenode.map");
    const original = readFileSync(file);
    const altered = Buffer.from(original);
    altered[100] = (altered[100] ?? 0) ^ 1;
    writeFileSync(file, altered);
    await expect(putBack()).rejects.toMatchObject({ code: "backup.fileAltered" });
    writeFileSync(file, original);
    renameSync(file, `${file}.away`);
    await expect(putBack()).rejects.toMatchObject({ code: "backup.fileAltered" });
    renameSync(`${file}.away`, file);
    expect(picture(dataDir)).toEqual(untouched);
    await withStore(dataDir, async (store) => expect(await rowsOf(store)).toHaveLength(562));
  });

  it("does not bring back an erased person; and when erasing again fails, nothing is restored", async () => {
    const machine = path.join(root, "nouvelle machine");
    await vault.erasePerson(erased, clock(), async () => "deleted");
    const failing = putBack({
      folder: machine,
      afterRestore: () => Promise.reject(new Error("ledger away")),
    });
    await expect(failing).rejects.toThrow("ledger away");
    expect(existsSync(layoutOf(machine).database)).toBe(false);
    const report = await putBack({
      folder: machine,
      afterRestore: async (store) => {
        await vault.replayErasures(async ({ personId }) => {
          await sql`delete from kept where person = ${personId}`.execute(store.admin);
        });
      },
    });
    expect(report).toMatchObject({ aside: null, audit: { isWhole: true, entries: 1 } });
    await withStore(machine, async (store) => {
      expect(await rowsOf(store)).toEqual(before.filter((row) => !row.includes(erased.personId)));
    });
  });

  it("brings back what was committed just before the database was killed, archived or not", async () => {
    const store = await openStore({ dataDir, mode: "attach", log: silentLog });
    const again = path.join(root, "encore");
    await backup(store, again, { clock });
    await addRows(store, 561, 570);
    const wanted = await rowsOf(store);
    killDatabase(dataDir);
    await store.close();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await putBack({ from: again, to: clock() });
    await withStore(dataDir, async (restored) => expect(await rowsOf(restored)).toEqual(wanted));
  });

  it("takes its place in the end, even when the last step of the restore was killed", async () => {
    const layout = layoutOf(dataDir);
    const staged = layoutOf(path.join(dataDir, "restoring"));
    const wanted = await withStore(dataDir, rowsOf);
    mkdirSync(staged.dataDir);
    renameSync(layout.database, staged.database);
    writeFileSync(path.join(dataDir, "swap.json"), JSON.stringify({ aside: "aside", staged: "restoring" }));
    await withStore(dataDir, async (store) => expect(await rowsOf(store)).toEqual(wanted));
    expect(existsSync(staged.dataDir)).toBe(false);
    expect(existsSync(path.join(dataDir, "swap.json"))).toBe(false);
    expect(() => swapDatabase(path.join(root, "nowhere"), { aside: "a", staged: "b" })).toThrow("ENOENT");
  });

  it("grows old and is deleted, but never the newest, nor the WAL that one still needs", async () => {
    const later = addMilliseconds(clock(), 40 * 86_400_000);
    const again = path.join(root, "encore");
    const count = readdirSync(path.join(dataDir, "wal")).length;
    expect(await prune(dataDir, again, { now: clock(), keepDays: 30 })).toEqual({ backups: 0, segments: 0 });
    await withStore(dataDir, async (store) => {
      await backup(store, again, { clock });
      await backup(store, again, { clock });
    });
    expect(readdirSync(path.join(dataDir, "wal")).length).toBeGreaterThan(count);
    const report = await prune(dataDir, again, { now: later, keepDays: 30 });
    expect(report.backups).toBe(2);
    expect(report.segments).toBeGreaterThan(0);
    await putBack({ from: again });
  });
});
