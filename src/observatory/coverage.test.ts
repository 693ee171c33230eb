import { describe, expect, test } from "vitest";
import { countCovered } from "./interval-coverage.ts";

/** Samples drawn: few here, 500 by `TISSER_COVERAGE_SAMPLES=500`. */
const samples = Number(process.env["TISSER_COVERAGE_SAMPLES"] ?? 60);

/** Below this share an honest 95 % interval falls about twice in ten thousand times. */
function lowest(draws: number): number {
  return 0.95 - 3.5 * Math.sqrt((0.95 * 0.05) / draws);
}

describe("95 % intervals of the synthetic survey", () => {
  const covered = countCovered(samples);

  test("hold the truth of each figure, in total and by age, about as often as they say", () => {
    expect(covered.size).toBe(10 * 6);
    for (const [key, times] of covered) expect(times / samples, key).toBeGreaterThan(lowest(samples) - 0.02);
  });

  test("taken together hold it in 93 to 97 of 100 samples, within what chance allows", () => {
    const share = [...covered.values()].reduce((sum, times) => sum + times, 0) / (covered.size * samples);
    // Figures of one sample go together: they count for no more than three apiece.
    const slack = 3.5 * Math.sqrt((0.95 * 0.05) / (3 * samples));
    expect(share).toBeGreaterThan(0.93 - slack);
    expect(share).toBeLessThan(0.97 + slack);
  });
});
