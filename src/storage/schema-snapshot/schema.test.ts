import { readFileSync, writeFileSync } from "node:fs";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { freshDatabase } from "../../../tests/support/database.ts";
import { lintSchema } from "./lint-schema.ts";
import { readSchema } from "./read-schema.ts";

const database = await freshDatabase();
const snapshot = new URL("../schema.snapshot.txt", import.meta.url);

/** Rules broken after some statements, which are undone afterwards. */
async function faultsAfter(...statements: readonly string[]): Promise<readonly string[]> {
  let found: readonly string[] = [];
  const undo = new Error("undo");
  const attempt = database.admin.transaction().execute(async (tx) => {
    for (const statement of statements) await sql.raw(statement).execute(tx);
    found = (await lintSchema(tx)).map(({ object, rule }) => `${object}: ${rule}`);
    throw undo;
  });
  await attempt.catch((error: unknown) => {
    if (error !== undo) throw error;
  });
  return found;
}

const good = [
  "create table visit (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id))",
  "alter table visit enable row level security",
  "alter table visit force row level security",
  "create policy p on visit using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid))",
];

describe("the schema", () => {
  it("is the one that was looked at and committed", async () => {
    const found = await readSchema(database.admin);
    if (process.env["UPDATE_SNAPSHOT"] === "1") writeFileSync(snapshot, found);
    expect(found).toBe(readFileSync(snapshot, "utf8"));
  });

  it("keeps every rule of row security", async () => {
    expect(await lintSchema(database.admin)).toEqual([]);
  });
});

describe("the rules of the schema", () => {
  it("accept a well-made table", async () => {
    expect(await faultsAfter(...good)).toEqual([]);
  });

  it.each([
    ["row security left off", "alter table visit disable row level security", "enabled and forced"],
    ["row security not forced", "alter table visit no force row level security", "enabled and forced"],
    ["a policy removed", "drop policy p on visit", "lets rows through"],
    ["a policy that lets all through", "create policy q on visit using (true)", "names the territory"],
    [
      "a restrictive policy for reading alone beside one that lets all through",
      "drop policy p on visit; create policy p on visit using (true); create policy r on visit as restrictive for select" +
        " using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid))",
      "names the territory",
    ],
    ["a unique index across territories", "create unique index on visit (id)", "unique indexes"],
    ["a view with its owner's rights", "create view v as select 1 as one", "rights of its reader"],
    ["a materialized view", "create materialized view m as select 1 as one", "materialized"],
    [
      "a function with its owner's rights",
      "create function f() returns int language sql security definer as 'select 1'",
      "allowed by name",
    ],
    ["a right to empty a table", "grant truncate on visit to tisser_app", "never empties"],
    ["a table open to everybody", "grant select on visit to public", "open to everybody"],
    ["sign-in reading territories", "grant select on visit to tisser_auth", "nor signing in"],
    [
      "a foreign key across territories",
      "alter table visit add unique (id); " +
        "create table stop (tenant_id uuid not null, id uuid primary key, visit uuid references visit (id))",
      "foreign keys",
    ],
    [
      "a territory that may be unknown",
      "alter table visit drop constraint visit_pkey, alter tenant_id drop not null",
      "never null",
    ],
  ])("refuse %s", async (_, statement, rule) => {
    const found = await faultsAfter(...good, statement);
    expect(found.filter((fault) => fault.includes(rule))).not.toEqual([]);
  });
});
