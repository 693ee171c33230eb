import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { randomId } from "#base";
import {
  acquireServeLock,
  layoutOf,
  migrate,
  openStore,
  readMigrations,
  servingProcess,
  silentLog,
  startCluster,
  makePools,
  type Store,
} from "#storage";
import { addressesIn } from "../support/cluster.ts";
import { isAlive, waitUntil } from "../../src/storage/embedded/processes.ts";
import {
  acknowledgedKeys,
  databasePid,
  giveToNobody,
  isRoot,
  lostKeys,
  newTarget,
  preparedFolder,
  nobody,
  startWriter,
  temporaryFolder,
  waitForMore,
} from "./harness.ts";

function open(dataDir: string, mode: "serve" | "attach" = "serve"): Promise<Store> {
  return openStore({ dataDir, mode, log: silentLog });
}

async function version(store: Store): Promise<string> {
  const { rows } = await sql<{
    version: string;
  }>`select current_setting('server_version') as version`.execute(store.app);
  return rows[0]?.version ?? "";
}

describe("starting the embedded database", () => {
  it("works in a path with spaces and accents, is private to its user, and starts quickly the second time", async () => {
    const dataDir = path.join(temporaryFolder("tisser été 'à l’école' "), "données d'ici");
    const times: number[] = [];
    for (let start = 0; start < 2; start += 1) {
      const before = performance.now();
      const store = await open(dataDir);
      times.push(Math.round(performance.now() - before));
      expect(await version(store)).toMatch(/^18\./);
      const { pid } = { pid: databasePid(dataDir) };
      await store.close();
      expect(isAlive(pid)).toBe(false);
    }
    console.log(`first start ${times[0]} ms, second ${times[1]} ms`);
    // Some 0.4 s on quiet cores; beyond ten the second start would be making everything anew.
    expect(times[1]).toBeLessThan(10_000);
    expect(statSync(layoutOf(dataDir).secretsFile).mode & 0o777).toBe(0o600);
    expect(statSync(layoutOf(dataDir).database).mode & 0o777).toBe(0o700);
  });

  it("works under a parent that only its owner may enter", async () => {
    const dataDir = path.join(temporaryFolder("tisser-private-", 0o700), "data");
    const store = await open(dataDir);
    expect(await store.isReady()).toBe(true);
    await store.close();
    expect(await store.isReady()).toBe(false);
    const again = await open(dataDir);
    expect(await again.isReady()).toBe(true);
    await again.close();
  });

  it("works in a path too long for a socket, and clears the socket's folder name the same way each time", async () => {
    const dataDir = await preparedFolder(path.join(temporaryFolder(), "a".repeat(60), "b".repeat(60)));
    const store = await open(dataDir);
    expect(store.info.host).not.toContain("bbb");
    expect(await store.isReady()).toBe(true);
    await store.close();
    expect(existsSync(store.info.host)).toBe(false);
  });

  it.runIf(isRoot)("works for an ordinary user", async () => {
    const parent = temporaryFolder();
    giveToNobody(parent);
    const target = newTarget(parent);
    const writer = startWriter(target, nobody);
    await writer.expect("ready");
    await waitForMore(target, 5);
    writer.child.kill("SIGTERM");
    await writer.expect("stopped");
    expect(statSync(layoutOf(target.dataDir).database).uid).toBe(nobody);
    // Root may look after it later without taking it away from its user.
    expect(await lostKeys(target)).toEqual([]);
    expect(acknowledgedKeys(target).length).toBeGreaterThan(0);
  });

  it("does not mistake half a first start for a database", async () => {
    const dataDir = path.join(temporaryFolder(), "data");
    const unfinished = `${layoutOf(dataDir).database}.unfinished`;
    mkdirSync(unfinished, { recursive: true });
    writeFileSync(path.join(unfinished, "PG_VERSION"), "18\n");
    const store = await open(dataDir);
    expect(await store.isReady()).toBe(true);
    await store.close();
    expect(existsSync(unfinished)).toBe(false);
  });

  it("finds its way again when the passwords were lost", async () => {
    const dataDir = await preparedFolder();
    rmSync(layoutOf(dataDir).secretsFile);
    const store = await open(dataDir);
    expect(await store.isReady()).toBe(true);
    await store.close();
  });
});

describe("a folder from which something is gone", () => {
  it("is given new passwords when its own are those of another database, as after a restore", async () => {
    const dataDir = await preparedFolder();
    const { secretsFile } = layoutOf(dataDir);
    writeFileSync(secretsFile, JSON.stringify({ owner: "another", login: "another" }), { mode: 0o600 });
    const store = await open(dataDir);
    expect(await store.isReady()).toBe(true);
    await store.close();
  });

  it("is never replaced by an empty database", async () => {
    const dataDir = await preparedFolder();
    const { database } = layoutOf(dataDir);
    renameSync(database, `${database}-away`);
    await expect(open(dataDir)).rejects.toMatchObject({ code: "storage.databaseMissing" });
    expect(existsSync(database)).toBe(false);
    renameSync(`${database}-away`, database);
    const store = await open(dataDir);
    expect(await store.isReady()).toBe(true);
    await store.close();
  });
});

