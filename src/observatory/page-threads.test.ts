import { afterAll, describe, expect, it } from "vitest";
import { makeDesign, makeDomains, manyFigures, type MeasuredVariable } from "#stats";
import { PageThreads } from "./page-threads.ts";

const rows = 3000;
const design = makeDesign({
  weights: Float64Array.from({ length: rows }, (_none, row) => 1 + (row % 97) / 7),
  strata: Int32Array.from({ length: rows }, (_none, row) => row % 5),
  psu: Int32Array.from({ length: rows }, (_none, row) => row % 60),
});
const shared = (value: (row: number) => number): Float64Array => {
  const column = new Float64Array(new SharedArrayBuffer(8 * rows));
  for (let row = 0; row < rows; row++) column[row] = value(row);
  return column;
};
const variables: readonly MeasuredVariable[] = [
  { y: shared((row) => Number(row % 3 === 0)), measure: "proportion" },
  { y: shared((row) => (row % 11 === 0 ? NaN : row % 7)), measure: "mean" },
  { y: Float64Array.from({ length: rows }, (_none, row) => Math.sin(row)), measure: "mean" },
  { y: shared(() => NaN), measure: "mean" },
  { y: shared((row) => Number(row % 50 !== 0)), measure: "proportion" },
];
const groupings = [2, 3, 7].map((groups) =>
  makeDomains(Int32Array.from({ length: rows }, (_none, row) => (row * 31) % groups)),
);

describe("a page of figures on several threads", () => {
  const made = [1, 2, 3, 9].map((threads) => new PageThreads(threads, 0));
  afterAll(() => made.forEach((one) => one.close()));

  it("is the same to the last bit on any number of threads, again and again", () => {
    const alone = manyFigures(design, variables, groupings);
    for (const threads of made) {
      expect(threads.figures(design, variables, groupings)).toEqual(alone);
      expect(threads.figures(design, variables.slice(1), groupings)).toEqual(alone.slice(1));
    }
    expect(made.map(({ started }) => started)).toEqual([0, 1, 2, 4]);
  });

  it("refuses what its figures refuse, and answers the next question", () => {
    const [, two] = made;
    const wrong = { y: shared((row) => row % 3), measure: "proportion" } as const;
    expect(() => two?.figures(design, [variables[0]!, wrong], groupings)).toThrow("stats.notBinary");
    expect(two?.figures(design, variables, groupings)).toEqual(manyFigures(design, variables, groupings));
  });

  it("starts no thread for a small page", () => {
    const threads = new PageThreads(4);
    threads.figures(design, variables, groupings);
    expect(threads.started).toBe(0);
  });
});
