import {
  anonymousActor,
  operatorActor,
  randomId,
  TisserError,
  type Actor,
  type ControllerId,
  type Instant,
  type TenantId,
} from "#base";
import fastify from "fastify";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase } from "../../tests/support/database.ts";
import { offerBook, recogniseTown, sampleBytes, sourceNamed } from "../../tests/support/feed.ts";
import { directoryHandlers } from "../directory/handlers.ts";
import { registerOpenRoutes } from "../server/open-routes.ts";
import { sentence } from "../server/texts.ts";
import { writeShortlist } from "#directory";
import { mapOffers } from "#directory/actions";
import { hideSite } from "./actions.ts";
import { exchangeHandlers } from "./handlers.ts";
import { importFile } from "./import.ts";

const id = "gironde";
const secret = "8 rue de l'Exemple";
const database = await freshDatabase();
const baseUrl = "http://tisser.example";
const now = "2026-11-21T09:00:00.000Z" as Instant;
const handlers = [
  ...exchangeHandlers({ book: offerBook(), recogniseTown, sentence, nationalLines: [], baseUrl }),
  ...directoryHandlers({
    sentence,
    baseUrl: "http://tisser.example",
    sendAddresses: async () => undefined,
    accountNames: async () => new Map(),
  }),
];
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
  handlers,
);
const tenantId = randomId<"tenant">() as TenantId;
const controllerId = randomId<"controller">() as ControllerId;
const admin: Actor = {
  kind: "account",
  id: randomId<"account">(),
  tenantId,
  memberships: [{ tenantId, controllerId, role: "territory-admin" }],
  hasSecondFactor: true,
};
let offerId = "";

async function run(name: string, input: unknown, actor: Actor): Promise<unknown> {
  const bound = handlers.find(({ action }) => action.name === name);
  if (bound === undefined) throw new Error(name);
  return database.as({ tenantId, controllerIds: [controllerId] }, async (db) =>
    bound.implementation.run({
      input: bound.action.input.parse(input),
      actor,
      db,
      now,
      newId: randomId,
      facts: undefined as never,
      audit: () => undefined,
      http: { headers: new Headers(), setCookies: [], address: null },
      afterCommit: () => undefined,
    }),
  );
}

/** The sample, its first place at a position that no centre of a town has. */
function rowsGiven(change: object = {}): Uint8Array {
  const rows = JSON.parse(Buffer.from(sampleBytes(id)).toString("utf8")) as object[];
  const place = { "Coord. X": 44.8123, "Coord. Y": -0.6011, ...change };
  return Buffer.from(JSON.stringify(rows.map((row, at) => (at === 0 ? { ...row, ...place } : row))));
}

async function importSample(bytes = rowsGiven()): Promise<void> {
  const job = { source: sourceNamed(id), fileName: "f", bytes, recogniseTown, isDryRun: false, now };
  await database.as({}, (db) => importFile(db, job));
}

beforeAll(async () => {
  await importSample();
  await sql`insert into territory (id, slug, name, country, time_zone, created_at)
    values (${tenantId}, 'essai', 'Essai', 'FR', 'Europe/Paris', ${now})`.execute(database.admin);
  await sql`insert into controller (tenant_id, id, name, kind, created_at) values (${tenantId}, ${controllerId}, 'C', 'association', ${now})`.execute(
    database.admin,
  );
  const { rows } = await sql<{ id: string }>`
    select sal.id from service_at_location sal join location l on l.id = sal.location_id where l.address_1 = ${secret}`.execute(
    database.app,
  );
  offerId = rows[0]?.id ?? "";
});
afterAll(async () => app.close());

test("only one's own organisation may keep an address", async () => {
  const other = { ...admin, memberships: [] };
  await expect(run(hideSite.name, { offerId, controllerId }, other)).rejects.toMatchObject({
    code: "exchange.notYourOrganisation",
  });
  expect(hideSite.allow.check(operatorActor, undefined)).toMatchObject({ allowed: false });
});

test("an address that also stands in the text is not hidden by half", async () => {
  await sql`update service set description = 'Venez au 8, rue de l’exemple' where id = (select service_id from service_at_location where id = ${offerId}::uuid)`.execute(
    database.admin,
  );
  await expect(run(hideSite.name, { offerId, controllerId }, admin)).rejects.toBeInstanceOf(TisserError);
  await sql`update service set description = 'Un lieu.' where id = (select service_id from service_at_location where id = ${offerId}::uuid)`.execute(
    database.admin,
  );
});

