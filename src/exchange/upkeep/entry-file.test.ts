import { operatorActor, randomId, type Instant } from "#base";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/support/database.ts";
import { offerBook, recogniseTown, sampleBytes, sourceNamed } from "../../../tests/support/feed.ts";
import { nationalLines } from "../../directory/handlers.ts";
import { noExchange, runAction } from "../../server/run-action.ts";
import { readWholeOffers } from "../../directory/whole-offer.ts";
import { sentence } from "../../server/texts.ts";
import {
  closeEntry,
  correctEntry,
  listDifferences,
  listInclusionServices,
  listOpenOrganizations,
  listOpenServices,
  readEntryFile,
  settleDifference,
  undoChange,
} from "../actions.ts";
import { exchangeHandlers } from "../handlers.ts";
import { importFile } from "../import.ts";
import type { Correction } from "./correction.ts";

const id = "aix-en-provence";
const now = "2026-11-21T09:00:00.000Z" as Instant;
const database = await freshDatabase();
const lines = nationalLines();
const handlers = exchangeHandlers({
  book: offerBook(),
  recogniseTown,
  sentence,
  nationalLines: lines,
  baseUrl: "http://tisser.example",
});
let offerId = "";

async function run<Output>(action: { readonly name: string }, input: unknown): Promise<Output> {
  const bound = handlers.find((handler) => handler.action.name === action.name);
  if (bound === undefined) throw new Error(action.name);
  const services = { db: database.app, clock: () => now, newId: randomId, receiptSecret: new Uint8Array(32) };
  const call = { bound, actor: operatorActor, input, key: randomId(), needsKey: true, version: null };
  return (await runAction(services, { ...call, http: noExchange() })).output as Output;
}

/** Imports the sample again, its first row changed. */
async function edition(change: object): Promise<void> {
  const rows = JSON.parse(Buffer.from(sampleBytes(id)).toString("utf8")) as object[];
  const bytes = Buffer.from(
    JSON.stringify([{ ...rows[0], structure_parente: "Ville inventée", ...change }, ...rows.slice(1)]),
  );
  const job = { source: sourceNamed(id), fileName: "f", bytes, recogniseTown, isDryRun: false, now, lines };
  await database.as({}, (db) => importFile(db, job));
}

interface File {
  readonly isOpen: boolean;
  readonly correction: Correction;
  readonly changes: readonly {
    readonly id: string;
    readonly cause: string;
    readonly isUndone: boolean;
    readonly fields: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
  }[];
}
const file = (): Promise<File> => run(readEntryFile, { offerId });
const correct = async (change: Partial<Correction>): Promise<unknown> =>
  run(correctEntry, { offerId, ...(await file()).correction, ...change });
const refusal = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    ({ code }: { readonly code: string }) => code,
  );

beforeAll(async () => {
  await edition({});
  const { rows } = await sql<{
    id: string;
  }>`select id from service_at_location where source_id = '1'`.execute(database.app);
  offerId = rows[0]?.id ?? "";
});

