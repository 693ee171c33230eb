import { operatorActor, randomId, type Instant } from "#base";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { freshDatabase } from "../../tests/support/database.ts";
import { offerBook, recogniseTown, sampleBytes, sourceNamed } from "../../tests/support/feed.ts";
import { nationalLines } from "../directory/handlers.ts";
import { sentence } from "../server/texts.ts";
import {
  decideQuarantine,
  decideQuarantineGroup,
  exportFaults,
  listImports,
  listQuarantine,
  noteImportFailure,
} from "./actions.ts";
import { faultCsv } from "./fault-csv.ts";
import { exchangeHandlers } from "./handlers.ts";
import { importFile, type ImportOutcome } from "./import.ts";

const id = "aix-en-provence";
const now = "2026-11-21T09:00:00.000Z" as Instant;
const database = await freshDatabase();
const handlers = exchangeHandlers({
  book: offerBook(),
  recogniseTown,
  sentence,
  nationalLines: nationalLines(),
  baseUrl: "http://tisser.example",
});

async function run<Output>(action: { readonly name: string }, input: unknown): Promise<Output> {
  const bound = handlers.find((handler) => handler.action.name === action.name);
  if (bound === undefined) throw new Error(action.name);
  return database.as({}, async (db) => {
    const context = {
      input: bound.action.input.parse(input),
      actor: operatorActor,
      db,
      now,
      newId: randomId,
      facts: undefined,
      audit: () => undefined,
    };
    return (await bound.implementation.run({ ...context, afterCommit: () => undefined } as never)) as Output;
  });
}

async function edition(change: object): Promise<ImportOutcome> {
  const rows = JSON.parse(Buffer.from(sampleBytes(id)).toString("utf8")) as object[];
  const bytes = Buffer.from(JSON.stringify([{ ...rows[0], ...change }, rows[1]]));
  const job = {
    source: sourceNamed(id),
    fileName: "f",
    bytes,
    recogniseTown,
    isDryRun: false,
    now,
    lines: nationalLines(),
  };
  return database.as({}, (db) => importFile(db, job));
}

interface Waiting {
  readonly total: number;
  readonly rows: readonly {
    readonly id: string;
    readonly reasons: readonly string[];
    readonly isNew: boolean;
    readonly changes: readonly object[];
  }[];
  readonly groups: readonly object[];
}

const websites = sql<{ url: string }>`select url from service where source_id = '1'`;

test("a suspicious change waits, what was known stays; rejected it stays out, accepted it goes in", async () => {
  await edition({});
  const held = await edition({ site_web: "https://bit.ly/abc" });
  expect(held.refused.map(({ row, code }) => [row, code])).toEqual([[1, "heldForReview"]]);
  expect((await websites.execute(database.app)).rows).toEqual([{ url: "http://www.exemple.fr" }]);
  const [row] = (await run<Waiting>(listQuarantine, {})).rows;
  expect(row).toMatchObject({
    reasons: ["shortened-address"],
    isNew: false,
    changes: [
      { field: "service.url", stored: "http://www.exemple.fr", waiting: "https://bit.ly/abc" },
      { field: "organization.website", stored: "http://www.exemple.fr", waiting: "https://bit.ly/abc" },
    ],
  });
  await expect(run(decideQuarantine, { rowId: row?.id, decision: "rejected" })).rejects.toMatchObject({
    code: "exchange.reasonNeeded",
    issues: [{ path: "reason", code: "required" }],
  });
  await run(decideQuarantine, { rowId: row?.id, decision: "rejected", reason: "deceptive" });
  await edition({ site_web: "https://bit.ly/abc" });
  expect((await run<Waiting>(listQuarantine, {})).total).toBe(0);
  expect((await websites.execute(database.app)).rows).toEqual([{ url: "http://www.exemple.fr" }]);
  await edition({ site_web: "https://bit.ly/xyz" });
  const [again] = (await run<Waiting>(listQuarantine, {})).rows;
  await run(decideQuarantine, { rowId: again?.id, decision: "accepted" });
  expect((await websites.execute(database.app)).rows).toEqual([{ url: "https://bit.ly/xyz" }]);
  const after = await edition({ site_web: "https://bit.ly/xyz" });
  expect([after.unchanged, after.refused]).toEqual([2, []]);
  await expect(
    run(decideQuarantine, { rowId: again?.id, decision: "rejected", reason: "wrong" }),
  ).rejects.toMatchObject({
    code: "exchange.notWaiting",
  });
});

