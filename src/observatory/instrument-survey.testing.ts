import { boundsOf } from "#instruments";
import { seededRandom, type Random } from "./seeded-random.ts";
import { notAnswered, type Survey, type SurveyWave } from "./survey.ts";
import { declaredInstrument, indicatorInstruments } from "./wave-scores.ts";

const [strata, towns, streets, persons] = [3, 8, 3, 20];
const rows = strata * towns * streets * persons;

/**
 * A survey that asks every instrument from which indicators are made, of persons who answer at random and leave one
 * question in twenty-five out: towns drawn in strata, streets drawn in towns, both from populations that are known.
 */
export function surveyOfInstruments(): Survey {
  const random = seededRandom("every instrument");
  const isUnanswered = (): boolean => random() < 0.04;
  const column = (codes: readonly number[]): Int16Array =>
    Int16Array.from({ length: rows }, () => (isUnanswered() ? notAnswered : drawn(random, codes)));
  const asked = indicatorInstruments.flatMap((id) => {
    const { items, optionSets } = declaredInstrument(id);
    return items.map(({ linkId, options }) => [linkId, column(codesOf(optionSets[options]))] as const);
  });
  const wave: SurveyWave = {
    id: "2026",
    stratum: codes(towns * streets * persons),
    psu: codes(streets * persons),
    ssu: codes(persons),
    fpc: new Float64Array(rows).fill(40),
    fpc2: new Float64Array(rows).fill(30),
    weight: Float64Array.from({ length: rows }, () => 100 + 900 * random()),
    answers: {
      ...Object.fromEntries(asked),
      age: Int16Array.from({ length: rows }, () => 16 + Math.floor(80 * random())),
      sex: column([0, 1]),
      household: column([0, 1]),
      "onsd-1": column([1, 2, 3, 4, 5]),
    },
    drawn: rows,
  };
  return {
    id: "every-instrument",
    isSynthetic: true,
    sampling: "probability",
    fromAge: 16,
    waves: [wave],
  };
}

function codes(size: number): Int32Array {
  return Int32Array.from({ length: rows }, (_none, row) => Math.floor(row / size));
}

function drawn(random: Random, from: readonly number[]): number {
  return from[Math.floor(random() * from.length)] ?? notAnswered;
}

function codesOf(options: Parameters<typeof boundsOf>[0]): readonly number[] {
  if (options?.kind === "choice") return options.options.map(({ code }) => code);
  const [least, most] = boundsOf(options);
  return Array.from({ length: Math.min(most, least + 6) - least + 1 }, (_none, step) => least + step);
}
