import type { LocalDate } from "#base";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { feedDay, recogniseTown, sampleBytes } from "../../tests/support/feed.ts";
import { rowsWithBadOnes } from "../../tests/support/bad-rows.ts";
import { convertFeed, type Converted } from "./convert.ts";
import { readJsonFeed } from "./reading/feed.ts";
import { sources } from "./sources/index.ts";
import type { Source } from "./source.ts";

const options = { recogniseTown, today: "2026-11-21" as LocalDate };

function convertRows(source: Source, rows: readonly unknown[]): Converted {
  // As they would be after reading: the rows of a table or of nested records are cells already.
  const given = readJsonFeed(Buffer.from(JSON.stringify(rows)));
  return convertFeed(given, source, options);
}

/** Cells as they come: of every type, long, in other scripts, with names of JavaScript's own properties. */
const anyCell = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: "binary", maxLength: 400 }),
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toString",
    "@",
    "00000000000000",
    "<script>",
    "=1+1",
    "33000",
    0,
    -1,
    1e308,
  ),
);

describe.each(sources)("the source $id", (source) => {
  const samples = source.readFeed(sampleBytes(source.id), feedDay).rows;
  const [sample] = samples;
  const columns = Object.keys(sample ?? {});

  test("whatever stands in the cells, each row is taken or refused, and nothing is thrown", () => {
    const row = fc
      .record(Object.fromEntries(columns.map((column) => [column, anyCell])), { requiredKeys: [] })
      .map((cells) => ({ ...sample, ...cells }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
        const { read, resources, refused } = convertRows(source, rows);
        expect(read).toBe(rows.length);
        expect(resources.length + new Set(refused.map((fault) => fault.row)).size).toBe(rows.length);
      }),
      { numRuns: 60 },
    );
  });

  test("the order of the rows changes no entry", () => {
    const good = convertRows(source, samples).resources;
    const numbers = new Set(good.map(({ service_at_location }) => service_at_location.id));
    const taken = samples.filter((row) => row !== null).toReversed();
    const again = convertRows(source, taken).resources;
    for (const resource of again.filter(({ service_at_location }) => numbers.has(service_at_location.id))) {
      expect(resource.location.id).toBe(
        good.find(({ service_at_location }) => service_at_location.id === resource.service_at_location.id)
          ?.location.id,
      );
    }
    expect(new Set(again.map(({ service_at_location }) => service_at_location.id))).toEqual(numbers);
  });

  test("what is not known of an entry is null or empty, never a placeholder", () => {
    const text = JSON.stringify(convertRows(source, samples).resources);
    expect(text).not.toMatch(/"(?:@|00000000000000|undefined|null|NaN|-)"/);
  });
});

test("a row named after JavaScript's own properties is a row like any other", () => {
  const bytes = Buffer.from('[{"__proto__": {"nom": "x"}, "constructor": 1, "id": "1", "x": 1}]');
  const source = sources.find(({ id }) => id === "aix-en-provence");
  if (source === undefined) throw new Error("no source");
  const { refused } = convertFeed(readJsonFeed(bytes), source, options);
  expect(refused.map(({ field, code }) => [field, code])).toEqual([
    ["nom", "required"],
    ["commune", "required"],
  ]);
});

test("of ten thousand rows of which five hundred are bad in twelve ways, each fault is told and the others go in", () => {
  const source = sources.find(({ id }) => id === "gironde")!;
  const [sample] = source.readFeed(sampleBytes("gironde"), feedDay).rows;
  const { rows, faults } = rowsWithBadOnes(sample ?? {}, 10_000);
  const clean = convertRows(source, [rows[0]]).warnings.map(({ code }) => code);
  const { read, resources, refused, warnings } = convertRows(source, rows);
  expect(read).toBe(10_000);
  expect(resources.length + new Set(refused.map(({ row }) => row)).size).toBe(10_000);
  const told = new Map<number, Set<string>>();
  for (const { row, code } of [...refused, ...warnings])
    if (!clean.includes(code)) told.set(row, (told.get(row) ?? new Set()).add(code));
  expect(faults.size).toBe(500);
  expect([...told.keys()].toSorted((a, b) => a - b)).toEqual([...faults.keys()]);
  for (const [row, codes] of told) expect([...codes]).toContain(faults.get(row));
});
