import { estimateWave } from "./estimation.ts";
import { syntheticSurvey } from "./synthetic-survey.ts";
import { groupKey, syntheticTruth } from "./synthetic-truth.ts";

/** Variables of the breakdowns that are not looked at: those are in total, by age, income and digital use. */
const left = [
  "sex",
  "disability",
  "town-size",
  "household",
  "education",
  "employment",
  "priority-neighbourhood",
];

/** How often the 95 % interval of each figure held the truth, in as many samples of the invented population. */
export function countCovered(samples: number): ReadonlyMap<string, number> {
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
