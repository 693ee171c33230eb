import {
  educationLevel,
  employmentStatus,
  incomeFifth,
  priorityNeighbourhood,
  townSize,
} from "./breakdown.ts";
import { drawFrom, type Random } from "./seeded-random.ts";
import { notAnswered } from "./survey.ts";
import {
  inhabitantsBySize,
  situationsIn,
  yearsOfBand,
  type Effects,
  type Situation,
} from "./synthetic-population.ts";

// Education, employment, income and neighbourhood in the invented population. Each hangs together with age, with the town
// and with one another; feeling lonely and seeing others hang on income and unemployment alone, so that what the groups of
// education and neighbourhood show comes by way of these.

/** What is known of a person's circumstances, as positions in the code lists. */
interface Circumstances {
  readonly education: number;
  readonly employment: number;
  readonly income: number;
  readonly neighbourhood: number;
}

const educationByAge: readonly (readonly number[])[] = [
  [0.3, 0.45, 0.25],
  [0.12, 0.4, 0.48],
  [0.18, 0.45, 0.37],
  [0.32, 0.42, 0.26],
  [0.52, 0.3, 0.18],
];
const employmentByAge: readonly (readonly number[])[] = [
  [0.38, 0.1, 0.46, 0, 0.06],
  [0.8, 0.09, 0.03, 0, 0.08],
  [0.79, 0.07, 0, 0.02, 0.12],
  [0.27, 0.03, 0, 0.64, 0.06],
  [0.02, 0, 0, 0.93, 0.05],
];
const richerByEducation = [-0.8, 0, 1];
const richerByEmployment = [0.5, -1.6, -1, 0.1, -0.8];
const unemployed = employmentStatus.codes.indexOf("unemployed");

const neighbourhoodBySize = [0, 0.03, 0.11, 0.15];
const neighbourhoodByIncome = [2.2, 1.3, 0.8, 0.45, 0.25];

const lonelierByIncome = [0.5, 0.25, 0, 0, 0];
const fewerTiesByIncome = [-0.3, -0.15, 0, 0, 0];
const lonelierUnemployed = 0.4;
const fewerTiesUnemployed = -0.2;

/** Chance that somebody who answers the rest does not tell their income. */
const incomeMissing = 0.08;

/** Chances of each education and employment at an age. */
function jointAt(age: number): readonly (Omit<Circumstances, "income" | "neighbourhood"> & Likely)[] {
  return educationLevel.codes.flatMap((_level, education) =>
    employmentStatus.codes.flatMap((_status, employment) => {
      const chance = (educationByAge[age]?.[education] ?? 0) * (employmentByAge[age]?.[employment] ?? 0);
      return chance === 0 ? [] : [{ education, employment, chance }];
    }),
  );
}

