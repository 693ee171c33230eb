import { randomUUID } from "node:crypto";
import { gunzipSync } from "node:zlib";
import type { Instant } from "#base";
import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/support/database.ts";
import { recogniseTown, sampleBytes, sourceNamed } from "../../../tests/support/feed.ts";
import { importFile } from "../import.ts";
import { changesOfParts, makePartsAhead } from "./open-ahead.ts";
import { dumpServices } from "./open-dump.ts";

const database = await freshDatabase();
const now = "2026-11-21T09:00:00.000Z" as Instant;
const services = { baseUrl: "http://tisser.example", recogniseTown };
const goOn = async () => true;

beforeAll(async () => {
  const job = { source: sourceNamed("gironde"), fileName: "f", bytes: sampleBytes("gironde") };
  await database.as({}, (db) => importFile(db, { ...job, recogniseTown, isDryRun: false, now }));
});

/** As if whatever else runs in the cluster had begun later than all changes. */
const settle = () => sql`update offer_change set changed_in = '5'`.execute(database.admin);
const make = (pause: () => Promise<boolean> = goOn) =>
  database.as({}, (db) => makePartsAhead(db, { services, from: 300, pause }));
const keptCount = async () => (await sql`select from open_part`.execute(database.app)).rows.length;

async function dump(): Promise<string> {
  return database.as({}, async (db) => {
    const pieces: Uint8Array[] = [];
    for await (const piece of dumpServices(db, services)) pieces.push(piece);
    return Buffer.concat(pieces).toString("utf8");
  });
}

test("what is made ahead is what a dump would make, and the dump then makes nothing", async () => {
  await sql`delete from open_part`.execute(database.admin);
  const expected = await dump();
  await sql`delete from open_part`.execute(database.admin);
  await settle();
  expect(await make()).toBe(true);
  const { rows } = await sql<{ body: Uint8Array }>`select body from open_part order by prefix`.execute(
    database.app,
  );
  expect(rows).toHaveLength(256);
  const kept = rows
    .filter(({ body }) => body.length > 0)
    .map(({ body }) => gunzipSync(body).toString("utf8"));
  expect(kept.join("")).toBe(expected);
  expect(expected.split("\n").length).toBeGreaterThan(2);
  await sql`update open_part set body = ''`.execute(database.admin);
  expect(await dump()).toBe("");
});

test("after a change only its part is made anew, and the change has another name", async () => {
  await sql`delete from open_part`.execute(database.admin);
  await settle();
  await make();
  const before = await database.as({}, (db) => changesOfParts(db, services));
  await sql`update open_part set body = ''`.execute(database.admin);
  const { rows } = await sql<{ id: string }>`select id from service order by id limit 1`.execute(
    database.app,
  );
  await sql`update service set name = 'Changé' where id = ${rows[0]!.id}::uuid`.execute(database.admin);
  expect(await database.as({}, (db) => changesOfParts(db, services))).not.toBe(before);
  await settle();
  // Its part had seen less than the change.
  const prefix = Number.parseInt(rows[0]!.id.slice(0, 2), 16);
  await sql`update open_part set made_below = '4' where prefix = ${prefix}`.execute(database.admin);
  await make();
  const made = await sql<{ prefix: number }>`select prefix from open_part where body <> ''`.execute(
    database.app,
  );
  expect(made.rows.map((row) => row.prefix)).toEqual([prefix]);
});

test("it stops when it is told to, and begins where it is told to", async () => {
  await sql`delete from open_part`.execute(database.admin);
  await settle();
  let asked = 0;
  expect(await make(async () => (asked += 1) < 11)).toBe(false);
  const { rows } = await sql<{ prefix: number }>`select prefix from open_part order by prefix`.execute(
    database.app,
  );
  expect(rows.map((row) => row.prefix)).toEqual(Array.from({ length: 11 }, (_, place) => 44 + place));
});

test("while a transaction is open that began before the last change, nothing is made", async () => {
  await sql`delete from open_part`.execute(database.admin);
  await database.admin.transaction().execute(async (open) => {
    await sql`select pg_current_xact_id()`.execute(open);
    await sql`update service set name = ${randomUUID()}`.execute(database.admin);
    expect(await make()).toBe(false);
  });
  expect(await keptCount()).toBe(0);
});
