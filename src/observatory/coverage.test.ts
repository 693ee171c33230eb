import { describe, expect, test } from "vitest";
import { estimateWave } from "./estimation.ts";
import { syntheticSurvey } from "./synthetic-survey.ts";
import { groupKey, syntheticTruth } from "./synthetic-truth.ts";

/** Samples drawn: few here, 500 by `TISSER_COVERAGE_SAMPLES=500`. */
const samples = Number(process.env["TISSER_COVERAGE_SAMPLES"] ?? 60);

/** Variables of the breakdowns that are looked at: in total and by age. */
const left = ["sex", "disability", "town-size", "household"];

/** How often the 95 % interval of each figure held the truth. */
function countCovered(): ReadonlyMap<string, number> {
  const truth = syntheticTruth(0);
  const covered = new Map<string, number>();
  for (let sample = 0; sample < samples; sample += 1) {
    const survey = syntheticSurvey({ seed: `coverage ${sample}`, waves: ["2026"], personsPerArea: 18 });
    const [whole] = survey.waves;
    if (whole === undefined) throw new Error("no wave");
    const answers = Object.fromEntries(
      Object.entries(whole.answers).filter(([name]) => !left.includes(name)),
    );
    const wave = { ...whole, answers };
    const figures = estimateWave({ ...survey, waves: [wave] }, wave);
    if ("reason" in figures) throw new Error(figures.reason);
    for (const { indicator, breakdown, figures: all } of figures.tables) {
      for (const [position, { estimate }] of all.entries()) {
        const key = `${groupKey(breakdown.id, breakdown.categories[position] ?? "")}/${indicator.id}`;
        const value = truth.get(key) ?? Number.NaN;
        const { low, high } = estimate.ci ?? { low: Number.NaN, high: Number.NaN };
        covered.set(key, (covered.get(key) ?? 0) + Number(low <= value && value <= high));
      }
    }
  }
  return covered;
}

/** Below this share an honest 95 % interval falls about twice in ten thousand times. */
function lowest(draws: number): number {
  return 0.95 - 3.5 * Math.sqrt((0.95 * 0.05) / draws);
}

describe("95 % intervals of the synthetic survey", () => {
  const covered = countCovered();

  test("hold the truth of each figure, in total and by age, about as often as they say", () => {
    expect(covered.size).toBe(8 * 6);
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
