import { operatorActor, type Id } from "#base";
import { sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import { freshDatabase } from "../../tests/support/database.ts";
import { emptier } from "../../tests/support/emptier.ts";
import { offerBook, recogniseTown, sourceNamed } from "../../tests/support/feed.ts";
import { actionRunner, clockAt } from "../../tests/support/run.ts";
import { readOffer } from "../directory/actions.ts";
import { directoryHandlers } from "../directory/handlers.ts";
import { sentence } from "../server/texts.ts";
import {
  keepApart,
  listDuplicates,
  listMergedIds,
  listMerges,
  mergeDuplicate,
  readDuplicate,
  readOpenService,
  readOpenServiceAtLocation,
  unmergeDuplicate,
} from "./actions.ts";
import { exchangeHandlers } from "./handlers.ts";
import { importFile, type ImportOutcome } from "./import.ts";

const database = await freshDatabase();
const services = {
  book: offerBook(),
  recogniseTown,
  sentence,
  nationalLines: [],
  baseUrl: "http://tisser.example",
};
const clock = clockAt("2026-11-21T09:00:00Z");
const run = actionRunner(
  database,
  [
    ...exchangeHandlers(services),
    ...directoryHandlers({
      sentence: (_locale, key) => key,
      baseUrl: "http://tisser.example",
      sendAddresses: async () => undefined,
      accountNames: async () => new Map(),
    }),
  ],
  clock,
);
const call = { actor: operatorActor };

beforeEach(emptier(database, "source"));

const twin = {
  slug: "twin",
  name: "Maison des essais",
  townCode: "74010",
  street: "1 rue de l'Exemple",
  latitude: 45.9003,
  longitude: 6.12,
  categories: "support",
  interventions: "digital",
};

/** An edition of one of two sources in the layout of the demonstration. */
async function edition(source: string, rows: readonly object[], now = clock.now): Promise<ImportOutcome> {
  const bytes = Buffer.from(JSON.stringify(rows));
  const job = { source: { ...sourceNamed("demonstration"), id: source, name: source }, fileName: "f", bytes };
  return database.as({}, (db) => importFile(db, { ...job, recogniseTown, isDryRun: false, now }));
}

type OfferId = Id<"offer">;

async function pair(): Promise<{ readonly kept: OfferId; readonly merged: OfferId }> {
  await edition("une", [twin]);
  await edition("autre", [{ ...twin, phone: "04 50 00 00 01", description: "Dit par l’autre" }]);
  const { rows } = await sql<{ id: OfferId; source: string }>`
    select id, source from service_at_location order by source desc`.execute(database.app);
  return { kept: rows[0]!.id, merged: rows[1]!.id };
}

test("a pair is proposed with score and evidence, and shown side by side", async () => {
  const { kept, merged } = await pair();
  const { pairs } = await run(listDuplicates, {}, call);
  expect(pairs).toHaveLength(1);
  expect(pairs[0]).toMatchObject({
    score: 0.93,
    evidence: ["same-name-near", "same-address"],
    distanceMetres: 0,
  });
  const [id, otherId] = [kept, merged].toSorted() as [OfferId, OfferId];
  const shown = await run(readDuplicate, { id, otherId }, call);
  expect(shown.sides.map(({ sourceName }) => sourceName).toSorted()).toEqual(["autre", "une"]);
  expect(shown.fields.find(({ field }) => field === "service.name")).toMatchObject({ isSame: true });
  expect(shown.fields.find(({ field }) => field === "service_at_location.phones")?.isSame).toBe(false);
  await run(keepApart, { id, otherId }, call);
  expect((await run(listDuplicates, {}, call)).total).toBe(0);
  await edition("une", [twin]);
  expect((await run(listDuplicates, {}, call)).total).toBe(0);
});

test("both ids lead to the kept offer, in the directory and in the open data; undone, each is its own again", async () => {
  const { kept, merged } = await pair();
  await run(mergeDuplicate, { keptId: kept, mergedId: merged }, call);
  const offer = await run(readOffer, { offerId: merged }, call);
  expect([offer.id, offer.phone, offer.description]).toEqual([kept, "+33450000001", "Dit par l’autre"]);
  expect((await run(readOpenServiceAtLocation, { id: merged }, call))["id"]).toBe(kept);
  const stored = await sql<{ id: string; sal: string }>`
    select service_id as id, id as sal from service_at_location`.execute(database.app);
  const serviceOf = (id: string): string => stored.rows.find(({ sal }) => sal === id)?.id ?? "";
  expect((await run(readOpenService, { id: serviceOf(merged) }, call))["id"]).toBe(serviceOf(kept));
  expect((await run(listMergedIds, {}, call)).contents).toEqual([
    { id: merged, kept_id: kept, merged_on: "2026-11-21" },
  ]);
  expect((await run(listMerges, {}, call)).merges[0]).toMatchObject({ mergedId: merged, keptId: kept });
  await run(unmergeDuplicate, { mergedId: merged }, call);
  expect((await run(readOffer, { offerId: merged }, call)).id).toBe(merged);
  const alone = await run(readOffer, { offerId: kept }, call);
  expect([alone.phone, alone.description]).toEqual([null, null]);
  expect((await run(listDuplicates, {}, call)).total).toBe(1);
  await expect(run(unmergeDuplicate, { mergedId: merged }, call)).rejects.toMatchObject({
    code: "exchange.openNotFound",
  });
});

test("imports after a merge go to the kept offer and never open the other again", async () => {
  const { kept, merged } = await pair();
  await run(mergeDuplicate, { keptId: kept, mergedId: merged }, call);
  await edition("autre", [{ ...twin, phone: "04 50 00 00 02" }]);
  expect((await run(readOffer, { offerId: merged }, call)).phone).toBe("+33450000002");
  const open = sql<{ id: string }>`select id from service_at_location where closed_on is null`;
  expect((await open.execute(database.app)).rows).toEqual([{ id: kept }]);
  // Its own feed drops the kept one, twice: it stays while the other source shows it, and goes when none does.
  const other = { ...twin, slug: "autre-lieu", name: "Tout autre chose", latitude: 45.95 };
  await edition("une", [other]);
  await edition("une", [{ ...other, phone: "04 50 00 00 07" }]);
  expect((await run(readOffer, { offerId: kept }, call)).id).toBe(kept);
  await edition("autre", [{ ...other, slug: "x" }]);
  await edition("autre", [{ ...other, slug: "x", phone: "04 50 00 00 08" }]);
  await edition("une", [other]);
  await edition("une", [{ ...other, phone: "04 50 00 00 09" }]);
  await expect(run(readOffer, { offerId: kept }, call)).rejects.toMatchObject({
    code: "directory.offerNotFound",
  });
});

test("two feeds that contradict each other after a merge: the kept source holds, the difference is told", async () => {
  await edition("une", [{ ...twin, phone: "04 50 00 00 05" }]);
  await edition("autre", [{ ...twin, phone: "04 50 00 00 06" }]);
  const { rows } = await sql<{ id: OfferId }>`
    select id from service_at_location order by source desc`.execute(database.app);
  const [kept, merged] = [rows[0]!.id, rows[1]!.id];
  await run(mergeDuplicate, { keptId: kept, mergedId: merged }, call);
  expect((await run(readOffer, { offerId: merged }, call)).phone).toBe("+33450000005");
  const differences = sql`select field, stored_value, imported_value, source, resolved_on is null as open
    from import_difference where field = 'phones'`;
  expect((await differences.execute(database.app)).rows).toEqual([
    {
      field: "phones",
      stored_value: ["+33450000005"],
      imported_value: ["+33450000006"],
      source: "autre",
      open: true,
    },
  ]);
  await edition("autre", [{ ...twin, phone: "04 50 00 00 05" }]);
  expect((await differences.execute(database.app)).rows[0]).toMatchObject({ open: false });
});

test("what cannot be merged is refused by name", async () => {
  const { kept, merged } = await pair();
  await edition("tierce", [twin]);
  const { rows } = await sql<{ id: OfferId }>`
    select id from service_at_location where source = 'tierce'`.execute(database.app);
  const third = rows[0]!.id;
  await run(mergeDuplicate, { keptId: kept, mergedId: merged }, call);
  await expect(run(mergeDuplicate, { keptId: third, mergedId: kept }, call)).rejects.toMatchObject({
    code: "exchange.holdsMerged",
  });
  await expect(run(mergeDuplicate, { keptId: third, mergedId: merged }, call)).rejects.toMatchObject({
    code: "exchange.openNotFound",
  });
  await expect(run(mergeDuplicate, { keptId: third, mergedId: third }, call)).rejects.toMatchObject({
    code: "exchange.sameSource",
  });
  await run(mergeDuplicate, { keptId: kept, mergedId: third }, call);
  expect((await run(listMerges, {}, call)).total).toBe(2);
});
