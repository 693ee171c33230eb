import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { correlation } from "./correlation.ts";
import { makeDesign } from "./design.ts";
import { holm } from "./holm.ts";

const lines = readFileSync(new URL("fixtures/data/apistrat.csv", import.meta.url), "utf8")
  .trim()
  .split("\n");
const names = lines[0]?.split(",") ?? [];
const column = (name: string): string[] =>
  lines.slice(1).map((line) => line.split(",")[names.indexOf(name)] ?? "");
const design = makeDesign({ weights: column("pw").map(Number), strata: column("stype") });

describe("the correlation of two answers", () => {
  test("and its standard error are those of R survey (fixtures/correlation.R)", () => {
    const { value, standardError } = correlation(
      design,
      column("api00").map(Number),
      column("api99").map(Number),
    );
    expect(value).toBeCloseTo(0.975904664064128, 12);
    expect(standardError).toBeCloseTo(0.0040065019531936, 12);
  });

  test("does not change with the units, and turns round with the sign", () => {
    const [x, y] = [column("api00").map(Number), column("meals").map(Number)];
    const { value } = correlation(design, x, y);
    expect(
      correlation(
        design,
        x.map((one) => 3 + 2 * one),
        y,
      ).value,
    ).toBeCloseTo(value ?? 0, 12);
    expect(
      correlation(
        design,
        x.map((one) => -one),
        y,
      ).value,
    ).toBeCloseTo(-(value ?? 0), 12);
  });

  test("is not estimable where one of the two never varies, or nobody answered both", () => {
    const [x, same] = [column("api00").map(Number), column("api00").map(() => 1)];
    expect(correlation(design, x, same)).toMatchObject({ value: null, status: "not-estimable" });
    expect(
      correlation(
        design,
        x,
        same.map(() => null),
      ),
    ).toMatchObject({ value: null, n: 0 });
  });
});

test("many p values are adjusted as R p.adjust does, and never beyond one", () => {
  expect(holm([])).toEqual([]);
  expect(holm([0.9, 0.8])).toEqual([1, 1]);
  expect(holm([0.02])).toEqual([0.02]);
});
