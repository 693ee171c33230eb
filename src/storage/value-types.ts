import { types, type CustomTypesConfig } from "pg";
import type { Instant } from "#base";

const int8 = 20;
const date = 1082;
const timestamp = 1114;
const timestamptz = 1184;
const arrays: Readonly<Record<number, number>> = {
  1016: int8,
  1182: date,
  1115: timestamp,
  1185: timestamptz,
};

type Parse = (text: string) => unknown;

/** A whole number of 64 bits. @throws RangeError rather than give a rounded number. */
export function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError("a bigint beyond 2^53 was read");
  return value;
}

/** A moment as {@link Instant}: UTC with milliseconds (finer parts are cut off); `infinity` stays as it is. */
export function parseInstant(text: string): Instant {
  const match = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/.exec(text);
  if (match === null) return text as Instant;
  return `${match[1]}T${match[2]}.${(match[3] ?? "").padEnd(3, "0").slice(0, 3)}Z` as Instant;
}

const parsers: Readonly<Record<number, Parse>> = {
  [int8]: parseInt8,
  [date]: String,
  [timestamp]: String,
  [timestamptz]: parseInstant,
};

function parserOf(oid: number): Parse | undefined {
  const element = arrays[oid];
  if (element === undefined) return parsers[oid];
  const parse = parsers[element] ?? String;
  return (text) => parseArray(text).map((part) => (part === null ? null : parse(part)));
}

/** A one-dimensional array of plain values, as PostgreSQL writes it: `{1,2,NULL}`, quoted where there are spaces. */
function parseArray(text: string): readonly (string | null)[] {
  const inside = text.slice(1, -1);
  if (inside === "") return [];
  return inside.split(",").map((part) => (part === "NULL" ? null : part.replaceAll('"', "")));
}

// Its declared parameter lists the types that `pg` knows; any other is answered as text.
const parserOfPg = types.getTypeParser as (
  oid: number,
  format: "text" | "binary",
) => (value: string) => unknown;

/** How values become JavaScript, on every connection: whole numbers, days and moments as text, the rest as `pg` does. */
export const valueTypes: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    (format === "binary" ? undefined : parserOf(oid)) ??
    parserOfPg(oid, format ?? "text")) as typeof types.getTypeParser,
};
