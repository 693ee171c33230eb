import { describe, expect, it } from "vitest";
import { makeDesign, makeDomains, meanBy } from "./index.ts";

const rows = 1_000_000;
const everybody = makeDomains(new Int8Array(rows));
const y = Float64Array.from({ length: rows }, (_none, row) => row % 2);
const weights = new Float64Array(rows).fill(2);
const strataOf = (persons: number): Int32Array =>
  Int32Array.from({ length: rows }, (_none, row) => Math.floor(row / persons));

describe("as many strata as respondents, a million", () => {
  it("are refused: one person in a stratum shows no variance", () => {
    expect(() => makeDesign({ weights, strata: strataOf(1) })).toThrow("stats.lonelyPsu");
  });

  it("never give an error of 0 where the rule leaves every stratum out", () => {
    const design = makeDesign({ weights, strata: strataOf(1), lonelyPsu: "remove" });
    const [figure] = meanBy(design, y, everybody).estimates;
    expect(figure).toMatchObject({ standardError: null, ci: null, status: "suppressed" });
    expect(figure?.reasons).toContain("no-degrees-of-freedom");
  });

  it("of two persons each are estimated in one pass, as the formula has it", () => {
    const design = makeDesign({ weights, strata: strataOf(2) });
    const [figure] = meanBy(design, y, everybody).estimates;
    expect(figure?.value).toBe(0.5);
    // In each stratum 0 and 1: two deviations of a half; n/(n−1) is 2; 500 000 strata; the mean divides by a million.
    expect(figure?.standardError).toBeCloseTo(Math.sqrt(500_000 * 2 * (0.25 + 0.25)) / rows, 12);
    expect(figure?.df).toBe(500_000);
  });
});
