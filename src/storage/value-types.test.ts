import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { freshDatabase } from "../../tests/support/database.ts";

const database = await freshDatabase();

async function one(text: string): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`select ${sql.raw(text)} as value`.execute(database.app);
  return rows[0]?.value;
}

describe("values read from the database", () => {
  it.each([
    ["'2026-11-21 09:30:00.123999+01'::timestamptz", "2026-11-21T08:30:00.123Z"],
    ["'2026-11-21 08:30:00Z'::timestamptz", "2026-11-21T08:30:00.000Z"],
    ["'2026-11-21 08:30:00.1Z'::timestamptz", "2026-11-21T08:30:00.100Z"],
    ["'infinity'::timestamptz", "infinity"],
    ["array['2026-11-21 08:30:00Z'::timestamptz, null]", ["2026-11-21T08:30:00.000Z", null]],
    ["'2026-02-28'::date", "2026-02-28"],
    ["array['2026-02-28'::date]", ["2026-02-28"]],
    ["'{}'::date[]", []],
    ["9007199254740991::bigint", Number.MAX_SAFE_INTEGER],
    ["array[1::bigint, null]", [1, null]],
    ["count(*)", 1],
    ["1.10::numeric", "1.10"],
    ["'{\"a\": [1]}'::jsonb", { a: [1] }],
    ["null::timestamptz", null],
  ])("%s is read as it should be, wherever the server and the program stand", async (text, expected) => {
    expect(await one(text)).toEqual(expected);
  });

  it("refuses a whole number that would be rounded", async () => {
    await expect(one("9007199254740993::bigint")).rejects.toThrow("2^53");
    expect(await one("1")).toBe(1);
  });
});
