import { describe, expect, test } from "vitest";
import { breakdownOf } from "./analysis-filter.ts";
import { breakdowns, incomeFifth } from "./breakdown.ts";
import { indicatorsOf } from "./indicators/index.ts";
import { notAnswered, sizeOf, variablesOf, type SurveyWave } from "./survey.ts";
import { syntheticSurvey } from "./synthetic-survey.ts";
import { groupKey, syntheticTruth } from "./synthetic-truth.ts";

const survey = syntheticSurvey();
const last = survey.waves.at(-1);
if (last === undefined) throw new Error("no wave");

describe("the synthetic survey", () => {
  test("says that it is invented, and how people were drawn", () => {
    expect(survey).toMatchObject({ id: "synthetic-2023-2026", isSynthetic: true, sampling: "probability" });
  });

  test("is the same at every draw of one seed, and another for another seed", () => {
    expect(syntheticSurvey()).toEqual(survey);
    expect(syntheticSurvey({ seed: "other" }).waves[0]?.weight).not.toEqual(survey.waves[0]?.weight);
  });

  test("has six areas in each of twenty strata, each area in one stratum, and people who did not answer", () => {
    for (const wave of survey.waves) {
      const strataOf = new Map<number, Set<number>>();
      for (const [row, psu] of wave.psu.entries()) {
        const strata = strataOf.get(psu) ?? new Set<number>();
        strataOf.set(psu, strata.add(wave.stratum[row] ?? -1));
      }
      expect(strataOf.size).toBe(120);
      expect([...strataOf.values()].every((strata) => strata.size === 1)).toBe(true);
      expect(sizeOf(wave)).toBeLessThan(0.85 * wave.drawn);
      expect(sizeOf(wave)).toBeGreaterThan(0.6 * wave.drawn);
    }
  });

  test("stands for the whole population, within what chance allows", () => {
    for (const wave of survey.waves) {
      const persons = wave.weight.reduce((sum, weight) => sum + weight, 0);
      expect(persons / 49.2e6).toBeGreaterThan(0.95);
      expect(persons / 49.2e6).toBeLessThan(1.05);
    }
  });

  test("asks the questions of eleven indicators, of which some respondents left out a block", () => {
    expect(indicatorsOf(survey).map(({ id }) => id)).toEqual([
      "lonely-often",
      "ucla3-mean",
      "ucla3-at-least-6",
      "ucla3-at-least-7",
      "no-network",
      "at-most-one-network",
      "family-weekly",
      "lives-alone",
      "lonely-and-isolated",
      "dig-01",
      "dig-02",
    ]);
    const missing = last.answers["ucla3-1"]?.filter((code) => code === -1).length ?? 0;
    expect(missing).toBeGreaterThan(20);
    expect(missing).toBeLessThan(0.06 * sizeOf(last));
  });

  test("can be drawn with a single area in a stratum", () => {
    const [wave] = syntheticSurvey({ waves: ["2026"], lonelyStrata: 2 }).waves;
    const areas = new Set([...(wave?.psu ?? [])].filter((_, row) => wave?.stratum[row] === 1));
    expect(areas.size).toBe(1);
  });
});

describe("the truth of the invented population", () => {
  const truth = syntheticTruth(3);

  function weightedMean(wave: SurveyWave, valueOf: (wave: SurveyWave, row: number) => number): number {
    let [weights, values] = [0, 0];
    for (const [row, weight] of wave.weight.entries()) {
      const value = valueOf(wave, row);
      if (Number.isNaN(value)) continue;
      weights += weight;
      values += weight * value;
    }
    return values / weights;
  }

  const [, , , large] = syntheticSurvey({ areasPerStratum: 160, personsPerArea: 24 }).waves;
  if (large === undefined) throw new Error("no wave");

  test("is met by a large sample", () => {
    for (const { id, valueOf, measure } of indicatorsOf(survey)) {
      const expected = truth.get(`${groupKey("total", "all")}/${id}`) ?? Number.NaN;
      expect(Math.abs(weightedMean(large, valueOf) - expected), id).toBeLessThan(
        measure === "mean" ? 0.06 : 0.012,
      );
    }
  });

  test("is met by it in every group of income, education, employment, neighbourhood and digital use", () => {
    const persons = large.weight.reduce((sum, weight) => sum + weight, 0);
    for (const id of [
      "income",
      "education",
      "employment",
      "priority-neighbourhood",
      "digital-use",
    ] as const) {
      const { categories, categoryOf } = breakdownOf(id);
      for (const [position, category] of categories.entries()) {
        const within = (of: (wave: SurveyWave, row: number) => number) => (wave: SurveyWave, row: number) =>
          categoryOf(wave, row) === position ? of(wave, row) : Number.NaN;
        const weights =
          weightedMean(large, (wave, row) => Number(categoryOf(wave, row) === position)) * persons;
        for (const { id: name, valueOf, measure, without = [] } of indicatorsOf(survey)) {
          if (without.includes(id)) continue;
          const expected = truth.get(`${groupKey(id, category)}/${name}`) ?? Number.NaN;
          // Six errors of a share or a mean, with room for towns that go together.
          const spread = measure === "mean" ? 1.8 : Math.sqrt(expected * (1 - expected));
          const answering = (sizeOf(large) * weights) / persons;
          expect(
            Math.abs(weightedMean(large, within(valueOf)) - expected),
            `${id} ${category} ${name}`,
          ).toBeLessThan(0.005 + (6 * 1.3 * spread) / Math.sqrt(answering));
        }
      }
    }
  });

  test("has a fifth of the population in each fifth of incomes, of those who tell it", () => {
    const told = (position: number) => (wave: SurveyWave, row: number) =>
      wave.answers["income"]?.[row] === notAnswered
        ? Number.NaN
        : Number(wave.answers["income"]?.[row] === position);
    for (const position of incomeFifth.codes.keys())
      expect(Math.abs(weightedMean(large, told(position)) - 0.2)).toBeLessThan(0.012);
    const untold = large.answers["income"]?.filter((code) => code === notAnswered).length ?? 0;
    expect(untold / sizeOf(large)).toBeGreaterThan(0.06);
    expect(untold / sizeOf(large)).toBeLessThan(0.1);
  });

  test("is known for every group by which figures are shown", () => {
    const carried = breakdowns.filter(({ variables }) =>
      variables.every((name) => variablesOf(survey).has(name)),
    );
    expect(carried.length).toBeGreaterThan(5);
    for (const { id, categories } of carried) {
      for (const category of categories) {
        for (const { id: name, without = [] } of indicatorsOf(survey))
          expect(truth.has(`${groupKey(id, category)}/${name}`), `${id} ${name}`).toBe(
            !without.includes(id) || id === "household",
          );
      }
    }
    expect(truth.get("household/alone/lives-alone")).toBeCloseTo(1, 12);
    expect(truth.get("household/with-others/lives-alone")).toBe(0);
  });

  test("makes the young, the poor, the unemployed and those of large towns lonelier, as surveys find", () => {
    const of = (group: string): number => truth.get(`${group}/lonely-often`) ?? 0;
    expect(of("age/16-24")).toBeGreaterThan(of("age/70-plus"));
    expect(of("town-size/100000-plus")).toBeGreaterThan(of("town-size/under-2000"));
    expect(of("income/lowest")).toBeGreaterThan(of("income/highest") + 0.03);
    expect(of("employment/unemployed")).toBeGreaterThan(of("employment/employed") + 0.03);
  });
});