describe("a correction by a moderator", () => {
  test("of room, welcome and price stands on the page, is kept from imports, and is taken back", async () => {
    const given = {
      room: "waitlist" as const,
      welcome: "Samira vous attend",
      roomNote: "deux semaines",
      pricePer: "session" as const,
      priceAmount: 5,
      languages: ["fr", "ar"],
    };
    await correct(given);
    await edition({ presentation_resume: "Autrement" });
    const read = async () => {
      const { rows } = await sql`
        select sal.capacity_status, sal.welcome, s.cost_amount::float8 as cost_amount, s.languages
        from service_at_location sal join service s on s.id = sal.service_id where sal.id = ${offerId}::uuid`.execute(
        database.app,
      );
      return rows[0];
    };
    expect(await read()).toEqual({
      capacity_status: "waitlist",
      welcome: "Samira vous attend",
      cost_amount: 5,
      languages: ["fr", "ar"],
    });
    const { contents } = await run<{ readonly contents: readonly object[] }>(listOpenServices, {});
    expect(contents).toContainEqual(
      expect.objectContaining({ wait_time: "waitlist: deux semaines (2026-11-21)" }),
    );
    const { items } = await run<{ readonly items: readonly object[] }>(listInclusionServices, {});
    expect(items).toContainEqual(expect.objectContaining({ frais_precisions: "5 € par séance" }));
    for (const { id: changeId, cause } of (await file()).changes)
      if (cause === "moderator") await run(undoChange, { offerId, changeId });
    expect(await read()).toEqual({ capacity_status: "ask", welcome: null, cost_amount: null, languages: [] });
    await edition({});
    await sql`delete from entry_change`.execute(database.admin);
  });

  test("of who comes and how stands in the search, the open data and the history, and is taken back", async () => {
    const given = {
      publics: ["aidants" as const],
      onlyPublics: true,
      groupSize: "small" as const,
      waysIn: ["referral" as const],
      transport: "bus 4, arrêt Mairie",
      fetchesPeople: true,
      area: "departement" as const,
      areaPlaces: "Bouches-du-Rhône",
    };
    await correct(given);
    await edition({ presentation_resume: "Autrement encore" });
    expect((await file()).correction).toMatchObject({ ...given, areaPlaces: "Bouches-du-Rhône (13)" });
    const { contents } = await run<{ readonly contents: readonly object[] }>(listOpenServices, {
      per_page: 100,
    });
    expect(contents.find((one) => JSON.stringify(one).includes("bus 4"))).toMatchObject({
      eligibility_description: "aidants",
      service_areas: [{ extent: "13", extent_type: "FR-INSEE-DEPARTEMENT", name: "Bouches-du-Rhône" }],
      service_at_locations: [{ location: { transportation: "bus 4, arrêt Mairie" } }],
    });
    const inclusion = await run<{ readonly items: readonly object[] }>(listInclusionServices, {});
    expect(inclusion.items).toContainEqual(
      expect.objectContaining({ zone_eligibilite: ["13"], mobilisable_par: ["professionnels", "usagers"] }),
    );
    for (const { id: changeId, cause } of (await file()).changes)
      if (cause === "moderator") await run(undoChange, { offerId, changeId });
    expect((await file()).correction).toMatchObject({
      publics: [],
      onlyPublics: false,
      waysIn: [],
      fetchesPeople: false,
    });
    expect((await file()).correction.transport).toBeUndefined();
    await edition({});
    await sql`delete from entry_change`.execute(database.admin);
  });

  test("of the room is said on its day, is told no more after thirty, and is as fresh as the feed before that", async () => {
    const told = async (at: Instant) => {
      const [offer] = (await database.as({}, (db) => readWholeOffers(db, [offerId], at))).values();
      return offer?.takingPart.capacity;
    };
    const nothing = { status: "ask", note: null, toldOn: null };
    expect(await told(now)).toEqual(nothing);
    await correct({ room: "waitlist", roomNote: "deux semaines" });
    const said = { status: "waitlist", note: "deux semaines", toldOn: "2026-11-21" };
    expect(await told(now)).toEqual(said);
    expect(await told("2026-12-21T09:00:00.000Z" as Instant)).toEqual(said);
    const old = { status: "ask", note: null, toldOn: "2026-11-21" };
    expect(await told("2026-12-22T09:00:00.000Z" as Instant)).toEqual(old);
    // What else is corrected says nothing of the room.
    await sql`update service_at_location set capacity_on = '2026-09-01'`.execute(database.admin);
    await correct({ phone: "04 42 00 00 08" });
    expect(await told(now)).toEqual({ ...old, toldOn: "2026-09-01" });
    const { contents } = await run<{ readonly contents: readonly object[] }>(listOpenServices, {
      per_page: 100,
    });
    expect(contents.map((one) => (one as { readonly wait_time?: string }).wait_time)).toContain(
      "waitlist: deux semaines (2026-09-01)",
    );
    await sql`
      update service_at_location set edited_fields = '{}', confirmed_on = '2026-11-20', capacity_on = null where id = ${offerId}::uuid`.execute(
      database.admin,
    );
    expect(await told(now)).toEqual({ ...said, toldOn: "2026-11-20" });
    await sql`update service_at_location set upheld_on = '2026-11-21' where id = ${offerId}::uuid`.execute(
      database.admin,
    );
    expect(await told(now)).toEqual(said);
    await sql`
      update service_at_location set capacity_status = 'ask', capacity_note = null, upheld_on = null where id = ${offerId}::uuid`.execute(
      database.admin,
    );
    expect(await told(now)).toEqual(nothing);
    await edition({ presentation_resume: "Et encore" });
    await edition({});
    await sql`delete from entry_change`.execute(database.admin);
  });

  test("each group of fields is as fresh as its own confirmation, and all as fresh as the organisation’s word", async () => {
    const groups = async () => {
      const [offer] = (await database.as({}, (db) => readWholeOffers(db, [offerId], now))).values();
      return offer?.confirmedGroups;
    };
    const one = (await groups())?.hours ?? null;
    expect(await groups()).toEqual({ hours: one, what: one, place: one, organisation: one });
    const [place] = (
      await sql<{ id: string }>`
      update location set confirmed_on = '2025-01-05' where id = (
        select location_id from service_at_location where id = ${offerId}::uuid) returning id`.execute(
        database.admin,
      )
    ).rows;
    expect(await groups()).toEqual({ hours: one, what: one, place: "2025-01-05", organisation: one });
    await sql`update service_at_location set upheld_on = '2026-11-20' where id = ${offerId}::uuid`.execute(
      database.admin,
    );
    const day = "2026-11-20";
    expect(await groups()).toEqual({ hours: day, what: day, place: day, organisation: day });
    await sql`update service_at_location set upheld_on = null where id = ${offerId}::uuid`.execute(
      database.admin,
    );
    await sql`update location set confirmed_on = ${one}::date where id = ${place?.id}::uuid`.execute(
      database.admin,
    );
  });

  test("is a change for those who read the open data since a day", async () => {
    await sql`update service_at_location set imported_on = '2026-01-05'`.execute(database.admin);
    for (const table of ["service", "location", "organization"])
      await sql`update ${sql.table(table)} set imported_on = '2026-01-05'`.execute(database.admin);
    const since = (): Promise<{ readonly contents: readonly { readonly last_modified: string }[] }> =>
      run(listOpenServices, { modified_after: "2026-11-01" });
    expect((await since()).contents).toEqual([]);
    await correct({ phone: "04 42 00 00 07" });
    expect((await since()).contents).toMatchObject([{ last_modified: "2026-11-21T00:00:00.000Z" }]);
    const { contents } = await run<{ readonly contents: readonly object[] }>(listOpenOrganizations, {});
    expect(contents).toContainEqual(expect.objectContaining({ last_modified: "2026-11-21T00:00:00.000Z" }));
    const { changes } = await file();
    await run(undoChange, { offerId, changeId: changes[0]?.id });
    await sql`delete from entry_change`.execute(database.admin);
  });

  test("is written, is found by its new words, and says in the history what stood before", async () => {
    const before = (await file()).correction;
    expect(await correct({})).toEqual({ offerId, isChanged: false });
    await correct({
      name: "Maison des fils",
      hours: "du lundi au vendredi de 9h à 12h",
      phone: "04 42 00 00 01",
    });
    const { correction, changes } = await file();
    expect(correction).toMatchObject({ name: "Maison des fils", phone: "+33442000001" });
    expect(correction.hours).toMatch(/^Mo-Fr 09:00-12:00/);
    expect(changes.map(({ cause }) => cause)).toEqual(["moderator", "moderator"]);
    const fields = changes.flatMap((change) => change.fields);
    expect(fields.find(({ field }) => field === "service.name")).toEqual({
      field: "service.name",
      before: before.name,
      after: "Maison des fils",
    });
    const { rows } = await sql`
      select name_key from service_at_location where id = ${offerId}::uuid`.execute(database.app);
    expect(rows).toEqual([{ name_key: "maison des fils" }]);
  });

  test("that deceives or cannot be read changes nothing and says why", async () => {
    expect(await refusal(correct({ phone: "+33 81 00 00 00 0" }))).toMatch(/^exchange\.correction/);
    expect(await refusal(correct({ website: "https://bit.ly/abc" }))).toBe("exchange.correctionSuspicious");
    expect(await refusal(correct({ name: "<svg onload=alert(1)>" }))).toBe("exchange.correctionSuspicious");
    expect(await refusal(correct({ hours: "quand on veut" }))).toBe("exchange.correctionUnreadable");
    expect(await refusal(correct({ email: "nulle part" }))).toBe("exchange.correctionUnreadable");
    expect((await file()).correction.name).toBe("Maison des fils");
  });

  test("holds against the feed, which shows its own value until somebody chooses", async () => {
    await correct({ description: "Nos mots" });
    await edition({ presentation_detail: "Mots de la source" });
    expect((await file()).correction.description).toBe("Nos mots");
    const waiting = async (): Promise<readonly Record<string, unknown>[]> => {
      const { differences } = await run<{ differences: readonly Record<string, unknown>[] }>(
        listDifferences,
        {},
      );
      return differences.filter(({ field }) => field === "description");
    };
    const [difference] = await waiting();
    expect(difference).toMatchObject({ stored: "Nos mots", imported: "Mots de la source", offerId });
    const settle = (choice: string): Promise<unknown> =>
      run(settleDifference, { entityId: difference?.["entityId"], field: "description", choice });
    await settle("stored");
    await edition({ presentation_detail: "Mots de la source", conditions_acces: "Sur place" });
    expect(await waiting()).toEqual([]);
    expect(await refusal(settle("stored"))).toBe("exchange.differenceNotFound");
    await edition({ presentation_detail: "D’autres mots de la source" });
    await settle("imported");
    expect((await file()).correction.description).toBe("D’autres mots de la source");
    await edition({ presentation_detail: "Les derniers mots" });
    expect((await file()).correction.description).toBe("Les derniers mots");
  });
});

