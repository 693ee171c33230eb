import { gunzipSync, gzipSync } from "node:zlib";
import { anonymousActor, randomId, type Instant } from "#base";
import fastify from "fastify";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/support/database.ts";
import { offerBook, recogniseTown, sampleBytes, sourceNamed } from "../../../tests/support/feed.ts";
import { registerOpenRoutes } from "../../server/open-routes.ts";
import { sentence } from "../../server/texts.ts";
import { exchangeHandlers } from "../handlers.ts";
import { importFile } from "../import.ts";
import { hsdsContextOf } from "./open-names.ts";
import { forgetOpenParts } from "./open-part-store.ts";
import { readOpenRows } from "./open-store.ts";
import { toHsdsService } from "./to-hsds.ts";

const database = await freshDatabase();
const now = "2026-11-21T09:00:00.000Z" as Instant;
const baseUrl = "http://tisser.example";
const app = fastify();
registerOpenRoutes(
  app,
  {
    db: database.app,
    clock: () => now,
    newId: randomId,
    receiptSecret: new Uint8Array(32),
    authenticate: async () => ({ actor: anonymousActor, setCookies: [] }),
    baseUrl: () => baseUrl,
  },
  exchangeHandlers({ book: offerBook(), recogniseTown, sentence, nationalLines: [], baseUrl }),
);

async function importSample(id: string, change: (row: object, at: number) => object = (row) => row) {
  const rows = JSON.parse(Buffer.from(sampleBytes(id)).toString("utf8")) as object[];
  const bytes = Buffer.from(JSON.stringify(rows.map(change)));
  const job = { source: sourceNamed(id), fileName: "f", bytes, recogniseTown, isDryRun: false, now };
  await database.as({}, (db) => importFile(db, job));
}

beforeAll(async () => {
  await importSample("gironde");
  await importSample("nouvelle-caledonie");
});
afterAll(async () => app.close());

const dump = async (): Promise<string> =>
  (await app.inject({ method: "GET", url: "/open/services.ndjson" })).body;

