import type { RValue } from "./value.ts";

/** A value in the form of the expected ones of a case. */
export type Plain = number | string | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** A value as `jsonlite` writes it with one-entry vectors as scalars; NA, NaN and infinite numbers as texts. */
export function plainOf(value: RValue): Plain {
  switch (value.kind) {
    case "vector":
      return value.values.length === 1 ? plainAtom(value.values[0] ?? null) : value.values.map(plainAtom);
    case "list":
      return value.names === null
        ? value.values.map(plainOf)
        : Object.fromEntries(value.values.map((item, place) => [value.names?.[place] ?? "", plainOf(item)]));
    case "matrix":
      return value.values.map((row) => row.map(plainAtom));
    case "null":
      return null;
    default:
      return value.kind;
  }
}

function plainAtom(atom: number | string | boolean | null): Plain {
  if (atom === null) return "NA";
  if (typeof atom === "number" && !Number.isFinite(atom))
    return Number.isNaN(atom) ? "NaN" : atom > 0 ? "Inf" : "-Inf";
  return atom;
}

/** Where an expected value is 0, what comes may differ by this much. */
const nearZero = 1e-12;

/** The likelihood interval of R is read off a spline: no more than this can be asked of it. */
const splineTolerance = 1e-5;

/** Differences between what was expected and what came, one sentence each; none when all agree. */
export function differences(expected: Plain, actual: Plain, tolerance: number, path = ""): string[] {
  const [one, other] = [unwrapped(expected), unwrapped(actual)];
  if (typeof one === "number" && typeof other === "number") {
    const allowed = /\blikelihood\b/.test(path) ? Math.max(tolerance, splineTolerance) : tolerance;
    const isNear = Math.abs(one - other) <= (one === 0 ? nearZero : allowed * Math.abs(one));
    return isNear ? [] : [`${path}: expected ${one}, got ${other}`];
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    if (one.length !== other.length) return [`${path}: expected ${one.length} entries, got ${other.length}`];
    return one.flatMap((item: Plain, place) =>
      differences(item, other[place] as Plain, tolerance, `${path}[${place}]`),
    );
  }
  if (isRecord(one) && isRecord(other)) {
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return keys.flatMap((key) => {
      const here = path === "" ? key : `${path}.${key}`;
      const [left, right] = [one[key], other[key]];
      if (left === undefined || right === undefined)
        return [`${here}: ${left === undefined ? "not expected" : "missing"}`];
      return differences(left, right, tolerance, here);
    });
  }
  return one === other || isEmpty(one, other)
    ? []
    : [`${path}: expected ${JSON.stringify(one)}, got ${JSON.stringify(other)}`];
}

/** An array of one entry may stand as that entry. */
function unwrapped(value: Plain): Plain {
  return Array.isArray(value) && value.length === 1 ? unwrapped(value[0] as Plain) : value;
}

/** NULL, an empty list and an empty vector are written alike. */
function isEmpty(one: Plain, other: Plain): boolean {
  const empty = (value: Plain) =>
    value === null ||
    (Array.isArray(value) && value.length === 0) ||
    (isRecord(value) && Object.keys(value).length === 0);
  return empty(one) && empty(other);
}

function isRecord(value: Plain): value is { readonly [key: string]: Plain } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
