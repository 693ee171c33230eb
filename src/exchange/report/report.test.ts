import { anonymousActor, operatorActor, randomId, type Actor, type AnyAction, type Instant } from "#base";
import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/support/database.ts";
import { offerBook, recogniseTown, sampleBytes, sourceNamed } from "../../../tests/support/feed.ts";
import { actionRunner } from "../../../tests/support/run.ts";
import { sentence } from "../../server/texts.ts";
import { decideReport, listReports, reportEntry } from "../actions.ts";
import { exchangeHandlers, forgetReportContacts } from "../handlers.ts";
import { importFile } from "../import.ts";
import { mostOfOffer } from "./report.ts";

const database = await freshDatabase();
const handlers = exchangeHandlers({
  book: offerBook(),
  recogniseTown,
  sentence,
  nationalLines: [],
  baseUrl: "http://tisser.example",
});
let now = "2026-11-21T09:00:00.000Z" as Instant;
let offers: readonly string[] = [];

const call = actionRunner(database, handlers, {
  get now() {
    return now;
  },
});
async function run<Output>(
  action: AnyAction,
  input: unknown,
  actor: Actor = anonymousActor,
): Promise<Output> {
  return (await call(action, input as never, { actor })) as Output;
}

interface Reports {
  readonly total: number;
  readonly reports: readonly {
    readonly id: string;
    readonly reason: string;
    readonly words: string | null;
    readonly contact: string | null;
    readonly isUrgent: boolean;
  }[];
}
const waiting = (): Promise<Reports> => run(listReports, {}, operatorActor);

beforeAll(async () => {
  const source = sourceNamed("gironde");
  const job = { source, fileName: "f", bytes: sampleBytes("gironde"), recogniseTown, isDryRun: false, now };
  await database.as({}, (db) => importFile(db, job));
  const { rows } = await sql<{ id: string }>`select id from service_at_location order by id`.execute(
    database.app,
  );
  offers = rows.map(({ id }) => id);
});

test("anybody reports without account; what can hurt somebody is read first", async () => {
  const [first, second] = offers;
  await run(reportEntry, { offerId: first, reason: "wrong-hours", words: " Fermé le mardi. ", locale: "fr" });
  now = "2026-11-22T09:00:00.000Z" as Instant;
  await run(reportEntry, { offerId: second, reason: "confidential-address", contact: "06 00 00 00 00" });
  expect((await waiting()).reports).toMatchObject([
    { reason: "confidential-address", isUrgent: true, words: null, contact: "06 00 00 00 00" },
    { reason: "wrong-hours", isUrgent: false, words: "Fermé le mardi.", contact: null },
  ]);
});

test("only who moderates reads or decides", async () => {
  await expect(run(listReports, {})).rejects.toMatchObject({ code: "base.signInNeeded" });
  const decision = { reportId: randomId(), outcome: "corrected" };
  await expect(run(decideReport, decision)).rejects.toMatchObject({ code: "base.signInNeeded" });
  await expect(run(decideReport, decision, operatorActor)).rejects.toMatchObject({
    code: "exchange.reportNotWaiting",
  });
});

test("a decision erases words and contact, and is made once", async () => {
  const [urgent] = (await waiting()).reports;
  await run(decideReport, { reportId: urgent?.id, outcome: "told-producer" }, operatorActor);
  expect((await waiting()).total).toBe(1);
  const kept =
    await sql`select words, contact, outcome from entry_report where id = ${urgent?.id ?? ""}::uuid`.execute(
      database.app,
    );
  expect(kept.rows).toEqual([{ words: null, contact: null, outcome: "told-producer" }]);
  await expect(
    run(decideReport, { reportId: urgent?.id, outcome: "spam" }, operatorActor),
  ).rejects.toMatchObject({ code: "exchange.reportNotWaiting" });
});

test("the way to answer goes after thirty days, what is wrong stays", async () => {
  await run(reportEntry, { offerId: offers[0], reason: "other", words: "À voir.", contact: "a@b.example" });
  await database.as({}, (db) => forgetReportContacts(db, "2026-11-22T08:59:00.000Z" as Instant));
  expect(JSON.stringify(await waiting())).toContain("a@b.example");
  await database.as({}, (db) => forgetReportContacts(db, "2026-11-22T09:01:00.000Z" as Instant));
  const left = await waiting();
  expect(JSON.stringify(left)).not.toContain("a@b.example");
  expect(left.reports.map(({ words }) => words)).toContain("À voir.");
});

test("machines, advertising, unknown entries and floods are refused, each with its code", async () => {
  const [offerId] = offers;
  const refused = (input: object): Promise<unknown> =>
    run(reportEntry, { offerId, reason: "other", ...input }).then(
      () => null,
      ({ code }: { readonly code: string }) => code,
    );
  expect(await refused({ leaveEmpty: "x" })).toBe("exchange.reportByMachine");
  expect(await refused({ words: "Voir https://exemple.fr" })).toBe("exchange.reportWithLink");
  expect(await refused({ contact: "www.exemple.fr" })).toBe("exchange.reportWithLink");
  expect(await refused({ offerId: randomId() })).toBe("directory.offerNotFound");
  expect(await refused({ reason: "__proto__" })).toBe("base.invalidInput");
  expect(await refused({ words: "x".repeat(1001) })).toBe("base.invalidInput");
  for (let more = 0; more < mostOfOffer; more += 1) await refused({});
  expect(await refused({})).toBe("exchange.reportsEnough");
});

test("the audit says that it was reported, never what was written", async () => {
  const { rows } = await sql<{ all: string }>`
    select string_agg(to_jsonb(a)::text, ' ') as all from audit_entry a`.execute(database.admin);
  expect(rows[0]?.all).toContain("exchange.reportEntry");
  expect(rows[0]?.all).not.toMatch(/Fermé le mardi|06 00 00/);
});
