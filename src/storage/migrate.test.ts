import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { randomId } from "#base";
import { emptyDatabase, type EmptyDatabase } from "../../tests/support/database-empty.ts";
import { silentLog } from "./log.ts";
import { checkSchema, migrate, readMigrations, type Migration } from "./migrate.ts";
import { referenceSteps } from "./reference-data.ts";

let database: EmptyDatabase;
beforeEach(async () => {
  database = await emptyDatabase();
});
afterEach(() => database.close());

function migration(number: number, text: string): Migration {
  const name = `${String(number).padStart(4, "0")}-step`;
  return { number, name, text, sha256: createHash("sha256").update(text).digest("hex") };
}

const one = migration(1, "create table one (id int); insert into one values (1)");
const two = migration(2, "create table two (id int)");
const run = (...migrations: readonly Migration[]) => migrate(database.owner, { log: silentLog, migrations });

describe("migrations", () => {
  it("are applied once, in order, and remembered", async () => {
    expect(await run(one)).toEqual({ applied: ["0001-step"], version: 1 });
    expect(await run(one, two)).toEqual({ applied: ["0002-step"], version: 2 });
    expect(await run(one, two)).toEqual({ applied: [], version: 2 });
    const { rows } = await sql`select number, name, sha256 from schema_migration order by number`.execute(
      database.owner,
    );
    expect(rows).toEqual([one, two].map(({ number, name, sha256 }) => ({ number, name, sha256 })));
  });

  it("are applied once by two programs that start together", async () => {
    const both = await Promise.all([run(one, two), run(one, two)]);
    expect(both.flatMap(({ applied }) => applied).toSorted()).toEqual(["0001-step", "0002-step"]);
    const { rows } = await sql`select id from one`.execute(database.owner);
    expect(rows).toHaveLength(1);
  });

  it("leave nothing of a step that fails, and keep those before it", async () => {
    const broken = migration(2, "create table half (id int); select 1/0");
    await expect(run(one, broken)).rejects.toMatchObject({
      code: "storage.migrationFailed",
      params: { name: "0002-step" },
    });
    const { rows } = await sql`select to_regclass('half') as half, to_regclass('one') as one`.execute(
      database.owner,
    );
    expect(rows).toEqual([{ half: null, one: "one" }]);
    expect(await run(one, two)).toMatchObject({ applied: ["0002-step"] });
  });

  it("are refused when one was edited after it was applied", async () => {
    await run(one);
    const edited = migration(1, `${one.text} -- edited`);
    await expect(run(edited, two)).rejects.toMatchObject({ code: "storage.migrationEdited" });
    await expect(checkSchema(database.owner, [edited])).rejects.toMatchObject({
      code: "storage.migrationEdited",
    });
  });

  it("are refused on a database newer than the program, and a program is told when the database is behind", async () => {
    await run(one, two);
    await expect(run(one)).rejects.toMatchObject({
      code: "storage.schemaNewer",
      params: { database: 2, program: 1 },
    });
    const three = migration(3, "select 1");
    await expect(checkSchema(database.owner, [one, two, three])).rejects.toMatchObject({
      code: "storage.schemaBehind",
      params: { database: 2, program: 3 },
    });
    await expect(checkSchema(database.owner, [one, two])).resolves.toBeUndefined();
  });

  it("all run as an owner who is no superuser, on the groups that are there", async () => {
    const owned = await database.asPlainOwner();
    const report = await migrate(owned, { log: silentLog });
    expect(report.applied).toEqual(readMigrations().map(({ name }) => name));
    await expect(checkSchema(owned)).resolves.toBeUndefined();
  });

  it("bring up to date a database that holds files, and say of each who accompanies the person", async () => {
    const before = readMigrations().filter(({ number }) => number < 57);
    await migrate(database.owner, { log: silentLog, migrations: before });
    const ids = { tenant: randomId(), controller: randomId(), person: randomId(), opened: randomId() };
    const { tenant, controller, person, opened } = ids;
    const [at, bytes, asked] = ["2026-11-21T08:30:00.000Z", Buffer.from("sealed"), randomId()];
    for (const row of [
      sql`insert into territory (id, slug, name, country, time_zone, created_at)
        values (${tenant}, 'essai', 'Essai', 'FR', 'Europe/Paris', ${at})`,
      sql`insert into controller (tenant_id, id, name, kind, created_at)
        values (${tenant}, ${controller}, 'Essai', 'association', ${at})`,
      sql`insert into person (tenant_id, controller_id, id, key_id, opened_at, opened_by, changed_at, processing_ground,
          given_names)
        values (${tenant}, ${controller}, ${person}, ${person}, ${at}, ${opened}, ${at}, 'consent', ${bytes})`,
      sql`insert into questionnaire_response (tenant_id, controller_id, id, person_id, instrument, instrument_version,
          wording, language, mode, asked_at, recorded_at, asked_by, answers, result)
        values (${tenant}, ${controller}, ${randomId()}, ${person}, 'ucla3', '1', '1', 'fr', 'self', ${at}, ${at}, ${asked},
          ${bytes}, ${bytes})`,
    ])
      await row.execute(database.owner);
    await migrate(database.owner, { log: silentLog });
    const { rows } = await sql<{ account: string }>`
      select account_id as account from companion where person_id = ${person}`.execute(database.owner);
    expect(new Set(rows.map(({ account }) => account))).toEqual(new Set([opened, asked]));
  });

  it("fail, instead of changing nothing in silence, where row security hides rows from their owner", async () => {
    const owned = await database.asPlainOwner();
    await migrate(owned, { log: silentLog });
    const hidden = migration(9000, "update idempotency set status = 1");
    const all = [...readMigrations(), hidden];
    await expect(migrate(owned, { log: silentLog, migrations: all })).rejects.toMatchObject({
      code: "storage.migrationFailed",
    });
    const lifted = migration(
      9000,
      "alter table idempotency no force row level security;" +
        "do $$ declare changed bigint; begin update idempotency set status = 1;" +
        "get diagnostics changed = row_count; perform expect_rows(changed, 0); end $$;" +
        "alter table idempotency force row level security",
    );
    const report = await migrate(owned, { log: silentLog, migrations: [...readMigrations(), lifted] });
    expect(report.applied).toEqual(["9000-step"]);
    await expect(sql`select expect_rows(0, 1)`.execute(owned)).rejects.toThrow("at least 1");
  });
});

