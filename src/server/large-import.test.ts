import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { randomId, type Instant } from "#base";
import { importPart } from "#exchange/actions";
import { exchangeHandlers } from "#exchange/handlers";
import { freshDatabase } from "../../tests/support/database.ts";
import { offerBook, recogniseTown, sampleBytes } from "../../tests/support/feed.ts";
import { importLargeFeed } from "./large-import.ts";

const database = await freshDatabase();
const folder = mkdtempSync(join(tmpdir(), "tisser-large-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const handlers = exchangeHandlers({
  baseUrl: "http://tisser.example",
  book: offerBook(),
  recogniseTown,
  nationalLines: [],
  sentence: (_locale, key) => key,
});
/** Parts in the order in which they went in. */
const wentIn: number[] = [];
/** Part at which the program is killed; null for none. */
let killedAt: number | null = null;
const program = {
  handlers: handlers.map((bound) => {
    if (bound.action.name !== importPart.name) return bound;
    const { run, ...others } = bound.implementation;
    const told: typeof run = async (context) => {
      const { number } = context.input as { readonly number: number };
      if (number === killedAt) throw new Error("killed");
      const counts = await run(context);
      wentIn.push(number);
      return counts;
    };
    return { action: bound.action, implementation: { ...others, run: told } };
  }),
  env: { profile: "all" as const },
  services: {
    db: database.app,
    clock: () => "2026-11-21T09:00:00.000Z" as Instant,
    newId: randomId,
    receiptSecret: new Uint8Array(32),
  },
};

/** A full part, and one of five rows that is converted long before it. */
const rowCount = 1005;
const file = join(folder, "large.json");
const [sample] = JSON.parse(Buffer.from(sampleBytes("gironde")).toString("utf8")) as object[];
const progress: number[] = [];

async function importIt(): Promise<unknown> {
  return importLargeFeed(program, {
    source: "gironde",
    path: file,
    onProgress: ({ step, done }) => {
      if (step === "import") progress.push(done);
    },
  });
}

beforeAll(() => {
  const rows = Array.from({ length: rowCount }, (_, number) => ({ ...sample, Lieu: `Lieu ${number}` }));
  writeFileSync(file, JSON.stringify(rows));
});

test("an import that was killed goes on with the row after those that are in", async () => {
  killedAt = 1;
  await expect(importIt()).rejects.toThrow("killed");
  killedAt = null;
  progress.length = 0;
  expect(await importIt()).toMatchObject({ read: rowCount, created: rowCount, refused: 0 });
  expect(wentIn).toEqual([0, 1]);
  expect(progress).toEqual([rowCount]);
});

test("parts at work at the same time go in in their order, also where the next one is ready sooner", async () => {
  wentIn.length = 0;
  expect(await importIt()).toMatchObject({ read: rowCount, created: 0, unchanged: rowCount });
  expect(wentIn).toEqual([0, 1]);
});
