import { activityLimitation, household, surveySex, townSize } from "./breakdown.ts";
import { drawFrom, seededRandom } from "./seeded-random.ts";

// An invented population. Its figures resemble published ones in size only, so that pages look as they will.

/** A town or a part of one: what a first stage draws. */
export interface SyntheticArea {
  /** Position of its stratum: a region and a size of town. */
  readonly stratum: number;
  /** Position in `townSize`. */
  readonly size: number;
  /** Inhabitants aged 16 or over. */
  readonly inhabitants: number;
  /** How much more (or less) lonely people are here than their age and situation tell, on the scale of the model. */
  readonly lonelier: number;
  /** The same of seeing others. */
  readonly moreTies: number;
}

/** The invented population: its strata, and the areas of each. */
export interface SyntheticPopulation {
  /** Persons aged 16 or over of each stratum. */
  readonly inhabitants: readonly number[];
  /** Areas of each stratum. */
  readonly areas: readonly (readonly SyntheticArea[])[];
}

/** What is known of a person, as positions in the code lists. */
export interface Situation {
  readonly age: number;
  readonly sex: number;
  readonly disability: number;
  readonly household: number;
}

/** Millions of inhabitants aged 16 or over by region (Paris, north-east, west, south-west, south-east) and size of town. */
const millions: readonly (readonly number[])[] = [
  [0.3, 1.6, 3.2, 4.6],
  [3.2, 3.0, 2.2, 2.1],
  [2.6, 3.2, 1.4, 2.0],
  [2.4, 2.4, 1.1, 2.0],
  [2.3, 3.1, 2.4, 4.1],
];

/** Areas of a stratum, and the effects that one may have. */
const areasInStratum = 40;
const areaEffects = [-0.3, 0, 0.3];
const effectChances = [0.3, 0.4, 0.3];

/** The invented population; the same at every call. */
export function syntheticPopulation(): SyntheticPopulation {
  const random = seededRandom("synthetic population");
  const inhabitants = millions.flat().map((share) => Math.round(share * 1e6));
  const areas = inhabitants.map((persons, stratum) => {
    const shares = Array.from({ length: areasInStratum }, () => 0.5 + random());
    const sum = shares.reduce((a, b) => a + b, 0);
    return shares.map((share) => ({
      stratum,
      size: stratum % townSize.codes.length,
      inhabitants: Math.round((persons * share) / sum),
      lonelier: areaEffects[drawFrom(random, effectChances)] ?? 0,
      moreTies: areaEffects[drawFrom(random, effectChances)] ?? 0,
    }));
  });
  return { inhabitants, areas };
}

const ageBySize: readonly (readonly number[])[] = [
  [0.1, 0.18, 0.36, 0.18, 0.18],
  [0.11, 0.21, 0.34, 0.16, 0.18],
  [0.14, 0.25, 0.33, 0.13, 0.15],
  [0.18, 0.3, 0.3, 0.11, 0.11],
];
const limitationByAge: readonly (readonly number[])[] = [
  [0.03, 0.06, 0.91],
  [0.04, 0.1, 0.86],
  [0.07, 0.15, 0.78],
  [0.1, 0.2, 0.7],
  [0.18, 0.27, 0.55],
];
const aloneByAge = [0.13, 0.17, 0.16, 0.25, 0.42];
const shareOfWomen = 0.52;

/** A situation and its probability among the inhabitants of one size of town. */
export type LikelySituation = Situation & { readonly chance: number };

/** Every situation that a person of a town of this size may be in, with its probability. */
export function situationsIn(size: number): readonly LikelySituation[] {
  return (ageBySize[size] ?? []).flatMap((ofAge, age) =>
    surveySex.codes.flatMap((_, sex) =>
      activityLimitation.codes.flatMap((_code, disability) =>
        household.codes.map((_one, home) => {
          const alone = aloneByAge[age] ?? 0;
          const chance =
            ofAge *
            (sex === 0 ? shareOfWomen : 1 - shareOfWomen) *
            (limitationByAge[age]?.[disability] ?? 0) *
            (home === 0 ? alone : 1 - alone);
          return { age, sex, disability, household: home, chance };
        }),
      ),
    ),
  );
}

/** What circumstances add to the two propensities of a person. */
export interface Effects {
  readonly lonelier: number;
  readonly moreTies: number;
}

/** An area as it is for a person in these circumstances. */
export function affected(area: SyntheticArea, { lonelier, moreTies }: Effects): SyntheticArea {
  return { ...area, lonelier: area.lonelier + lonelier, moreTies: area.moreTies + moreTies };
}

