import { townSize } from "./breakdown.ts";
import { drawFrom, seededRandom, type Random } from "./seeded-random.ts";
import { circumstancesDrawer, type DrawnCircumstances } from "./synthetic-circumstances.ts";
import { digitalAnswers } from "./synthetic-digital.ts";
import { notAnswered, type Survey, type SurveyWave } from "./survey.ts";
import {
  affected,
  directChances,
  lonelinessOf,
  networkChances,
  networkCodes,
  networks,
  responseChance,
  situationsIn,
  syntheticPopulation,
  tiesOf,
  traitChances,
  traitNodes,
  uclaChances,
  yearsOfBand,
  type LikelySituation,
  type Situation,
  type SyntheticArea,
  type SyntheticPopulation,
} from "./synthetic-population.ts";

/** How to draw a synthetic survey. */
export interface SyntheticSurveyOptions {
  /** The same seed gives the same survey, to the last answer. */
  readonly seed?: string;
  /** Years of the waves, oldest first. */
  readonly waves?: readonly string[];
  /** Towns or areas drawn in each of the 20 strata, with probability proportional to size, with replacement. */
  readonly areasPerStratum?: number;
  /** Persons drawn in each area. */
  readonly personsPerArea?: number;
  /** Number of strata in which a single area is drawn: a design whose variance cannot be known. None unless told. */
  readonly lonelyStrata?: number;
}

/** What is drawn unless told. */
export const usual = {
  seed: "tisser",
  waves: ["2023", "2024", "2025", "2026"],
  areasPerStratum: 6,
  personsPerArea: 24,
  lonelyStrata: 0,
} as const;

/** Chance that the whole block of an instrument is left out by somebody who answers the rest. */
const blockMissing = 0.03;

/** Questions of UCLA-3, of the direct question and of the five networks, as in the reference instruments. */
const uclaItems = ["ucla3-1", "ucla3-2", "ucla3-3"] as const;
const directItem = "onsd-1";

/**
 * Draws a synthetic survey of a population whose truth is known ({@link syntheticPopulation}): 20 strata (region × size
 * of town), areas drawn with probability proportional to size with replacement, persons within areas, persons who do
 * not answer (weighted by the inverse of the known chance), and blocks of questions left out at random.
 * Units    weights sum to about the size of the universe (persons of 16 or over), wave by wave.
 */
export function syntheticSurvey(options: SyntheticSurveyOptions = {}): Survey {
  const plan = { ...usual, ...options };
  const population = syntheticPopulation();
  return {
    id: `synthetic-${plan.waves[0] ?? ""}-${plan.waves.at(-1) ?? ""}`,
    isSynthetic: true,
    sampling: "probability",
    fromAge: 16,
    waves: plan.waves.map((id, wave) => drawWave(population, { ...plan, id, wave, isWhole: true })),
  };
}

/** How a wave is drawn. */
export interface WavePlan extends Required<SyntheticSurveyOptions> {
  readonly id: string;
  /** Position of the wave. */
  readonly wave: number;
  /** Whether digital use and circumstances (income, education, employment, neighbourhood) are asked too. */
  readonly isWhole?: boolean;
  /** What else is known of everybody in a stratum. */
  readonly also?: (stratum: number) => Readonly<Record<string, number>>;
}

/** A respondent on the way into the columns. */
interface Respondent {
  readonly stratum: number;
  readonly psu: number;
  readonly weight: number;
  readonly answers: Readonly<Record<string, number>>;
}

/** Draws one wave from a population. */
export function drawWave(population: SyntheticPopulation, plan: WavePlan): SurveyWave {
  // What only a whole survey asks has draws of its own, so that the others are the same where it is not asked.
  const random = seededRandom(`${plan.seed}/${plan.id}`);
  const ofWhole = plan.isWhole ? wholeDraws(`${plan.seed}/${plan.id}`) : null;
  const respondents: Respondent[] = [];
  const bySize = townSize.codes.map((_, size) => situationsIn(size));
  let [psu, drawn] = [0, 0];
  for (const [stratum, areas] of population.areas.entries()) {
    const inhabitants = population.inhabitants[stratum] ?? 0;
    const living = areas.reduce((sum, area) => sum + area.inhabitants, 0);
    const chances = areas.map((area) => area.inhabitants / living);
    const draws = stratum < plan.lonelyStrata ? 1 : plan.areasPerStratum;
    for (let draw = 0; draw < draws; draw += 1, psu += 1) {
      const area = areas[drawFrom(random, chances)];
      if (area === undefined) throw new Error(`stratum ${stratum} has no area`);
      const weight = inhabitants / (draws * plan.personsPerArea);
      drawn += plan.personsPerArea;
      const situations = bySize[area.size] ?? [];
      respondents.push(...drawPersons(random, area, { stratum, psu, weight, plan, situations, ofWhole }));
    }
  }
  return columnsOf(plan.id, respondents, drawn);
}