/** The dump as it is made from the rows, without anything kept. */
async function made(): Promise<string> {
  const context = { ...hsdsContextOf({ baseUrl, recogniseTown }), isDump: true };
  const { rows: ids } = await sql<{ id: string }>`select id from service`.execute(database.app);
  const rows = await database.as({}, (db) =>
    readOpenRows(
      db,
      "service",
      ids.map(({ id }) => id),
    ),
  );
  const same = [...Map.groupBy(rows, ({ service_id: id }) => id)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return same.map(([, offers]) => `${JSON.stringify(toHsdsService(offers, context))}\n`).join("");
}

/** Ids below this one were all seen, whatever else runs in the cluster. */
const far = "1000000000000";

test("the dump is the same to the byte whether its parts are made or kept, plain or as a gzip stream", async () => {
  const expected = await made();
  expect(expected.split("\n").length).toBeGreaterThan(4);
  expect(await dump()).toBe(expected);
  expect(await dump()).toBe(expected);
  expect((await sql`select from open_part`.execute(database.app)).rows).toHaveLength(256);
  const answer = await app.inject({
    method: "GET",
    url: "/open/services.ndjson",
    headers: { "accept-encoding": "br, gzip" },
  });
  expect(answer.headers).toMatchObject({ "content-encoding": "gzip", vary: "accept-encoding" });
  expect(gunzipSync(answer.rawPayload).toString("utf8")).toBe(expected);
  const refused = await app.inject({
    method: "GET",
    url: "/open/services.ndjson",
    headers: { "accept-encoding": "gzip;q=0" },
  });
  expect(refused.headers["content-encoding"]).toBeUndefined();
});

test("a part that holds is not made again; one in which something changed since is", async () => {
  await dump();
  const { rows } = await sql<{ prefix: number }>`
    select get_byte(uuid_send(service_id), 0) as prefix from service_at_location where closed_on is null limit 1`.execute(
    database.app,
  );
  const { prefix } = rows[0]!;
  const body = gzipSync('{"kept":true}\n');
  await sql`update open_part set body = ${body}, made_below = ${far}::xid8 where prefix = ${prefix}`.execute(
    database.admin,
  );
  expect(await dump()).toContain('{"kept":true}');
  await sql`update open_part set made_below = '0' where prefix = ${prefix}`.execute(database.admin);
  expect(await dump()).toBe(await made());
});

test("what changed is made anew, by an import, a hand, a closing, or what a source says of itself", async () => {
  await dump();
  const { rows } = await sql<{ id: string }>`select id from service order by id limit 1`.execute(
    database.app,
  );
  const { id } = rows[0]!;
  await sql`update service set name = 'Un autre nom' where id = ${id}::uuid`.execute(database.admin);
  expect(await dump()).toContain("Un autre nom");
  await sql`update service_at_location set closed_on = '2026-11-21' where service_id = ${id}::uuid`.execute(
    database.admin,
  );
  expect(await dump()).not.toContain("Un autre nom");
  await importSample("gironde", (row, at) => (at === 1 ? { ...row, Nom: "Changé par la source" } : row));
  expect(await dump()).toBe(await made());
  await sql`update source set licence = 'Autre licence'`.execute(database.admin);
  expect(await dump()).toContain("Autre licence");
  expect(await dump()).toBe(await made());
});

test("who holds the dump as it stands is told so, and gets it anew after any change", async () => {
  const ask = (tag: string) =>
    app.inject({ method: "GET", url: "/open/services.ndjson", headers: { "if-none-match": tag } });
  await dump();
  // As if nothing else had run in the cluster while it was made.
  await sql`
    update open_part set made_below = (select max(changed_in)::text::bigint + 1 from offer_change)::text::xid8`.execute(
    database.admin,
  );
  const held = await ask("");
  const tag = String(held.headers["etag"]);
  expect([held.statusCode, tag]).toEqual([200, expect.stringMatching(/^W\/"[0-9a-f]{32}"$/)]);
  expect(await ask(tag)).toMatchObject({ statusCode: 304, body: "" });
  expect((await ask('W/"another"')).statusCode).toBe(200);
  const { rows } = await sql<{ id: string }>`
    select service_id as id from service_at_location where closed_on is null order by id limit 1`.execute(
    database.app,
  );
  await sql`update service set name = 'Nommé autrement' where id = ${rows[0]!.id}::uuid`.execute(
    database.admin,
  );
  const anew = await ask(tag);
  expect([anew.statusCode, anew.headers["etag"]]).toEqual([200, undefined]);
  expect(anew.body).toContain("Nommé autrement");
});

test("whoever asks for the name alone starts no work", async () => {
  await sql`delete from open_part`.execute(database.admin);
  const asked = await app.inject({ method: "HEAD", url: "/open/services.ndjson" });
  expect([asked.statusCode, asked.body, asked.headers["etag"]]).toEqual([200, "", undefined]);
  expect(asked.headers["content-type"]).toBe("application/x-ndjson; charset=utf-8");
  expect((await sql`select from open_part`.execute(database.app)).rows).toHaveLength(0);
});

test("a change that is not yet committed while a part is made is not missed once it is", async () => {
  await dump();
  const { rows } = await sql<{ id: string }>`
    select sal.service_id as id from service_at_location sal where sal.closed_on is null order by 1 limit 1`.execute(
    database.app,
  );
  await database.admin.transaction().execute(async (open) => {
    await sql`update service set name = 'Écrit avant, validé après' where id = ${rows[0]!.id}::uuid`.execute(
      open,
    );
    await sql`delete from open_part`.execute(database.admin);
    expect(await dump()).not.toContain("validé après");
  });
  expect(await dump()).toContain("validé après");
});

test("of a place that becomes confidential no part stays", async () => {
  await dump();
  const { rows } = await sql<{ id: string; prefix: number }>`
    select location_id as id, get_byte(uuid_send(service_id), 0) as prefix from service_at_location
    where closed_on is null limit 1`.execute(database.app);
  await database.as({}, (db) => forgetOpenParts(db, rows[0]!.id));
  const left = await sql`select from open_part where prefix = ${rows[0]!.prefix}`.execute(database.app);
  expect(left.rows).toHaveLength(0);
});