interface Likely {
  readonly chance: number;
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function richness(education: number, employment: number): number {
  return (richerByEducation[education] ?? 0) + (richerByEmployment[employment] ?? 0);
}

/**
 * Where the fifths of income part: income is what education and employment tell and a logistic part of one's own, and each
 * fifth holds a fifth of the whole population.
 */
function fifthsOfIncome(): readonly number[] {
  const all = inhabitantsBySize().flatMap((persons, size) =>
    situationsIn(size).flatMap(({ age, chance }) =>
      jointAt(age).map((one) => ({
        at: richness(one.education, one.employment),
        persons: persons * chance * one.chance,
      })),
    ),
  );
  const byRichness = new Map<number, number>();
  for (const { at, persons } of all) byRichness.set(at, (byRichness.get(at) ?? 0) + persons);
  const living = all.reduce((sum, { persons }) => sum + persons, 0);
  const below = (income: number): number =>
    [...byRichness].reduce((sum, [at, persons]) => sum + persons * logistic(income - at), 0) / living;
  return incomeFifth.codes
    .slice(1)
    .map((_fifth, before) => halved(below, (before + 1) / incomeFifth.codes.length));
}

/** Where an increasing function reaches a level, by halving. */
function halved(of: (x: number) => number, level: number): number {
  let [from, to] = [-20, 20];
  for (let step = 0; step < 60; step += 1) {
    const middle = (from + to) / 2;
    if (of(middle) < level) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}

const parting = fifthsOfIncome();

function incomeChances(education: number, employment: number): readonly number[] {
  const below = [0, ...parting.map((at) => logistic(at - richness(education, employment))), 1];
  return below.slice(1).map((to, fifth) => to - (below[fifth] ?? 0));
}

/** All circumstances in which a person of an age and a size of town may be, with their chances. */
function circumstancesAt(age: number, size: number): readonly (Circumstances & Likely)[] {
  return jointAt(age).flatMap(({ education, employment, chance }) =>
    incomeChances(education, employment).flatMap((share, income) => {
      const inside = (neighbourhoodBySize[size] ?? 0) * (neighbourhoodByIncome[income] ?? 0);
      return [inside, 1 - inside].flatMap((part, neighbourhood) =>
        part === 0 ? [] : [{ education, employment, income, neighbourhood, chance: chance * share * part }],
      );
    }),
  );
}

function effectsOf({ income, employment }: Circumstances): Effects {
  const isUnemployed = Number(employment === unemployed);
  return {
    lonelier: (lonelierByIncome[income] ?? 0) + lonelierUnemployed * isUnemployed,
    moreTies: (fewerTiesByIncome[income] ?? 0) + fewerTiesUnemployed * isUnemployed,
  };
}

/** What a person answers on their circumstances, and what these do to them. */
export interface DrawnCircumstances {
  readonly answers: Readonly<Record<string, number>>;
  readonly effects: Effects;
}

/** Draws circumstances for the inhabitants of towns; the chances of each kind of person are worked out once. */
export function circumstancesDrawer(random: Random): (person: Situation, size: number) => DrawnCircumstances {
  const known = townSize.codes.map((_size, size) =>
    yearsOfBand.map((_years, age) => {
      const all = circumstancesAt(age, size);
      return { all, chances: all.map(({ chance }) => chance) };
    }),
  );
  return ({ age }, size) => {
    const { all, chances } = known[size]?.[age] ?? { all: [], chances: [] };
    const drawn = all[drawFrom(random, chances)];
    if (drawn === undefined) throw new Error(`nobody of age ${age} lives in towns of size ${size}`);
    const isUntold = random() < incomeMissing;
    return {
      answers: {
        income: isUntold ? notAnswered : drawn.income,
        education: drawn.education,
        employment: drawn.employment,
        "priority-neighbourhood": drawn.neighbourhood,
      },
      effects: effectsOf(drawn),
    };
  };
}

/** Persons on whom circumstances have the same effects: how likely one is among them, and their groups. */
export interface LikelyCircumstances {
  readonly chance: number;
  readonly effects: Effects;
  /** Chances of each group, by breakdown and code; they sum to 1 in each breakdown. */
  readonly groups: readonly {
    readonly breakdown: "income" | "education" | "employment" | "priority-neighbourhood";
    readonly category: string;
    readonly chance: number;
  }[];
}

/** The circumstances of a person of an age and a size of town, by what they do: the yardstick of the truth. */
export function likelyCircumstances({ age }: Situation, size: number): readonly LikelyCircumstances[] {
  const kinds = Map.groupBy(circumstancesAt(age, size), (one) => JSON.stringify(effectsOf(one)));
  return [...kinds.values()].map((members) => {
    const chance = members.reduce((sum, one) => sum + one.chance, 0);
    const groups = lists.flatMap(([breakdown, { codes }, positionOf]) =>
      codes.map((category, position) => ({
        breakdown,
        category,
        chance:
          members.filter((one) => positionOf(one) === position).reduce((sum, one) => sum + one.chance, 0) /
          chance,
      })),
    );
    const [first] = members;
    return { chance, groups, effects: first === undefined ? noEffects : effectsOf(first) };
  });
}

const noEffects: Effects = { lonelier: 0, moreTies: 0 };

const lists = [
  ["income", incomeFifth, ({ income }: Circumstances) => income],
  ["education", educationLevel, ({ education }: Circumstances) => education],
  ["employment", employmentStatus, ({ employment }: Circumstances) => employment],
  ["priority-neighbourhood", priorityNeighbourhood, ({ neighbourhood }: Circumstances) => neighbourhood],
] as const;
