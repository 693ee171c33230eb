import { operatorActor, randomId, type Instant } from "#base";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { freshDatabase } from "../../tests/support/database.ts";
import { recogniseTown, sampleBytes, sourceNamed } from "../../tests/support/feed.ts";
import { nationalLines } from "../directory/handlers.ts";
import { sentence } from "../server/texts.ts";
import { decideQuarantine, listQuarantine } from "./actions.ts";
import { exchangeHandlers } from "./handlers.ts";
import { importFile, type ImportOutcome } from "./import.ts";

const id = "aix-en-provence";
const now = "2026-11-21T09:00:00.000Z" as Instant;
const database = await freshDatabase();
const handlers = exchangeHandlers({
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
  readonly rows: readonly { readonly id: string; readonly reasons: readonly string[] }[];
}

const websites = sql<{ url: string }>`select url from service where source_id = '1'`;

test("a suspicious change waits, what was known stays; rejected it stays out, accepted it goes in", async () => {
  await edition({});
  const held = await edition({ site_web: "https://bit.ly/abc" });
  expect(held.refused.map(({ row, code }) => [row, code])).toEqual([[1, "heldForReview"]]);
  expect((await websites.execute(database.app)).rows).toEqual([{ url: "http://www.exemple.fr" }]);
  const [row] = (await run<Waiting>(listQuarantine, {})).rows;
  expect(row?.reasons).toEqual(["shortened-address"]);
  await run(decideQuarantine, { rowId: row?.id, decision: "rejected" });
  await edition({ site_web: "https://bit.ly/abc" });
  expect((await run<Waiting>(listQuarantine, {})).total).toBe(0);
  expect((await websites.execute(database.app)).rows).toEqual([{ url: "http://www.exemple.fr" }]);
  await edition({ site_web: "https://bit.ly/xyz" });
  const [again] = (await run<Waiting>(listQuarantine, {})).rows;
  await run(decideQuarantine, { rowId: again?.id, decision: "accepted" });
  expect((await websites.execute(database.app)).rows).toEqual([{ url: "https://bit.ly/xyz" }]);
  const after = await edition({ site_web: "https://bit.ly/xyz" });
  expect([after.unchanged, after.refused]).toEqual([2, []]);
  await expect(run(decideQuarantine, { rowId: again?.id, decision: "rejected" })).rejects.toMatchObject({
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