describe("files of migrations", () => {
  it.each([
    ["a number used twice", ["0001-a.sql", "0001-b.sql"]],
    ["no number", ["first.sql"]],
    ["a number of three digits", ["001-a.sql"]],
  ])("are refused with %s", (_, names) => {
    const own = mkdtempSync(path.join(tmpdir(), "tisser-migrations-"));
    for (const name of names) writeFileSync(path.join(own, name), "select 1");
    expect(() => readMigrations(pathToFileURL(`${own}/`))).toThrow("storage.migrationMisnumbered");
    rmSync(own, { recursive: true });
  });

  it("of the program are read in the order of their numbers", () => {
    const numbers = readMigrations().map(({ number }) => number);
    expect(numbers[0]).toBe(1);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  });
});

describe("reference data", () => {
  it("is loaded from a file after the statements, every row of it", async () => {
    const text =
      "create table listed (name text, version text);\n-- load listed (name, version) from storage/fixtures/reference.json\n";
    await run(migration(1, text));
    const { rows } = await sql`select name, version from listed order by name`.execute(database.owner);
    expect(rows).toEqual([
      { name: "banc", version: "1" },
      { name: "café", version: "2" },
    ]);
  });

  it("fails the step when the file holds nothing", async () => {
    const text = "create table listed (name text);\n-- load listed (name) from storage/fixtures/empty.json\n";
    await expect(run(migration(1, text))).rejects.toMatchObject({ code: "storage.migrationFailed" });
    const { rows } = await sql`select to_regclass('listed') as listed`.execute(database.owner);
    expect(rows).toEqual([{ listed: null }]);
  });

  it("is only read from lines that declare it", () => {
    expect(referenceSteps(migration(1, "-- we load listed (name) from somewhere\nselect 1"))).toEqual([]);
  });
});
