import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, expect, it } from "vitest";
import { randomId, type Instant, type TenantId } from "#base";
import { testCluster } from "../../../tests/support/cluster.ts";
import { freshDatabase } from "../../../tests/support/database.ts";
import { appendAudit } from "../audit/store.ts";
import { loginRole, ownerRole } from "../embedded/secrets.ts";
import { keepReceipt } from "../idempotency/store.ts";
import { readMigrations } from "../migrate.ts";
import { backup } from "./backup.ts";
import { restore } from "./restore.ts";

const origin = await freshDatabase();
const folder = mkdtempSync(path.join(tmpdir(), "tisser-server-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const now = "2026-11-21T08:30:00.000Z" as Instant;
const clock = (): Instant => now;
const tenantId = randomId<"tenant">() as TenantId;
const empty = `${origin.name}_restored`;

async function emptyDatabase(): Promise<{ dataDir: string; databaseUrl: string; adminUrl: string }> {
  const { socketFolder, secrets } = await testCluster();
  await sql`create database ${sql.id(empty)}`.execute(origin.admin);
  const url = (role: string, password: string): string =>
    `postgresql://${role}:${password}@localhost/${empty}?host=${encodeURIComponent(socketFolder)}`;
  return {
    dataDir: folder,
    databaseUrl: url(loginRole, secrets.login),
    adminUrl: url(ownerRole, secrets.owner),
  };
}

it("a backup is put into an empty database of a server, erased again before anybody is served, and only once", async () => {
  await origin.as({ tenantId }, async (tx) => {
    const key = { tenantId, actor: "account", action: "test.keep", key: "k" };
    await keepReceipt(tx, key, { digest: Buffer.alloc(32), status: 200, receipt: { id: 1 } }, now);
    await appendAudit(tx, {
      at: now,
      actor: { kind: "operator", id: null },
      action: "test.keep",
      kind: "x",
      ids: [],
    });
  });
  const source = { connect: origin.connect, info: { kind: "server" as const, dataDir: folder } };
  const dir = path.join(folder, "backups");
  await backup(source, dir, { clock });
  const target = await emptyDatabase();
  try {
    const afterRestore = async (): Promise<void> => {};
    await expect(restore(target, dir, { clock, to: now, afterRestore })).rejects.toMatchObject({
      code: "backup.timeNotSupported",
    });
    const seen: number[] = [];
    const report = await restore(target, dir, {
      clock,
      afterRestore: async (store) => {
        const { rows } = await sql<{ kept: number }>`select count(*) as kept from idempotency`.execute(
          store.admin,
        );
        seen.push(rows[0]?.kept ?? 0);
        expect(store.info).toMatchObject({ kind: "server", schemaVersion: readMigrations().at(-1)?.number });
      },
    });
    expect(seen).toEqual([1]);
    expect(report).toMatchObject({ aside: null, restoredTo: now, audit: { isWhole: true, entries: 1 } });
    expect(report.rows).toBeGreaterThan(2);
    expect(readdirSync(path.join(folder, "anchors"))).toEqual(["2026-11-21T08-30-00.000Z-restore.json"]);
    await expect(restore(target, dir, { clock, afterRestore })).rejects.toMatchObject({
      code: "backup.databaseNotEmpty",
    });
  } finally {
    await sql`drop database ${sql.id(empty)} with (force)`.execute(origin.admin);
  }
});
