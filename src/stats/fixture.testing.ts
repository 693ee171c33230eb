import { readFileSync } from "node:fs";

const folder = new URL("./fixtures/", import.meta.url);

/** Columns of a table, by name; numbers where every value is one, null where missing. */
export type FixtureTable = Readonly<Record<string, readonly (string | number | null)[]>>;

/** Reads a fixture table. Empty fields are missing. */
export function fixtureTable(name: string): FixtureTable {
  const [head = "", ...lines] = readFileSync(new URL(`data/${name}`, folder), "utf8")
    .trim()
    .split(/\r?\n/);
  const rows = lines.map(fields);
  return Object.fromEntries(
    fields(head).map((column, place) => {
      const values = rows.map((row) => (row[place] === undefined || row[place] === "" ? null : row[place]));
      const isNumeric = values.every((value) => value === null || !Number.isNaN(Number(value)));
      return [column, values.map((value) => (value === null || !isNumeric ? value : Number(value)))];
    }),
  );
}

function fields(line: string): string[] {
  return [...line.matchAll(/("([^"]*)"|[^,]*)(,|$)/g)]
    .slice(0, line.endsWith(",") ? undefined : -1)
    .map(([, plain, quoted]) => quoted ?? plain ?? "");
}

/** A column of numbers of a fixture table. */
export function numericColumn(table: FixtureTable, name: string): (number | null)[] {
  return (table[name] ?? []).map((value) => (value === null ? null : Number(value)));
}

/** Any value inside the `expected` of a case, by its path. */
export function expectedOf(id: string, ...path: readonly (string | number)[]): number {
  const found = JSON.parse(readFileSync(new URL(`cases/${id}.json`, folder), "utf8")) as {
    expected: unknown;
  };
  const value = path.reduce<unknown>(
    (inside, key) => (inside as Record<string, unknown>)[key],
    found.expected,
  );
  if (typeof value !== "number") throw new Error(`${id} has no number at ${path.join(".")}`);
  return value;
}

/** Relative distance of two numbers; absolute where the expected one is 0. */
export function relativeDistance(actual: number | null | undefined, expected: number): number {
  if (actual === null || actual === undefined) return Infinity;
  return Math.abs(actual - expected) / (expected === 0 ? 1 : Math.abs(expected));
}