test("what waits is closed by no import, and a trial keeps nothing", async () => {
  await edition({ site_web: "https://bit.ly/other" });
  await edition({ site_web: "https://bit.ly/other", telephone: "+33442000002" });
  const open =
    await sql`select from service_at_location where source = ${id} and missing_since is null`.execute(
      database.app,
    );
  expect(open.rows).toHaveLength(2);
});

test("rows that wait for one harmless reason are decided at once; those that may deceive enter one by one", async () => {
  const rows = JSON.parse(Buffer.from(sampleBytes(id)).toString("utf8")) as Record<string, unknown>[];
  const many = [1, 2, 3].map((place) => ({ ...rows[0], id: `loin-${place}`, nom: `Loin ${place}` }));
  const elsewhere = { ...sourceNamed(id), id: "ailleurs", departements: ["33"] };
  const job = { fileName: "f", recogniseTown, isDryRun: false, now, lines: [] };
  await database.as({}, (db) =>
    importFile(db, { ...job, source: elsewhere, bytes: Buffer.from(JSON.stringify(many)) }),
  );
  const { groups } = await run<Waiting>(listQuarantine, { source: "ailleurs" });
  expect(groups).toContainEqual(
    expect.objectContaining({ source: "ailleurs", suspicion: "out-of-area", count: 3, mayEnter: true }),
  );
  const group = { source: "ailleurs", suspicion: "out-of-area" };
  await expect(
    run(decideQuarantineGroup, { ...group, count: 2, decision: "accepted" }),
  ).rejects.toMatchObject({ code: "exchange.groupChanged" });
  await run(decideQuarantineGroup, { ...group, count: 3, decision: "accepted" });
  const open = await sql`select from service_at_location where source = 'ailleurs'`.execute(database.app);
  expect(open.rows).toHaveLength(3);
  await expect(
    run(decideQuarantineGroup, { ...group, suspicion: "premium-number", count: 1, decision: "accepted" }),
  ).rejects.toMatchObject({ code: "exchange.groupUnsafe" });
});

test("whoever keeps the file gets its faults as a table: row, column, value, what to do", async () => {
  await edition({ site_web: "pas un site", nom: "=1+1" });
  const { text } = await run<{ readonly text: string }>(exportFaults, { source: id });
  expect(text.startsWith("\uFEFFLigne;Colonne;Valeur;Effet;Problème;Que faire\r\n")).toBe(true);
  expect(text).toContain(
    '1;site_web;pas un site;ligne reprise;"Ligne 1, colonne « site_web » : ce n’est pas l’adresse d’un site. Elle n’est pas reprise.";',
  );
  expect(text).toContain("qui commence par https://.");
  expect(
    faultCsv(["a"], [{ row: 1, column: "nom", value: '=1;"x"', effect: "", fault: "", remedy: "" }]),
  ).toBe(`\uFEFFa\r\n1;nom;"'=1;""x""";;;\r\n`);
  await expect(run(exportFaults, { source: "inconnue" })).rejects.toMatchObject({
    code: "exchange.sourceNotImported",
  });
  await edition({});
  expect((await run<{ readonly text: string }>(exportFaults, { source: id })).text).not.toContain(
    "pas un site",
  );
});

test("the list of imports tells what the last one did, and that the attempt after it failed until one succeeds", async () => {
  await edition({});
  await run(noteImportFailure, { source: id, code: "exchange.columnsMissing" });
  const listed = async () =>
    (await run<{ readonly sources: readonly { readonly id: string }[] }>(listImports, {})).sources.find(
      (source) => source.id === id,
    );
  expect(await listed()).toMatchObject({
    open: 2,
    last: { fileName: "f", read: 2 },
    failure: { at: now, code: "exchange.columnsMissing" },
  });
  await edition({});
  expect(await listed()).toMatchObject({ failure: null });
  expect(await run(noteImportFailure, { source: "inconnue", code: "exchange.feedEmpty" })).toEqual({
    isKnown: false,
  });
});
