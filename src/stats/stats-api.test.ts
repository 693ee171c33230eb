import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { beforeAll, describe, expect, it } from "vitest";
import { statsApi, statsFunctions } from "../../scripts/make-stats-api.ts";
import { openSolver } from "../observatory/highs-solver.ts";
import * as stats from "./index.ts";

let solve: stats.SolveLinear;
beforeAll(async () => {
  solve = await openSolver();
});

const functions = statsFunctions();

it("docs/stats-api.md is what the docstrings say", () => {
  const written = readFileSync(new URL("../../docs/stats-api.md", import.meta.url), "utf8");
  expect(written).toBe(statsApi());
});

it("every function of the room is described", () => {
  const exported = Object.entries(stats).flatMap(([name, value]) =>
    typeof value === "function" ? [name] : [],
  );
  expect(functions.map(({ name }) => name).toSorted()).toEqual(exported.toSorted());
});

/** Pairs of what each line of an example computes and what its comment promises. */
function runExample(example: string): readonly (readonly [actual: unknown, promised: unknown])[] {
  const pairs: (readonly [unknown, unknown])[] = [];
  const checked = example.replaceAll(
    /^(?!const )(.+); \/\/ (.+)$/gm,
    (_line, expression: string, promised: string) =>
      `pair(${expression}, (${promised.replace(/^Float64Array (\[.*\])$/, "Float64Array.from($1)")}));`,
  );
  const code = stripTypeScriptTypes(checked);
  // oxlint-disable-next-line no-implied-eval -- examples are our own text, run to keep them true
  const run = new Function("pair", "solve", ...Object.keys(stats), code);
  run((actual: unknown, promised: unknown) => pairs.push([actual, promised]), solve, ...Object.values(stats));
  return pairs;
}

/** Numbers to twelve digits, so that an example can show a plain figure. */
function rounded(value: unknown): unknown {
  if (typeof value === "number") return Number(value.toPrecision(12));
  if (value instanceof Float64Array) return Array.from(value, rounded);
  return Array.isArray(value) ? value.map(rounded) : value;
}

describe.each(functions.map(({ name, example }) => ({ name, example })))("$name", ({ example }) => {
  it("has an example that holds", () => {
    const pairs = runExample(example ?? "");
    expect(pairs.length).toBeGreaterThan(0);
    for (const [actual, promised] of pairs) expect(rounded(actual)).toEqual(rounded(promised));
  });
});
