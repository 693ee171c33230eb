import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomId, type Instant, type TenantId } from "#base";
import { freshDatabase } from "../../../tests/support/database.ts";
import { appendAudit } from "../audit/store.ts";
import { backup, type BackupSource } from "./backup.ts";
import { loadRows } from "./logical.ts";
import { chooseBackup, listBackups, readManifest } from "./manifest.ts";
import { checkRowFiles } from "./restored-store.ts";
import { whileNobodyWrites } from "./store.ts";

const origin = await freshDatabase();
const target = await freshDatabase();
const dir = mkdtempSync(path.join(tmpdir(), "tisser-backup-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const now = "2026-11-21T08:30:00.000Z" as Instant;
const clock = (): Instant => now;
const tenantId = randomId<"tenant">() as TenantId;

function sourceOf(database: typeof origin): BackupSource {
  return { connect: database.connect, info: { kind: "server", dataDir: dir } };
}

/** A table with every kind of value that a row may hold, one that refers to itself, one with a trigger of its own. */
const everyKind = `
  create table every_kind (
    id bigint generated always as identity primary key, parent bigint references every_kind (id),
    tenant_id uuid, words text, bytes bytea, document jsonb, tags text[], ids uuid[], grid int[][], at timestamptz,
    day date, exact numeric, rough float8, yes boolean, span interval, range tstzrange,
    doubled int generated always as (length(words) * 2) stored, words_vector tsvector, changed xid8, "select" char(3)
  );
  create function shout() returns trigger language plpgsql as $$ begin new.words := upper(new.words); return new; end $$;
  create table every_child (id bigint references every_kind (id), words text);
  create trigger shout before insert on every_child for each row execute function shout();`;

const values = `
  insert into every_kind (parent, tenant_id, words, bytes, document, tags, ids, grid, at, day, exact, rough, yes, span, range, words_vector, "select")
  values
    (3, gen_random_uuid(), E'tab\\t line\\n return\\r back\\\\slash \\\\N é ع 🧵', '\\x00ff0a5c', '{"a": [1, null, "é\\n"]}', array['a,b', '"', null, ''],
      array[gen_random_uuid()], '{{1,2},{3,null}}', '2026-03-29 01:30:00.123456+00', '0044-03-15 BC', 1e-30, 0.1::float8 + 0.2, true, '1 mon -3 days 04:05:06.7', '[2026-01-01,)',
      to_tsvector('french', 'les voisines se retrouvent'), 'a'),
    (null, null, '', '', 'null', '{}', '{}', '{}', 'infinity', '-infinity', 'NaN', 'Infinity', false, '0', 'empty', '', ''),
    (1, null, null, null, null, null, null, null, null, null, null, '-0', null, null, null, null, null)`;

async function rowsOf(database: typeof origin, table: string): Promise<readonly string[]> {
  const { rows } = await sql<{
    row: string;
  }>`select t::text as row from ${sql.table(table)} t order by 1`.execute(database.admin);
  return rows.map(({ row }) => row);
}

describe("rows saved as text", () => {
  beforeAll(async () => {
    for (const database of [origin, target]) await sql.raw(everyKind).execute(database.admin);
    await sql.raw(values).execute(origin.admin);
    await sql`insert into every_child values (1, 'soft')`.execute(origin.admin);
    await sql`update every_child set words = 'soft'`.execute(origin.admin);
    for (const subject of ["a", "b"]) {
      await origin.as({ tenantId }, (tx) =>
        appendAudit(tx, {
          at: now,
          actor: { kind: "operator", id: null },
          action: "a.b",
          kind: subject,
          ids: [tenantId],
        }),
      );
    }
    await backup(sourceOf(origin), dir, { clock });
  });

  it("are complete, counted, hashed, and hold the ends of the audit chains", async () => {
    const { folder, manifest } = await chooseBackup(dir, null, now);
    expect(path.basename(folder)).toBe("2026-11-21T08-30-00.000Z");
    expect(manifest).toMatchObject({ kind: "server", cluster: null, startedAt: now, endedAt: now });
    expect(manifest.heads).toMatchObject([{ tenantId, seq: 2 }]);
    const kept = manifest.tables.map(({ schema, name, rows }) => `${schema}.${name} ${rows}`);
    expect(kept).toEqual(expect.arrayContaining(["public.every_kind 3", "public.audit_entry 2"]));
    expect(readdirSync(path.join(folder, "rows"))).toHaveLength(manifest.tables.length);
    await checkRowFiles({ folder, manifest });
  });

  it("give back the same database, row by row, in a database of the same schema", async () => {
    const { folder, manifest } = await chooseBackup(dir, null, now);
    const client = await target.connect("admin");
    await loadRows(client, folder, manifest, () => {});
    for (const { schema, name } of manifest.tables) {
      if (name === "every_kind") continue;
      const table = `${schema}.${name}`;
      expect(await rowsOf(target, table), table).toEqual(await rowsOf(origin, table));
    }
    await sql`update every_kind set changed = null`.execute(target.admin);
    expect(await rowsOf(target, "every_kind")).toEqual(await rowsOf(origin, "every_kind"));
    const next = sql<{ id: number }>`insert into every_kind (words) values ('next') returning id`;
    expect((await next.execute(target.admin)).rows).toEqual([{ id: 4 }]);
    await sql`insert into every_child values (1, 'loud')`.execute(target.admin);
    expect(await rowsOf(target, "every_child")).toEqual(["(1,LOUD)", "(1,soft)"]);
    await expect(loadRows(client, folder, manifest, () => {})).rejects.toMatchObject({
      code: "backup.databaseNotEmpty",
    });
    await client.end();
  });

  it("are refused when one byte of them, or of the manifest, was changed", async () => {
    const [folder = ""] = await listBackups(dir);
    const manifest = await readManifest(folder);
    const file = path.join(folder, "rows", "public.every_kind.copy");
    const original = readFileSync(file);
    const altered = Buffer.from(original);
    altered[20] = (altered[20] ?? 0) ^ 1;
    writeFileSync(file, altered);
    await expect(checkRowFiles({ folder, manifest })).rejects.toMatchObject({
      code: "backup.fileAltered",
      params: { file: "rows/public.every_kind.copy" },
    });
    writeFileSync(file, original);
    const text = readFileSync(path.join(folder, "manifest.json"), "utf8");
    writeFileSync(path.join(folder, "manifest.json"), text.replace('"rows": 3', '"rows": 2'));
    await expect(chooseBackup(dir, null, now)).rejects.toMatchObject({ code: "backup.manifestUnreadable" });
    writeFileSync(path.join(folder, "manifest.json"), text);
    await chooseBackup(dir, null, now);
  });

  it("are not taken by a role from which row security hides rows", async () => {
    const bound: BackupSource = { ...sourceOf(origin), connect: () => origin.connect("app") };
    await expect(backup(bound, dir, { clock })).rejects.toMatchObject({
      code: "backup.roleBound",
      params: { role: "tisser_app" },
    });
    expect(await listBackups(dir)).toHaveLength(1);
  });

  it("stopped half-way are no backup, and the next backup clears them away", async () => {
    const other = path.join(dir, "other");
    const stopped = backup(sourceOf(origin), other, {
      clock,
      onProgress: ({ done }) => {
        if (done === 5) throw new Error("power cut");
      },
    });
    await expect(stopped).rejects.toThrow("power cut");
    expect(readdirSync(other)).toEqual(["2026-11-21T08-30-00.000Z.unfinished"]);
    await expect(chooseBackup(other, null, now)).rejects.toMatchObject({ code: "backup.notFound" });
    await backup(sourceOf(origin), other, { clock });
    await backup(sourceOf(origin), other, { clock });
    expect(readdirSync(other)).toEqual(["2026-11-21T08-30-00.000Z", "2026-11-21T08-30-00.000Z-2"]);
  });
});

it("the moment at which nobody writes is waited for, and those who write wait for it", async () => {
  const [writer, keeper] = [await origin.connect("admin"), await origin.connect("admin")];
  const table = { schema: "public", name: "every_kind", columns: [] };
  await writer.query("begin");
  await writer.query("insert into every_kind (words) values ('under way')");
  const order: string[] = [];
  const moment = whileNobodyWrites(keeper, [table], async () => {
    order.push("nobody writes");
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  order.push("commit");
  await writer.query("commit");
  await moment;
  expect(order).toEqual(["commit", "nobody writes"]);
  await Promise.all([writer.end(), keeper.end()]);
});
