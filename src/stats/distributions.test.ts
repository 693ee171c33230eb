import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { relativeDistance } from "./fixture.testing.ts";
import * as stats from "./index.ts";

const witnesses = JSON.parse(
  readFileSync(new URL("./fixtures/distributions.json", import.meta.url), "utf8"),
) as readonly { readonly name: string; readonly args: readonly number[]; readonly value: number }[];

const functions: Readonly<Record<string, (...args: number[]) => number>> = {
  studentQuantile: stats.studentQuantile,
  studentUpperTail: stats.studentUpperTail,
  normalQuantile: stats.normalQuantile,
  normalUpperTail: stats.normalUpperTail,
  chiSquareUpperTail: stats.chiSquareUpperTail,
  chiSquareQuantile: stats.chiSquareQuantile,
  betaCdf: stats.betaCdf,
  betaUpperTail: stats.betaUpperTail,
  betaQuantile: stats.betaQuantile,
  fUpperTail: stats.fUpperTail,
  fQuantile: stats.fQuantile,
  nonCentralStudentCdf: stats.nonCentralStudentCdf,
};

/** R itself is less exact here: `pt` stops its series early. */
const looser: Readonly<Record<string, number>> = { nonCentralStudentCdf: 1e-9 };

/** R's `qf` takes 1 − x of a beta quantile and has lost all digits of small values. */
const isWitness = ({ name, value }: { name: string; value: number }) => name !== "fQuantile" || value > 0.01;

describe.each(Object.entries(functions))("%s", (name, f) => {
  const rows = witnesses.filter((row) => row.name === name && isWitness(row));

  it("gives the values of R to the last digits, far tails included", () => {
    expect(rows.length).toBeGreaterThan(2);
    for (const { args, value } of rows)
      expect(relativeDistance(f(...args), value), `${name}(${args.join(", ")})`).toBeLessThan(
        looser[name] ?? 1e-11,
      );
  });
});

it("quantiles undo distribution functions", () => {
  const df = fc.double({ min: 0.5, max: 500, noNaN: true });
  const p = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });
  fc.assert(
    fc.property(p, df, df, (p, a, b) => {
      expect(relativeDistance(stats.betaCdf(stats.betaQuantile(p, a, b), a, b), p)).toBeLessThan(1e-8);
      expect(relativeDistance(stats.studentCdf(stats.studentQuantile(p, a), a), p)).toBeLessThan(1e-9);
      expect(relativeDistance(stats.chiSquareCdf(stats.chiSquareQuantile(p, a), a), p)).toBeLessThan(1e-9);
      expect(relativeDistance(stats.fCdf(stats.fQuantile(p, a, b), a, b), p)).toBeLessThan(1e-9);
      expect(relativeDistance(stats.normalCdf(stats.normalQuantile(p)), p)).toBeLessThan(1e-9);
    }),
    { numRuns: 200 },
  );
});

it("what is no probability and no shape has no quantile", () => {
  expect([
    stats.betaQuantile(1.1, 1, 1),
    stats.betaQuantile(0.5, -1, 1),
    stats.studentQuantile(NaN, 3),
    stats.studentQuantile(0.5, 0),
    stats.chiSquareQuantile(-0.1, 3),
    stats.normalQuantile(2),
  ]).toEqual([NaN, NaN, NaN, NaN, NaN, NaN]);
  expect([stats.betaQuantile(0, 2, 3), stats.betaQuantile(1, 2, 3), stats.normalQuantile(0)]).toEqual([
    0,
    1,
    -Infinity,
  ]);
});