test("a hidden address leaks by no door: lists, one record, files, search, distances, another import", async () => {
  const position = "44.8123";
  expect((await app.inject({ method: "GET", url: "/open/services" })).body).toContain(secret);
  expect((await app.inject({ method: "GET", url: "/open/slices/33.json" })).body).toContain(secret);
  const ownPlace = sql`(select location_id from service_at_location where id = ${offerId}::uuid)`;
  await sql`update location set transportation = ${`Arrêt juste devant le ${secret}`} where id = ${ownPlace}`.execute(
    database.admin,
  );
  expect((await app.inject({ method: "GET", url: "/open/services" })).body).toContain("Arrêt juste devant");
  await run(hideSite.name, { offerId, controllerId }, admin);
  await importSample();
  // A new edition that changes the entry and its address brings nothing back, and notes nothing of it.
  await importSample(
    rowsGiven({ "Adresse postale": "99 rue du Secret - 33000 BORDEAUX", Téléphone: "05 56 00 00 09" }),
  );
  const paths = [
    "/open/services?per_page=100",
    `/open/service_at_locations/${offerId}`,
    "/open/service_at_locations?postcode=33000&proximity=20000",
    "/open/services?search=exemple",
    "/open/data-inclusion/services",
    "/open/data-inclusion/structures",
    "/open/services.ndjson",
    "/open/services.csv",
    "/open/slices/33.json",
  ];
  const answers = await Promise.all(paths.map(async (url) => app.inject({ method: "GET", url })));
  for (const [at, { statusCode, body }] of answers.entries()) {
    expect(statusCode, paths[at]).toBe(200);
    expect(body, paths[at]).not.toContain(secret);
    expect(body, paths[at]).not.toContain("Arrêt juste devant");
    expect(body, paths[at]).not.toContain("Secret");
    expect(body, paths[at]).not.toContain(position);
  }
  expect(answers[1]?.body).toContain("Bordeaux");
  const found = await run("exchange.readSitemap", { part: 1 }, anonymousActor);
  expect(JSON.stringify(found)).toContain("/je-m-inquiete");
  expect(JSON.stringify(found)).not.toContain(offerId);
  await sql`update service_at_location set opening_hours = 'Mo-Fr 10:00-12:00' where id = ${offerId}::uuid`.execute(
    database.admin,
  );
  const calendar = (await app.inject({ method: "GET", url: `/open/calendars/${offerId}.ics` })).body;
  expect(calendar).toContain("BEGIN:VEVENT");
  expect(calendar).toMatch(/LOCATION:[\d ]*Bordeaux/);
  expect(calendar).not.toMatch(/Exemple|Secret/);
  // A new edition that waits for a human tells nothing of the place, neither to whoever looks at it nor in the database.
  const held = { "Adresse postale": "77 rue du Secret - 33000 BORDEAUX", Téléphone: "0825 12 34 56" };
  await importSample(rowsGiven({ ...held, "Coord. X": 44.8777, "Coord. Y": -0.6777 }));
  const waiting = JSON.stringify(await run("exchange.listQuarantine", {}, operatorActor));
  expect(waiting).toContain("premium-number");
  const { rows } = await sql<{ all: string }>`
    select (select string_agg(q::text, ' ') from quarantine_row q) || (select string_agg(c.fields::text, ' ') from entry_change c)
      as all`.execute(database.admin);
  for (const text of [waiting, rows[0]?.all ?? ""])
    expect(text).not.toMatch(/du Secret|44\.8777|0\.6777|du secret/);
  const search = JSON.stringify([
    await run("directory.readShortlistEntries", { list: writeShortlist([offerId]) }, anonymousActor),
    await run("directory.suggestOffers", { town: "33063", needs: "digital-help" }, anonymousActor),
    await run(
      "directory.searchOffers",
      { latitude: "44.8123", longitude: "-0.6011", radiusKm: "1" },
      anonymousActor,
    ),
    await run("exchange.readEntryFile", { offerId }, operatorActor),
    await run("directory.searchOffers", { town: "33063" }, anonymousActor),
    await run("directory.mapOffers", { town: "33063" }, anonymousActor),
    await run("directory.searchOffers", { town: "33063", q: "rue exemple" }, anonymousActor),
    await run("directory.readOffer", { offerId }, anonymousActor),
  ]);
  expect(search).toContain(offerId);
  expect(search).not.toContain(secret);
  expect(search).not.toContain(position);
  const kept =
    await sql`select from import_difference where stored_value::text like '%rue%' or imported_value::text like '%rue%'`.execute(
      database.admin,
    );
  expect(kept.rows).toEqual([]);
});

test("a map has a hidden place at the centre of its town, and says that it is known roughly", async () => {
  const { points, centre } = mapOffers.output.parse(
    await run(mapOffers.name, { town: "33063" }, anonymousActor),
  );
  expect(points.find(({ id: one }) => one === offerId)).toMatchObject({ isVague: true, position: centre });
});

test("the address is kept for the organisation alone", async () => {
  const read = sql<{ address_1: string }>`select address_1 from confidential_site`;
  const mine = await database.as({ tenantId, controllerIds: [controllerId] }, (db) => read.execute(db));
  expect(mine.rows).toEqual([{ address_1: secret }]);
  const colleague = await database.as({ tenantId, controllerIds: [randomId<"controller">()] }, (db) =>
    read.execute(db),
  );
  const elsewhere = await database.as(
    { tenantId: randomId<"tenant">(), controllerIds: [controllerId] },
    (db) => read.execute(db),
  );
  const nobody = await database.as({}, (db) => read.execute(db));
  expect([colleague.rows, elsewhere.rows, nobody.rows]).toEqual([[], [], []]);
});

test("the database itself refuses an address on a confidential place", async () => {
  const write = sql`update location set address_1 = 'x' where is_confidential`;
  await expect(write.execute(database.admin)).rejects.toMatchObject({ constraint: "location_confidential" });
});