/** Persons aged 16 or over by size of town. */
export function inhabitantsBySize(): readonly number[] {
  return townSize.codes.map((_, size) =>
    millions.reduce((sum, bySize) => sum + (bySize[size] ?? 0) * 1e6, 0),
  );
}

/** Lowest and highest age in years of each band. */
export const yearsOfBand: readonly (readonly [number, number])[] = [
  [16, 24],
  [25, 39],
  [40, 59],
  [60, 69],
  [70, 94],
];

/**
 * The nodes and weights by which a standard normal trait is drawn and summed: seven values, so that the truth of the
 * population is a finite sum. Source  Gauss–Hermite quadrature of order 7, for the weight of probabilists.
 */
export const traitNodes = [
  -3.750439717725742, -2.366759410734541, -1.154405394739968, 0, 1.154405394739968, 2.366759410734541,
  3.750439717725742,
];
/** Probabilities of {@link traitNodes}. */
export const traitChances = [
  0.0005482688559722175, 0.03075712396758652, 0.2401231786050126, 0.4571428571428571, 0.2401231786050126,
  0.03075712396758652, 0.0005482688559722175,
];

/** A person's two traits: how lonely, and how many ties; nearly independent, as surveys find. */
export interface Traits {
  readonly lonely: number;
  readonly ties: number;
}

const lonelyByAge = [0.45, 0.25, 0.1, -0.15, -0.1];
const lonelyBySize = [-0.25, -0.1, 0.05, 0.3];
const lonelyByLimitation = [0.9, 0.45, 0];
const tiesByAge = [0.9, 0.15, -0.3, 0, 0.05];
const tiesByLimitation = [-0.6, -0.25, 0];

/** The propensity to feel lonely, on a logistic scale; `wave` counts from 0. */
export function lonelinessOf(area: SyntheticArea, person: Situation, traits: Traits, wave: number): number {
  return (
    1.4 * traits.lonely -
    0.3 * traits.ties +
    (lonelyByAge[person.age] ?? 0) +
    (lonelyBySize[area.size] ?? 0) +
    (lonelyByLimitation[person.disability] ?? 0) +
    (person.household === 0 ? 0.5 : 0) +
    (person.sex === 0 ? 0.15 : 0) +
    area.lonelier +
    0.05 * wave
  );
}

/** The propensity to see others, on a logistic scale. */
export function tiesOf(area: SyntheticArea, person: Situation, traits: Traits): number {
  return (
    1.1 * traits.ties +
    (tiesByAge[person.age] ?? 0) +
    (tiesByLimitation[person.disability] ?? 0) +
    (person.household === 0 ? -0.1 : 0) +
    area.moreTies
  );
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Turns the chances of reaching each threshold (falling) into the chances of each code. */
function chancesBetween(reaching: readonly number[]): readonly number[] {
  const edges = [1, ...reaching, 0];
  return edges.slice(0, -1).map((edge, position) => edge - (edges[position + 1] ?? 0));
}

/** Thresholds of "some of the time" and "often" for each question of UCLA-3. */
const uclaThresholds = [
  [0.7, 2.9],
  [1.1, 3.1],
  [0.9, 3],
] as const;

/** Chances of the codes 1, 2, 3 of each question of UCLA-3. */
export function uclaChances(loneliness: number): readonly (readonly number[])[] {
  return uclaThresholds.map((thresholds) =>
    chancesBetween(thresholds.map((at) => logistic(1.3 * (loneliness - at)))),
  );
}

/** Thresholds of the direct question, from "hardly ever" to "often or always". */
const directThresholds = [-1.6, -0.3, 1, 3];

/** Chances of the codes 5 (never) to 1 (often or always) of the direct question, in that order. */
export function directChances(loneliness: number): readonly number[] {
  return chancesBetween(directThresholds.map((at) => logistic(1.2 * (loneliness - at))));
}

/** The five networks: the question's `linkId` and the threshold at which one meets monthly. */
export const networks = [
  ["credoc-famille", -0.7],
  ["credoc-amis", -0.6],
  ["credoc-voisins", 0.45],
  ["credoc-collegues", 0.9],
  ["credoc-association", 0.7],
] as const;

/** Codes of the network questions, from rarest to most frequent meetings: 9 is "no such network". */
export const networkCodes = [9, 4, 3, 2, 1] as const;

/** Chances of {@link networkCodes} for one network. */
export function networkChances(ties: number, threshold: number): readonly number[] {
  return chancesBetween([-2.6, -1.3, 0, 1.2].map((step) => logistic(1.1 * (ties - threshold - step))));
}

/** Chance that somebody who was drawn answers: known, as after a survey of those who did not. */
export function responseChance(size: number, age: number): number {
  return 0.82 - 0.05 * size - (age === 0 ? 0.12 : age === 4 ? 0.06 : 0);
}
