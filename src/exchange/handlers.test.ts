import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Instant } from "#base";
import { anonymousActor, operatorActor, randomId } from "#base";
import { freshDatabase } from "../../tests/support/database.ts";
import { offerBook, recogniseTown, sampleBytes } from "../../tests/support/feed.ts";
import { sentence } from "../server/texts.ts";
import { importReportSchema, importResources, type ImportReport } from "./actions.ts";
import { entriesOf } from "#base";
import { exchangeErrors } from "./errors.ts";
import { exchangeHandlers } from "./handlers.ts";
import { accessEvidence } from "./access/likeness.ts";
import { duplicateEvidence } from "./duplicate.ts";
import { faultColumn, faultEffect } from "./fault-csv.ts";
import { faultRemedy, rowFault } from "./row-fault.ts";
import { tableField } from "./table/table-field.ts";
import { reportOutcome, reportReason } from "./report/report.ts";
import { rowRefusal, suspicion } from "./suspicion.ts";
import { entryCause } from "./upkeep/entry-cause.ts";

const database = await freshDatabase();
const bound = exchangeHandlers({
  book: offerBook(),
  recogniseTown,
  sentence,
  nationalLines: [],
  baseUrl: "http://tisser.example",
}).find(({ action }) => action.name === importResources.name);

async function run(input: Readonly<Record<string, unknown>>): Promise<ImportReport> {
  if (bound === undefined) throw new Error("no handler");
  const parsed = importResources.input.parse(input);
  return database.as({}, async (db) => {
    const context = { input: parsed, actor: operatorActor, db, now: "2026-11-21T09:00:00.000Z" as Instant };
    const answer = await bound.implementation.run({
      ...context,
      newId: randomId,
      facts: undefined as never,
      audit: () => undefined,
      http: { headers: new Headers(), setCookies: [], address: null },
      afterCommit: () => undefined,
    });
    return importReportSchema.parse(answer);
  });
}

function fileOf(id: string): Readonly<Record<string, unknown>> {
  return { source: id, fileName: "sample.json", content: Buffer.from(sampleBytes(id)).toString("base64") };
}

test("the report tells each fault in a sentence with its row and column", async () => {
  const report = await run(fileOf("auvergne-rhone-alpes-est"));
  expect(report).toMatchObject({ source: "auvergne-rhone-alpes-est", read: 7, created: 3, isDryRun: false });
  expect(report.refused[0]).toEqual({
    row: 4,
    field: "nom",
    code: "required",
    message: "Ligne 4, colonne « nom » : cette case doit être remplie. La ligne n’est pas reprise.",
  });
  expect(report.warnings.map(({ message }) => message)).toContain(
    "Ligne 2, colonne « services » : « Tricoter ensemble » n’est pas dans la table de correspondance. Ce mot n’est pas traduit en catégorie.",
  );
});

test("an unknown source is refused with the names of those known", async () => {
  await expect(run({ ...fileOf("gironde"), source: "inconnue" })).rejects.toMatchObject({
    code: "exchange.sourceUnknown",
    params: { known: expect.stringContaining("bus-france-services-charente, ") as string },
  });
});

test("a feed of a format has a name of its own, so that two of them never close each other's entries", async () => {
  const feed = { name: "maison-inventee", title: "Maison inventée", licence: "Licence Ouverte 2.0" };
  await expect(run(fileOf("agenda"))).rejects.toMatchObject({ code: "exchange.feedNameNeeded" });
  await expect(run({ ...fileOf("gironde"), feed })).rejects.toMatchObject({
    code: "exchange.feedNameUnused",
  });
  const first = await run({ ...fileOf("agenda"), feed });
  const second = await run({ ...fileOf("agenda"), feed: { ...feed, name: "autre" } });
  expect([first.source, first.created, second.created]).toEqual(["agenda--maison-inventee", 2, 2]);
  expect(
    importResources.input.safeParse({ ...fileOf("agenda"), feed: { ...feed, name: "../x" } }).success,
  ).toBe(false);
});

test("a file of another source is refused with the columns it lacks", async () => {
  await expect(run({ ...fileOf("gironde"), source: "bus-france-services-charente" })).rejects.toMatchObject({
    code: "exchange.columnsMissing",
  });
});

test("what is not base64, too large, or asked with unknown properties, is refused at the door", () => {
  const accepts = (change: Readonly<Record<string, unknown>>): boolean =>
    importResources.input.safeParse({ ...fileOf("gironde"), ...change }).success;
  expect(accepts({})).toBe(true);
  expect(accepts({ content: "pas du base64 !" })).toBe(false);
  expect(accepts({ content: "AAAA".repeat(5 * 1024 * 1024) })).toBe(false);
  expect(accepts({ content: "" })).toBe(false);
  expect(accepts({ unknown: 1 })).toBe(false);
});

test("only a territory's administrator and the operator may import", () => {
  expect(importResources.roles).toEqual(["territory-admin", "platform-operator"]);
  expect(importResources.allow.check(anonymousActor, undefined)).toMatchObject({ allowed: false });
  expect(importResources.allow.check(operatorActor, undefined)).toEqual({ allowed: true });
  const worker = {
    ...operatorActor,
    kind: "account" as const,
    id: randomId<"account">(),
    memberships: [
      {
        tenantId: randomId<"tenant">(),
        controllerId: randomId<"controller">(),
        role: "link-worker" as const,
      },
    ],
  };
  expect(importResources.allow.check(worker, undefined)).toMatchObject({
    allowed: false,
    reason: "roleNeeded",
  });
});

test("every fault, evidence and error has its sentence in four languages", () => {
  const keys = [
    ...rowFault.codes.map((code) => `code.rowFault.${code}`),
    ...[
      suspicion,
      rowRefusal,
      faultColumn,
      faultEffect,
      faultRemedy,
      tableField,
      entryCause,
      reportReason,
      reportOutcome,
    ].flatMap(({ name, codes }) => codes.map((code) => `code.${name}.${code}`)),
    ...duplicateEvidence.codes.map((code) => `code.duplicateEvidence.${code}`),
    ...accessEvidence.codes.map((code) => `code.accessEvidence.${code}`),
    ...(entriesOf(exchangeErrors) ?? []).map(({ code }) => `error.${code}`),
    // What may be wrong in a form of ours and in no other.
    ...["placeHidden", "placeUnknown", "tooMany"].map((code) => `issue.${code}`),
  ].toSorted();
  for (const locale of ["fr", "en", "es", "ar"]) {
    const file = readFileSync(new URL(`texts/${locale}.json`, import.meta.url), "utf8");
    expect(Object.keys(JSON.parse(file) as object).toSorted()).toEqual(keys);
  }
});
