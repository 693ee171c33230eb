import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, describe, expect, it } from "vitest";
import { silentLog } from "../../src/storage/log.ts";
import { openStore } from "../../src/storage/open-store.ts";
import { layoutOf, walArchiveFolder, walArchiveMarker } from "../../src/storage/embedded/layout.ts";
import { readPostmasterFile, findRunning } from "../../src/storage/embedded/postmaster.ts";
import {
  isAlive,
  isNumberTaken,
  processesIn,
  signalProcess,
  waitUntil,
} from "../../src/storage/embedded/processes.ts";

const parent = mkdtempSync(path.join(tmpdir(), "tisser été "));
chmodSync(parent, 0o755);
const dataDir = path.join(parent, "data");
const layout = layoutOf(dataDir);
afterAll(async () => {
  for (const pid of processesIn(layout.database)) signalProcess(pid, "SIGKILL");
  await waitUntil(() => processesIn(layout.database).length === 0, 5_000);
  rmSync(parent, { recursive: true, force: true });
});

const open = () => openStore({ dataDir, mode: "serve", log: silentLog });
const archived = () => readdirSync(walArchiveFolder(dataDir)).filter((name) => /^[0-9A-F]{24}$/.test(name));

describe("the embedded PostgreSQL", () => {
  it("keeps finished WAL segments only while the marker is there", async () => {
    const store = await open();
    const finishSegment = async (): Promise<string> => {
      await sql`create table if not exists busy (id int)`.execute(store.admin);
      await sql`insert into busy values (1)`.execute(store.admin);
      const { rows } = await sql<{ name: string }>`
        select pg_walfile_name(pg_current_wal_insert_lsn()) as name, pg_switch_wal()`.execute(store.admin);
      return rows[0]?.name ?? "";
    };
    const isHandled = async (): Promise<boolean> => {
      const { rows } = await sql<{
        last: string | null;
      }>`select last_archived_wal as last from pg_stat_archiver`.execute(store.admin);
      return rows[0]?.last !== null;
    };
    await finishSegment();
    for (let step = 0; step < 100 && !(await isHandled()); step += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await isHandled()).toBe(true);
    expect(archived()).toEqual([]);
    writeFileSync(walArchiveMarker(dataDir), "");
    const name = await finishSegment();
    expect(await waitUntil(() => archived().includes(name), 10_000, 50)).toBe(true);
    rmSync(walArchiveMarker(dataDir));
    await store.close();
  });

  it("opens no network port", async () => {
    const store = await open();
    const { rows } = await sql`select current_setting('listen_addresses') as addresses,
      current_setting('fsync') as fsync, current_setting('data_checksums') as checksums,
      current_setting('timezone') as timezone, current_setting('server_encoding') as encoding`.execute(
      store.admin,
    );
    expect(rows).toEqual([
      { addresses: "", fsync: "on", checksums: "on", timezone: "UTC", encoding: "UTF8" },
    ]);
    await store.close();
  });

  it("starts over a lock whose number belongs to a stranger now", async () => {
    const stranger = spawn("sleep", ["60"], { stdio: "ignore" });
    const lock = `${stranger.pid}\n${layout.database}\n1\n5432\n${layout.run}/socket\n\n\nready\n`;
    writeFileSync(path.join(layout.database, "postmaster.pid"), lock);
    expect(readPostmasterFile(layout)?.pid).toBe(stranger.pid);
    expect(findRunning(layout)).toBeNull();
    const store = await open();
    expect(await store.isReady()).toBe(true);
    expect(isAlive(stranger.pid ?? 0)).toBe(true);
    stranger.kill("SIGKILL");
    await store.close();
  });

  it("starts over the lock of one that died and was not collected", async () => {
    const shell = spawn("/bin/sh", ["-c", "sleep 0.1 & echo $!; exec sleep 60"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const zombie = await new Promise<number>((resolve) => {
      shell.stdout.once("data", (part: Buffer) => resolve(Number(part.toString())));
    });
    await waitUntil(() => !isAlive(zombie), 2_000);
    const lock = `${zombie}\n${layout.database}\n1\n5432\n${layout.run}/socket\n\n\nready\n`;
    for (const file of [
      path.join(layout.database, "postmaster.pid"),
      path.join(layout.run, "socket", ".s.PGSQL.5432.lock"),
    ])
      writeFileSync(file, lock);
    expect(isNumberTaken(zombie)).toBe(true);
    const store = await open();
    expect(await store.isReady()).toBe(true);
    await store.close();
    shell.kill("SIGKILL");
  });

  it("waits for children that outlived a killed main process, then starts", async () => {
    const store = await open();
    const busy = sql`select pg_sleep(1.5)`.execute(store.admin).catch(() => null);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const main = findRunning(layout)?.pid ?? 0;
    signalProcess(main, "SIGKILL");
    const other = await openStore({ dataDir, mode: "attach", log: silentLog });
    expect(findRunning(layout)?.pid).not.toBe(main);
    expect(await other.isReady()).toBe(true);
    await busy;
    await other.close();
    await store.close();
    expect(processesIn(layout.database)).toEqual([]);
  });
});
