import { operatorActor, randomId, type ControllerId, type Id, type TenantId } from "#base";
import { sql } from "kysely";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/support/database.ts";
import { offerBook, recogniseTown, sampleBytes, sourceNamed } from "../../../tests/support/feed.ts";
import { actionRunner, clockAt, professional } from "../../../tests/support/run.ts";
import { readOffer, searchOffers } from "../../directory/actions.ts";
import { directoryHandlers } from "../../directory/handlers.ts";
import { sentence } from "../../server/texts.ts";
import { bringAccess, finishAccess, judgeAccessLink, listAccessLinks, readOpenService } from "../actions.ts";
import { exchangeHandlers } from "../handlers.ts";
import { hideSite } from "../hidden-site-store.ts";
import { importFile } from "../import.ts";
import { readCsvFeed } from "../reading/feed.ts";
import type { RawRow } from "../row-reader.ts";

const database = await freshDatabase();
const services = {
  book: offerBook(),
  recogniseTown,
  sentence,
  nationalLines: [],
  baseUrl: "http://tisser.example",
};
const clock = clockAt("2026-11-21T09:00:00Z");
const directory = {
  sentence,
  baseUrl: "http://tisser.example",
  sendAddresses: async () => undefined,
  accountNames: async () => new Map(),
};
const run = actionRunner(database, [...exchangeHandlers(services), ...directoryHandlers(directory)], clock);
const call = { actor: operatorActor };

const tenantId = randomId<"tenant">() as TenantId;
const controllerId = randomId<"controller">() as ControllerId;

beforeAll(async () => {
  await sql`insert into territory (id, slug, name, country, time_zone, created_at)
    values (${tenantId}, 'essai', 'Essai', 'FR', 'Europe/Paris', ${clock.now})`.execute(database.admin);
  await sql`insert into controller (tenant_id, id, name, kind, created_at)
    values (${tenantId}, ${controllerId}, 'C', 'association', ${clock.now})`.execute(database.admin);
});
beforeEach(() => sql`truncate source cascade`.execute(database.admin));

const hall = {
  slug: "maison",
  name: "Maison des essais",
  townCode: "74010",
  street: "1 rue de l'Exemple",
  latitude: 45.9003,
  longitude: 6.12,
  categories: "gather",
  interventions: "contact-opportunities",
};
const room = {
  ...hall,
  slug: "salle",
  name: "Salle imaginaire, annexe",
  street: "8 avenue de l'Invention",
  latitude: 45.9051,
  longitude: 6.125,
};

/** Imports offers in the layout of the demonstration, and gives their ids by slug. */
async function offers(rows: readonly object[]): Promise<Readonly<Record<string, Id<"offer">>>> {
  const bytes = Buffer.from(JSON.stringify(rows));
  const job = { source: sourceNamed("demonstration"), fileName: "f", bytes, recogniseTown, isDryRun: false };
  await database.as({}, (db) => importFile(db, { ...job, now: clock.now }));
  const stored = await sql<{ id: Id<"offer">; source_id: string }>`
    select id, source_id from service_at_location`.execute(database.app);
  return Object.fromEntries(stored.rows.map(({ id, source_id: slug }) => [slug, id]));
}

const rows = readCsvFeed(sampleBytes("acces-libre")).rows;
const edition = "a".repeat(32);
const later = "b".repeat(32);
const source = "acces-libre";

async function bring(given: readonly (RawRow | null)[], of = edition) {
  await run(bringAccess, { source, edition: of, rowsBefore: 0, rows: [...given] }, call);
  return run(finishAccess, { source, edition: of, fileName: "acceslibre.csv" }, call);
}

const accessOf = async (offerId: Id<"offer">) => (await run(readOffer, { offerId }, call)).accessibility;

test("what is certain is joined and told with its source and day; what is not waits for a human", async () => {
  const { maison, salle } = await offers([hall, room]);
  expect(await bring(rows)).toMatchObject({ created: 4, gone: 0, refused: 2, joined: 1, waiting: 1 });
  expect(await accessOf(maison!)).toEqual({
    wheelchair: "yes",
    features: [
      "hearing-loop",
      "sign-language",
      "sound-beacon",
      "trained-staff",
      "adapted-toilets",
      "adapted-parking",
    ],
    place: {
      wheelchair: "yes",
      name: "AccèsLibre",
      licence: "Licence Ouverte 2.0",
      url: "https://acceslibre.beta.gouv.fr/",
      confirmedOn: null,
      importedOn: "2026-11-21",
    },
  });
  expect(await accessOf(salle!)).toMatchObject({ wheelchair: "unknown", place: null });
  const { links } = await run(listAccessLinks, { state: "waiting" }, call);
  expect(links).toMatchObject([
    { placeName: "Salle imaginaire", evidence: ["like-name", "same-address", "within-30-metres"] },
  ]);
  const { locationId, placeId } = links[0]!;
  await run(judgeAccessLink, { locationId, source, placeId, decision: "same" }, call);
  expect((await accessOf(salle!)).wheelchair).toBe("limited");
  await run(judgeAccessLink, { locationId, source, placeId, decision: "different" }, call);
  expect(await accessOf(salle!)).toMatchObject({ wheelchair: "unknown", place: null });
  await bring(rows, later);
  expect((await run(listAccessLinks, { state: "waiting" }, call)).total).toBe(0);
});

