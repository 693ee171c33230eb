import { z } from "zod";
import file from "../codes/match-weights.json" with { type: "json" };

const within = (least: number, most: number) => z.coerce.number().min(least).max(most);
const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

/**
 * What a weight may be. About 0.3 is one grade of a link worker. A penalty never becomes a bonus, and what stands between a
 * person and others (access, language, hearing, money, groups, distance) can weigh less but is never switched off. What must
 * hold, and the lines of danger, are rules of the engine and no weights. Meanings: docs/matching.md.
 */
export const matchWeightsShape = {
  laterNeed: within(0.7, 1),
  secondNeed: within(0.05, 0.3),
  peersOfOwn: within(0.5, 1),
  remoteMeeting: within(0.4, 1),
  otherTheme: within(0.1, 0.5),
  otherThemeActivity: within(0.25, 0.8),
  wish: within(0.25, 0.8),
  secondWish: within(0, 0.2),
  wishAlone: within(0.3, 1),
  saidTwice: within(1, 1.5),
  onlySaid: within(0.4, 1),
  situation: within(0.15, 0.6),
  ageFit: within(0, 0.25),
  seniorFit: within(0, 0.25),
  moment: within(0, 0.3),
  near: within(-0.3, 0),
  beyondComfort: within(-0.6, -0.15),
  group: within(-0.4, -0.1),
  largeGroup: within(-0.8, -0.3),
  smallGroup: within(0, 0.2),
  welcome: within(0.05, 0.25),
  demanding: within(-0.3, -0.05),
  dear: within(-0.5, -0.1),
  free: within(0, 0.15),
  littleLanguage: within(-0.5, -0.15),
  phoneLittleLanguage: within(-0.8, -0.3),
  ownLanguage: within(0.2, 0.6),
  signLanguage: within(0.35, 0.8),
  noSign: within(-0.4, -0.1),
  hearingHelp: within(0.2, 0.6),
  quiet: within(0.05, 0.25),
  accessToCheck: within(-0.4, -0.1),
  onlineOnly: within(-0.3, 0),
  waitingList: within(-0.6, -0.1),
  hasRoom: within(0, 0.15),
  roomDays: count(7, 180),
  fresh: within(0, 0.15),
  oldEntry: within(-0.4, -0.1),
  byAndFor: within(0, 0.15),
  answersSoon: within(0, 0.1),
  evidence: within(0, 0.15),
  sameType: within(0.02, 0.25),
  thirdOfType: within(0.05, 0.4),
  sameCategory: within(0, 0.15),
  sameOrganisation: within(0, 0.2),
  categoriesWanted: count(2, 5),
  categoriesOpen: count(3, 5),
  worthShowing: within(0.15, 0.6),
  leastScore: within(0.1, 0.25),
};
/** See {@link matchWeightsShape}. */
export const matchWeightsSchema = z.strictObject(matchWeightsShape);
/** What each part of a score counts, and what repeating costs. */
export type MatchWeights = Readonly<z.output<typeof matchWeightsSchema>>;
/** Name of a weight. */
export type WeightName = keyof MatchWeights;

/** Parts of a score in the order in which they are explained, each with its weights; `choosing` is what follows the score. */
export const weightParts = {
  need: ["laterNeed", "secondNeed", "peersOfOwn", "remoteMeeting", "otherTheme", "otherThemeActivity"],
  wish: ["wish", "secondWish", "wishAlone", "saidTwice", "onlySaid"],
  situation: ["situation", "ageFit", "seniorFit"],
  words: ["moment"],
  distance: ["near", "beyondComfort"],
  comfort: [
    "group",
    "largeGroup",
    "smallGroup",
    "welcome",
    "demanding",
    "dear",
    "free",
    "littleLanguage",
    "phoneLittleLanguage",
    "ownLanguage",
    "signLanguage",
    "noSign",
    "hearingHelp",
    "quiet",
    "accessToCheck",
    "onlineOnly",
  ],
  quality: ["waitingList", "hasRoom", "roomDays", "fresh", "oldEntry", "byAndFor", "answersSoon"],
  evidence: ["evidence"],
  choosing: [
    "sameType",
    "thirdOfType",
    "sameCategory",
    "sameOrganisation",
    "categoriesWanted",
    "categoriesOpen",
    "worthShowing",
    "leastScore",
  ],
} as const satisfies Readonly<Record<string, readonly WeightName[]>>;

/** All weights, in that order. */
export const weightNames: readonly WeightName[] = Object.values(weightParts).flat();

/**
 * Weights checked, as an object whose fields the engine finds at fixed places: they are read some hundred times an offer, and
 * one filled key by key would be looked up in a table each time.
 * @throws ZodError
 */
export function readWeights(given: unknown): MatchWeights {
  return JSON.parse(JSON.stringify(matchWeightsSchema.parse(given))) as MatchWeights;
}

const { source: _source, ...given } = file;
/** The weights of whoever chose none. */
export const defaultWeights: MatchWeights = Object.freeze(readWeights(given));

/** Least and most that a weight may be, and whether it counts whole things. */
export function boundsOf(name: WeightName): {
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
} {
  const { minValue, maxValue, format } = matchWeightsShape[name];
  if (minValue === null || maxValue === null) throw new Error(`${name} has no bounds`);
  return { least: minValue, most: maxValue, isWhole: format === "safeint" };
}

/** Pairs of which the first never is above the second. */
const ordered = [
  ["largeGroup", "group"],
  ["phoneLittleLanguage", "littleLanguage"],
  ["otherTheme", "otherThemeActivity"],
  ["categoriesWanted", "categoriesOpen"],
] as const satisfies readonly (readonly [WeightName, WeightName])[];

/**
 * Weights that do not go with the others: a large group never weighs less than a group for who dreads them, a telephone in
 * another language never less than a conversation, a thing for other people never more than an activity for other people.
 */
export function weightFaults(weights: MatchWeights): readonly WeightName[] {
  return ordered.flatMap(([lower, upper]) => (weights[lower] > weights[upper] ? [lower] : []));
}

/** Names of the weights that differ. */
export function changedWeights(weights: MatchWeights, from: MatchWeights): readonly WeightName[] {
  return weightNames.filter((name) => weights[name] !== from[name]);
}