/** Draws of what only a whole survey asks. */
interface WholeDraws {
  readonly digital: Random;
  readonly circumstances: (person: Situation, size: number) => DrawnCircumstances;
}

function wholeDraws(seed: string): WholeDraws {
  return {
    digital: seededRandom(`${seed}/digital`),
    circumstances: circumstancesDrawer(seededRandom(`${seed}/circumstances`)),
  };
}

interface AreaDraw {
  readonly stratum: number;
  readonly psu: number;
  /** Weight before the answer of others makes up for those who do not. */
  readonly weight: number;
  readonly plan: WavePlan;
  /** What the area's inhabitants may be. */
  readonly situations: readonly LikelySituation[];
  /** Null where the survey is not whole. */
  readonly ofWhole: WholeDraws | null;
}

function drawPersons(random: Random, area: SyntheticArea, draw: AreaDraw): Respondent[] {
  const { stratum, psu, weight, plan, situations, ofWhole } = draw;
  const chances = situations.map(({ chance }) => chance);
  const found: Respondent[] = [];
  for (let one = 0; one < plan.personsPerArea; one += 1) {
    const person = situations[drawFrom(random, chances)];
    if (person === undefined) continue;
    const answering = responseChance(area.size, person.age);
    if (random() >= answering) continue;
    const circumstances = ofWhole?.circumstances(person, area.size);
    const around = circumstances === undefined ? area : affected(area, circumstances.effects);
    const answers = {
      ...answersOf(random, around, { person, wave: plan.wave }),
      ...circumstances?.answers,
      ...(ofWhole === null ? {} : digitalAnswers(ofWhole.digital, person, blockMissing)),
      ...plan.also?.(area.stratum),
    };
    found.push({ stratum, psu, weight: weight / answering, answers });
  }
  return found;
}

function answersOf(
  random: Random,
  area: SyntheticArea,
  { person, wave }: { readonly person: Situation; readonly wave: number },
): Readonly<Record<string, number>> {
  const trait = (): number => traitNodes[drawFrom(random, traitChances)] ?? 0;
  const traits = { lonely: trait(), ties: trait() };
  const loneliness = lonelinessOf(area, person, traits, wave);
  const ties = tiesOf(area, person, traits);
  const [youngest, oldest] = yearsOfBand[person.age] ?? [0, 0];
  const answers: Record<string, number> = {
    age: youngest + Math.floor(random() * (oldest - youngest + 1)),
    sex: person.sex,
    disability: person.disability,
    "town-size": area.size,
    household: person.household,
  };
  const isLeftOut = [random(), random(), random()].map((chance) => chance < blockMissing);
  for (const [position, chances] of uclaChances(loneliness).entries()) {
    const code = 1 + drawFrom(random, chances);
    answers[uclaItems[position] ?? ""] = isLeftOut[0] ? notAnswered : code;
  }
  const direct = 5 - drawFrom(random, directChances(loneliness));
  answers[directItem] = isLeftOut[1] ? notAnswered : direct;
  for (const [linkId, threshold] of networks) {
    const code = networkCodes[drawFrom(random, networkChances(ties, threshold))] ?? notAnswered;
    answers[linkId] = isLeftOut[2] ? notAnswered : code;
  }
  return answers;
}

function columnsOf(id: string, respondents: readonly Respondent[], drawn: number): SurveyWave {
  const names = Object.keys(respondents[0]?.answers ?? {});
  return {
    id,
    drawn,
    stratum: Int32Array.from(respondents, ({ stratum }) => stratum),
    psu: Int32Array.from(respondents, ({ psu }) => psu),
    weight: Float64Array.from(respondents, ({ weight }) => weight),
    answers: Object.fromEntries(
      names.map((name) => [name, Int8Array.from(respondents, ({ answers }) => answers[name] ?? notAnswered)]),
    ),
  };
}