test("search and open data know it as soon as it is joined", async () => {
  const { maison } = await offers([hall]);
  const found = async () =>
    (await run(searchOffers, { latitude: 45.9, longitude: 6.12, radiusKm: 5, wheelchair: "true" }, call))
      .total;
  expect(await found()).toBe(0);
  await bring(rows);
  expect(await found()).toBe(1);
  const stored = await sql<{ service_id: Id<"service"> }>`
    select service_id from service_at_location where id = ${maison!}::uuid`.execute(database.app);
  const service = await run(readOpenService, { id: stored.rows[0]!.service_id }, call);
  expect(JSON.stringify(service)).toContain("wheelchair: yes");
});

test("the same file twice changes nothing; a changed row is taken over; one that vanished is told no more", async () => {
  const { maison } = await offers([hall]);
  await bring(rows);
  const mark = async () =>
    (
      await sql<{ mark: string }>`select max(changed_in)::text as mark from offer_change`.execute(
        database.app,
      )
    ).rows[0]?.mark;
  const before = await mark();
  expect(await bring(rows)).toMatchObject({ created: 4, updated: 0, joined: 1 });
  expect(await bring(rows, later)).toMatchObject({ created: 0, updated: 0, unchanged: 4, joined: 1 });
  expect(await mark()).toBe(before);
  const changed = [{ ...rows[0], entree_plain_pied: "False", entree_marches: "3" }, ...rows.slice(1)];
  expect(await bring(changed, "c".repeat(32))).toMatchObject({ updated: 1, unchanged: 3 });
  expect((await accessOf(maison!)).wheelchair).toBe("no");
  expect(await bring(rows.slice(1), "d".repeat(32))).toMatchObject({ gone: 1, joined: 0 });
  expect(await accessOf(maison!)).toEqual({ wheelchair: "unknown", features: [], place: null });
  expect(await bring(rows, "e".repeat(32))).toMatchObject({ gone: 0, joined: 1 });
  expect((await accessOf(maison!)).wheelchair).toBe("yes");
});

test("what the entry itself or a human says stays, and the other is told beside it", async () => {
  const { maison } = await offers([{ ...hall, wheelchair: "no" }]);
  await sql`update service_at_location set wheelchair = 'no' where id = ${maison!}::uuid`.execute(
    database.admin,
  );
  await bring(rows);
  expect(await accessOf(maison!)).toMatchObject({ wheelchair: "no", place: { wheelchair: "yes" } });
  await sql`update service_at_location set wheelchair = 'unknown', edited_fields = '{wheelchair}'
    where id = ${maison!}::uuid`.execute(database.admin);
  expect((await accessOf(maison!)).wheelchair).toBe("unknown");
});

test("a place that comes, moves or closes later is joined, or no longer, by its own import", async () => {
  await offers([room]);
  await bring(rows);
  const { maison } = await offers([room, hall]);
  expect((await accessOf(maison!)).wheelchair).toBe("yes");
  await offers([room, { ...hall, street: "9 rue Lointaine", latitude: 45.93, longitude: 6.16 }]);
  expect((await accessOf(maison!)).place).toBeNull();
});

test("establishments of towns without offers are not kept, and a file of another source is refused", async () => {
  await offers([{ ...hall, townCode: "33063", latitude: 44.84, longitude: -0.58 }]);
  const brought = await run(bringAccess, { source, edition, rowsBefore: 0, rows: [...rows] }, call);
  expect(brought).toEqual({ kept: 0, elsewhere: 4, refused: 2 });
  await expect(
    run(bringAccess, { source, edition, rowsBefore: 0, rows: [{ nom: "x" }] }, call),
  ).rejects.toMatchObject({ code: "exchange.columnsMissing" });
  await expect(
    run(bringAccess, { source: "gironde", edition, rowsBefore: 0, rows: [] }, call),
  ).rejects.toMatchObject({ code: "exchange.sourceUnknown" });
});

test("a file with less than half of what is known takes nothing away", async () => {
  const { maison } = await offers([hall]);
  const many = Array.from({ length: 30 }, (_, at) => ({ ...rows[1], id: `m${at}` }));
  await bring([...rows, ...many]);
  expect(await bring(many.slice(0, 5), later)).toMatchObject({ gone: 0, joined: 1 });
  expect((await accessOf(maison!)).wheelchair).toBe("yes");
});

test("a place that becomes confidential is joined to nothing, and is never proposed again", async () => {
  const { maison } = await offers([hall]);
  await bring(rows);
  const { rows: found } = await sql<{ location_id: string }>`
    select location_id from service_at_location where id = ${maison!}::uuid`.execute(database.app);
  const by = { tenantId, controllerId, at: clock.now, centre: null };
  await database.as({ tenantId, controllerIds: [controllerId] }, (db) =>
    hideSite(db, found[0]!.location_id, by),
  );
  expect((await sql`select from access_link`.execute(database.app)).rows).toHaveLength(0);
  expect(await accessOf(maison!)).toMatchObject({ wheelchair: "unknown", place: null });
  expect(await bring(rows, later)).toMatchObject({ joined: 0, waiting: 0 });
  expect((await sql`select from access_link`.execute(database.app)).rows).toHaveLength(0);
});

test("who follows people neither sees the pairs nor decides", async () => {
  const actor = professional(randomId<"tenant">(), randomId<"controller">(), "link-worker");
  await expect(run(listAccessLinks, {}, { actor })).rejects.toMatchObject({ status: 403 });
});
