import { describe, expect, test } from "vitest";
import { countCovered } from "./interval-coverage.ts";

/** Samples drawn: few here, 500 by `TISSER_COVERAGE_SAMPLES=500`. */
const samples = Number(process.env["TISSER_COVERAGE_SAMPLES"] ?? 60);

/** Below this share a 95 % interval that holds the truth in 93 of 100 samples falls about once in ten thousand times. */
function lowest(draws: number): number {
  return 0.93 - 4 * Math.sqrt((0.93 * 0.07) / draws);
}

describe("95 % intervals of the synthetic survey", () => {
  const covered = countCovered(samples);

  test("hold the truth of each figure, in total, by age, income and digital use, about as often as they say", () => {
    expect(covered.size).toBe(10 * (1 + 5 + 5) + 8 * 2);
    for (const [key, times] of covered) expect(times / samples, key).toBeGreaterThan(lowest(samples));
  });

  test("taken together hold it in 93 to 97 of 100 samples, within what chance allows", () => {
    const share = [...covered.values()].reduce((sum, times) => sum + times, 0) / (covered.size * samples);
    // Figures of one sample go together: they count for no more than three apiece.
    const slack = 3.5 * Math.sqrt((0.95 * 0.05) / (3 * samples));
    expect(share).toBeGreaterThan(0.93 - slack);
    expect(share).toBeLessThan(0.97 + slack);
  });
});