describe("a change taken back", () => {
  test("stands as before, and what an import had changed is a human's from then on", async () => {
    const [last] = (await file()).changes;
    expect(last).toMatchObject({ cause: "import", fields: [{ after: "Les derniers mots" }] });
    await run(undoChange, { offerId, changeId: last?.id });
    const { correction, changes } = await file();
    expect(correction.description).toBe("D’autres mots de la source");
    expect(changes[0]).toMatchObject({ cause: "undo" });
    expect(changes[1]).toMatchObject({ id: last?.id, isUndone: true });
    expect(await refusal(run(undoChange, { offerId, changeId: last?.id }))).toBe("exchange.changeNotFound");
    await edition({ presentation_detail: "Encore d’autres mots" });
    expect((await file()).correction.description).toBe("D’autres mots de la source");
  });

  test("is refused where something else changed since, and where it is none of this entry", async () => {
    const ours = (await file()).changes.find(({ fields }) =>
      fields.some(({ after }) => after === "Nos mots"),
    );
    expect(await refusal(run(undoChange, { offerId, changeId: ours?.id }))).toBe("exchange.changedSince");
    const { rows } = await sql<{ id: string }>`
      select id from service_at_location where id <> ${offerId}::uuid limit 1`.execute(database.app);
    await correct({ conditions: "Sur inscription" });
    const [mine] = (await file()).changes;
    expect(await refusal(run(undoChange, { offerId: rows[0]?.id, changeId: mine?.id }))).toBe(
      "exchange.changeNotFound",
    );
    expect((await file()).correction.conditions).toBe("Sur inscription");
  });

  test("opens an entry that was closed by mistake", async () => {
    await run(closeEntry, { offerId });
    await edition({ telephone: "04 42 00 00 09" });
    expect((await file()).isOpen).toBe(false);
    const closing = (await file()).changes.find(({ fields }) =>
      fields.some(({ field }) => field === "service_at_location.closed_on"),
    );
    await run(undoChange, { offerId, changeId: closing?.id });
    expect((await file()).isOpen).toBe(true);
  });
});

test("an import that changes nothing leaves no line in the history", async () => {
  const count = async (): Promise<unknown> =>
    (await sql`select count(*)::int as count from entry_change`.execute(database.app)).rows[0];
  await edition({ nom: "Le nom d’après" });
  const before = await count();
  await edition({ nom: "Le nom d’après" });
  expect(await count()).toEqual(before);
});
