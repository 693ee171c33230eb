import { department, townSize } from "./breakdown.ts";
import { drawFrom, seededRandom } from "./seeded-random.ts";
import type { Survey } from "./survey.ts";
import type { SyntheticPopulation } from "./synthetic-population.ts";
import { drawWave, usual } from "./synthetic-survey.ts";

/** Id of the invented survey of départements. */
export const territoriesSurveyId = "synthetic-territories-2026";

/** Départements of the invented survey: those in Europe. */
const surveyed = department.codes.filter((code) => code.length === 2);

const effects = [-0.5, -0.2, 0, 0.2, 0.5];
const sizeChances = [0.25, 0.3, 0.2, 0.25];

/** An invented population of départements: some lonelier than others by chance alone, which says nothing of any real one. */
function territories(): SyntheticPopulation {
  const random = seededRandom("synthetic territories");
  const even = effects.map(() => 1 / effects.length);
  const inhabitants = surveyed.map(() => Math.round(200_000 + 800_000 * random()));
  const areas = inhabitants.map((persons, stratum) => {
    const [lonelier, moreTies] = [effects[drawFrom(random, even)] ?? 0, effects[drawFrom(random, even)] ?? 0];
    return Array.from({ length: 30 }, () => ({
      stratum,
      size: drawFrom(random, sizeChances) % townSize.codes.length,
      inhabitants: Math.round((persons / 30) * (0.5 + random())),
      lonelier,
      moreTies,
    }));
  });
  return { inhabitants, areas };
}

/** The invented survey of départements: one wave, ten areas in each, so that a map can be shown with its doubt. */
export function syntheticTerritories(): Survey {
  const plan = { ...usual, waves: ["2026"], seed: "territories", areasPerStratum: 10, personsPerArea: 16 };
  return {
    id: territoriesSurveyId,
    isSynthetic: true,
    sampling: "probability",
    fromAge: 16,
    waves: [
      drawWave(territories(), {
        ...plan,
        id: "2026",
        wave: 0,
        also: (stratum) => ({ department: department.codes.indexOf(surveyed[stratum] ?? "") }),
      }),
    ],
  };
}
