import { expect, test } from "vitest";
import type { Instant } from "../base/date.ts";
import { freshDatabase } from "../../tests/support/database.ts";
import { recogniseTown, sampleBytes, sourceNamed } from "../../tests/support/feed.ts";
import { townAt } from "../directory/town-table.ts";
import { townIndex } from "../directory/town-files.ts";
import { importFile, type ImportOutcome } from "./import.ts";

const database = await freshDatabase();
const id = "auvergne-rhone-alpes-est";

/** Rows spread over all the towns of the area of the source: those of elsewhere would wait for a human. */
function manyRows(count: number): readonly Record<string, unknown>[] {
  const [sample] = JSON.parse(Buffer.from(sampleBytes(id)).toString("utf8")) as Record<string, unknown>[];
  const { table } = townIndex();
  const area = new Set(sourceNamed(id).departements);
  const towns = table.codes.flatMap((_, row) => {
    const town = townAt(table, row);
    return area.has(town.departement) ? [town] : [];
  });
  return Array.from({ length: count }, (_, position) => {
    const town = towns[(position * 7919) % towns.length];
    if (town === undefined) throw new Error("no town in the area of the source");
    const hours = `Mo-Fr 0${position % 10}:${String(position % 60).padStart(2, "0")}-12:00`;
    return {
      ...sample,
      id: String(position),
      nom: `Lieu ${position % 3000} de ${town.name}`,
      commune: town.name.toUpperCase(),
      code_postal: town.postcodes[0] ?? "",
      latitude: town.position?.latitude ?? "",
      longitude: town.position?.longitude ?? "",
      horaires: hours,
      telephone: `0450${String(100_000 + position)}`,
    };
  });
}

/** Work is counted, not time, so that a busy machine does not fail the test; README.md has the times measured. */
async function importRows(rows: readonly object[]): Promise<ImportOutcome & { readonly cpuMs: number }> {
  const bytes = Buffer.from(JSON.stringify(rows));
  const job = { source: sourceNamed(id), fileName: "feed.json", bytes, recogniseTown, isDryRun: false };
  const before = process.cpuUsage();
  const outcome = await database.as({}, (db) =>
    importFile(db, { ...job, now: "2026-11-21T09:00:00.000Z" as Instant }),
  );
  const { user, system } = process.cpuUsage(before);
  return { ...outcome, cpuMs: (user + system) / 1000 };
}

test("three thousand rows go in with less than ten milliseconds of work each, and as many changed ones", async () => {
  const rows = manyRows(3000);
  const first = await importRows(rows);
  // Some communes have no postcode, position or namesake-free name: their rows are refused, not lost.
  expect(first.created + new Set(first.refused.map(({ row }) => row)).size).toBe(3000);
  expect(first.created).toBeGreaterThan(2990);
  expect(first.cpuMs).toBeLessThan(10 * 3000);
  const changed = await importRows(rows.map((row) => ({ ...row, telephone: "04 51 00 00 01" })));
  expect(changed.updated).toBe(first.created);
  expect(changed.cpuMs).toBeLessThan(10 * 3000);
}, 120_000);