describe("two processes on one folder", () => {
  it("attaches to the database of a program that was killed, and goes on writing", async () => {
    const target = newTarget();
    await preparedFolder(path.dirname(target.dataDir));
    const first = startWriter(target);
    await first.expect("ready");
    await waitForMore(target, 5);
    const orphan = databasePid(target.dataDir);
    first.child.kill("SIGKILL");
    await first.ended;
    expect(isAlive(orphan)).toBe(true);
    const second = startWriter(target);
    await second.expect("ready");
    expect(databasePid(target.dataDir)).toBe(orphan);
    await waitForMore(target, 5);
    second.child.kill("SIGTERM");
    await second.expect("stopped");
    expect(isAlive(orphan)).toBe(false);
    expect(await lostKeys(target)).toEqual([]);
  });

  it("refuses a second server, naming port and process, while a command may attach and leaves it running", async () => {
    const target = newTarget();
    await preparedFolder(path.dirname(target.dataDir));
    const first = startWriter(target);
    await first.expect("ready");
    const second = startWriter(target);
    expect(await second.expect("failed")).toEqual({
      event: "failed",
      code: "storage.alreadyServing",
      params: { port: 4321, pid: first.child.pid },
    });
    const pid = databasePid(target.dataDir);
    const command = await open(target.dataDir, "attach");
    expect(await command.isReady()).toBe(true);
    await command.close();
    expect(databasePid(target.dataDir)).toBe(pid);
    await waitForMore(target, 5);
    first.child.kill("SIGTERM");
    await first.expect("stopped");
    expect(isAlive(pid)).toBe(false);
    expect(servingProcess(target.dataDir)).toBeNull();
  });

  it("is not fooled by a lock whose process number went to another process", () => {
    const dataDir = path.join(temporaryFolder(), "data");
    mkdirSync(dataDir);
    const file = path.join(dataDir, "serve.json");
    const born = { pid: process.pid, birth: "another-boot/1", port: 1, startedAt: "" };
    writeFileSync(file, JSON.stringify(born));
    acquireServeLock(dataDir, { port: 80, startedAt: "" })();
    for (const left of ["", "{", JSON.stringify({ ...born, pid: 4_194_303 })]) {
      writeFileSync(file, left);
      acquireServeLock(dataDir, { port: 80, startedAt: "" })();
      expect(existsSync(file)).toBe(false);
    }
  });

  it("opens together from two sides at once on an empty folder", async () => {
    const dataDir = path.join(temporaryFolder(), "data");
    const [one, two] = await Promise.all([open(dataDir, "attach"), open(dataDir, "attach")]);
    expect(await Promise.all([one.isReady(), two.isReady()])).toEqual([true, true]);
    await Promise.all([one.close(), two.close()]);
  });
});

describe("folders of other versions", () => {
  it("refuses a database newer than the program, and changes nothing", async () => {
    const dataDir = await preparedFolder();
    const store = await open(dataDir);
    await sql`insert into schema_migration (number, name, sha256) values (9999, '9999-later', 'x')`.execute(
      store.admin,
    );
    await store.close();
    await expect(open(dataDir)).rejects.toMatchObject({
      code: "storage.schemaNewer",
      params: { database: 9999 },
    });
    expect(() => databasePid(dataDir)).toThrow("no database runs");
  });

  it("brings an older database up to date, keeping what is in it", async () => {
    const dataDir = path.join(temporaryFolder(), "data");
    const migrations = readMigrations();
    const cluster = await startCluster({ dataDir, log: silentLog });
    const pools = makePools(addressesIn(cluster), silentLog);
    await migrate(pools.admin(), { log: silentLog, migrations: migrations.slice(0, 1) });
    await sql`create table kept (id integer)`.execute(pools.admin());
    await sql`insert into kept values (7)`.execute(pools.admin());
    await pools.end();
    await cluster.stop();
    const store = await open(dataDir);
    const kept = await sql`select id from kept`.execute(store.admin);
    expect(kept.rows).toEqual([{ id: 7 }]);
    const applied = await sql`select number from schema_migration order by number`.execute(store.admin);
    expect(applied.rows).toEqual(migrations.map(({ number }) => ({ number })));
    await store.close();
  });

  it("refuses the files of another major version, and names the way out", async () => {
    const dataDir = await preparedFolder();
    renameSync(layoutOf(dataDir).database, path.join(dataDir, "pg17"));
    await expect(open(dataDir)).rejects.toMatchObject({
      code: "storage.otherMajorVersion",
      params: { found: "pg17", expected: "pg18" },
    });
  });
});

describe("PostgreSQL's own log", () => {
  it("repeats nothing of what was written or refused", async () => {
    const dataDir = await preparedFolder();
    const store = await open(dataDir);
    const canary = `canary-${randomId<"row">()}`;
    const refused = [
      sql`select ${canary}::uuid`,
      sql`select ${sql.lit(canary)}::int`,
      sql`insert into idempotency (tenant_id, actor) values (null, ${canary})`,
      sql.raw(`select '${canary}' from nowhere`),
    ];
    for (const query of refused) await expect(query.execute(store.app)).rejects.toThrow(Error);
    await store.close();
    expect(readFileSync(layoutOf(dataDir).logFile, "utf8")).not.toContain(canary);
  });

  it("starts even when the folder was made private afterwards", async () => {
    const parent = temporaryFolder();
    const dataDir = await preparedFolder(parent);
    chmodSync(parent, 0o700);
    const store = await open(dataDir);
    expect(await waitUntil(() => isAlive(databasePid(dataDir)), 1_000)).toBe(true);
    await store.close();
  });
});
