import { createHash } from "node:crypto";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import type { Instant } from "../base/date.ts";
import { freshDatabase } from "../../tests/support/database.ts";
import { recogniseTown, sampleBytes, sourceNamed } from "../../tests/support/feed.ts";
import { importFile } from "./import.ts";
import { beginParts, finishParts, importPart, type PartedOutcome } from "./part.ts";
import type { RawRow } from "./row-reader.ts";

const database = await freshDatabase();
const source = sourceNamed("gironde");
const [sample = {}] = JSON.parse(Buffer.from(sampleBytes("gironde")).toString("utf8")) as RawRow[];

/** Rows of the source, each under an id and a name of its own. */
function rowsNamed(names: readonly string[]): RawRow[] {
  return names.map((name) => ({ ...sample, Lieu: `Lieu ${name}` }));
}

const day = (number: number): Instant => `2026-11-${number}T09:00:00.000Z` as Instant;
const editionOf = (rows: readonly RawRow[]): string =>
  createHash("sha256").update(JSON.stringify(rows)).digest("hex").slice(0, 32);

async function begin(
  rows: readonly RawRow[],
  now: Instant,
): Promise<{ readonly done: readonly number[]; readonly rowsDone: number }> {
  const columns = Object.keys(rows[0] ?? {});
  return database.as({}, (db) => beginParts(db, { source, edition: editionOf(rows), now }, columns));
}

/** Imports one part of three rows. */
async function send(rows: readonly RawRow[], part: number, now: Instant) {
  const rowsBefore = part * 3;
  const given = { part, rowsBefore, rows: rows.slice(rowsBefore, rowsBefore + 3), isEncodingGuessed: false };
  return database.as({}, (db) =>
    importPart(db, { source, edition: editionOf(rows), now }, { ...given, recogniseTown, lines: [] }),
  );
}

async function end(rows: readonly RawRow[], now: Instant): Promise<PartedOutcome> {
  const parts = Math.ceil(rows.length / 3);
  return database.as({}, (db) =>
    finishParts(db, { source, edition: editionOf(rows), now }, { parts, fileName: "large.json" }),
  );
}

async function importAll(rows: readonly RawRow[], now: Instant): Promise<PartedOutcome> {
  const { done } = await begin(rows, now);
  for (let part = 0; part * 3 < rows.length; part += 1) if (!done.includes(part)) await send(rows, part, now);
  return end(rows, now);
}

/** What is stored of the source, but the columns that say when and by which file. */
async function stored(): Promise<unknown> {
  return database.as({}, async (db) => {
    const { rows } = await sql`
      select o.name, l.city, l.address_1, s.name as service, sal.source_id, sal.closed_on::text, sal.phones
      from service_at_location sal join service s on s.id = sal.service_id
      join location l on l.id = sal.location_id join organization o on o.id = s.organization_id
      where sal.source = 'gironde' order by sal.source_id`.execute(db);
    return rows;
  });
}

const names = ["a", "b", "c", "d", "e", "f", "g"];

describe("a large file imported part by part", () => {
  const rows = rowsNamed(names);

  beforeAll(async () => {
    await begin(rows, day(21));
    await send(rows, 0, day(21));
    await send(rows, 1, day(21));
    // Here the program was killed.
  });

  test("cannot be finished while a part is missing", async () => {
    await expect(end(rows, day(21))).rejects.toMatchObject({ code: "exchange.partsMissing" });
    const sooner = rowsNamed(["p", "q", "r", "s"]);
    await expect(send(sooner, 1, day(21))).rejects.toMatchObject({ code: "exchange.partsMissing" });
  });

  test("goes on after a kill: parts that are in are known, and given again change nothing", async () => {
    expect(await begin(rows, day(21))).toEqual({ done: [0, 1], rowsDone: 6 });
    expect(await send(rows, 1, day(21))).toMatchObject({ read: 3, created: 3 });
    expect(await importAll(rows, day(21))).toMatchObject({
      read: 7,
      created: 7,
      updated: 0,
      unchanged: 0,
      closed: 0,
      refused: 0,
    });
  });

  test("leaves what the same file imported whole would have left", async () => {
    const inParts = await stored();
    const whole = await database.as({}, (db) =>
      importFile(db, {
        source,
        fileName: "whole.json",
        bytes: Buffer.from(JSON.stringify(rows)),
        now: day(21),
        isDryRun: false,
        recogniseTown,
      }),
    );
    expect(whole).toMatchObject({ created: 0, updated: 0, unchanged: 7 });
    expect(await stored()).toEqual(inParts);
  });

  test("the same file again changes nothing, and its parts are forgotten once it is in", async () => {
    expect(await begin(rows, day(22))).toEqual({ done: [], rowsDone: 0 });
    expect(await importAll(rows, day(22))).toMatchObject({ created: 0, updated: 0, unchanged: 7 });
  });

  test("what two editions in succession no longer hold is closed; a row repeated in a later part is refused", async () => {
    const fewer = rowsNamed(["a", "b", "c", "d", "e", "a", "f"]);
    expect(await importAll(fewer, day(23))).toMatchObject({ unchanged: 6, refused: 1, closed: 0 });
    const again = [...rowsNamed(["a", "b", "c", "d", "e"]), { ...rowsNamed(["f"])[0] }];
    expect(await importAll(again, day(24))).toMatchObject({ unchanged: 6, refused: 0, closed: 1 });
  });

  test("an edition never finished closes nothing, and is forgotten when another begins", async () => {
    const other = rowsNamed(["x", "y", "z", "w"]);
    await begin(other, day(25));
    await send(other, 0, day(25));
    expect(await begin(rowsNamed(names), day(25))).toEqual({ done: [], rowsDone: 0 });
    await expect(end(other, day(25))).rejects.toMatchObject({ code: "exchange.partsMissing" });
  });

  test("a file of another source is refused before anything is written", async () => {
    await expect(begin([{ a: 1 }], day(25))).rejects.toMatchObject({ code: "exchange.columnsMissing" });
  });
});
