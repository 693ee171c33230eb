import { foldText } from "../offer.ts";
import { sensitiveSituations } from "./codes.ts";
import { conceptsOfWish, themesIn, themesOf, wishConcepts, wishesIn } from "./lexicon.ts";
import { momentsIn, type Moment } from "./moments.ts";
import type { NeedProfile } from "./need.ts";
import { freeWithin, windowFrom, type Stretch, type TimeWindow } from "./open-times.ts";
import type { Instant } from "#base";
import type { MatchWeights } from "./weights.ts";
import { wordPattern, type WordPattern } from "./word-pattern.ts";

/** A wish with what finds it in an offer. */
export interface PersonWish {
  readonly id: string;
  /** Null for a wish of the lexicon, whose strength offers know already. */
  readonly pattern: WordPattern | null;
  /** 1 when it was named as a wish, less when it was read from the person's words. */
  readonly weight: number;
}

/** A need with everything that can be told of it before an offer is known. Sensitive attributes not asked for are gone. */
export interface PersonFacts {
  readonly need: NeedProfile;
  /** What was told of the situation, without sensitive codes that were not asked for, with what age and gender mean. */
  readonly publics: ReadonlySet<string>;
  readonly themes: ReadonlySet<string>;
  /** Words of danger in the person's text: crisis lines come before anything else. */
  readonly isInDanger: boolean;
  readonly wishes: readonly PersonWish[];
  /** What the person's words refuse. */
  readonly refused: readonly WordPattern[];
  readonly refusesInternet: boolean;
  readonly fluent: ReadonlySet<string>;
  readonly basic: ReadonlySet<string>;
  readonly comfortKm: number;
  readonly maxKm: number;
  readonly excluded: ReadonlySet<string>;
  readonly window: TimeWindow;
  /** Null for any time, or when the availability cannot be read. */
  readonly free: readonly Stretch[] | null;
  readonly foldedText: string;
  /** Times of the week that the words name. */
  readonly moments: readonly Moment[];
}

const usualKm = {
  none: [0, 0],
  walk: [1, 2.5],
  bike: [4, 8],
  bus: [4, 8],
  car: [12, 20],
} as const;

const negation =
  /(?:pas de|pas d'|pas en|sans|ni|aucune?|rien en|rien de|ne veu[xt] plus d[e']|no more|no|without|not|nothing|sin|nada de|ningun|بدون|لا أريد)\s*([\p{L}' -]{2,30})/gu;

const refusable: readonly WordPattern[] = [
  wordPattern("club*, كلوب"),
  wordPattern("bar, bars, alcool, alcohol, pub, buvette"),
  wordPattern(
    "paroiss*, eglise*, priere*, church, parish, prayer, mosque*, iglesia, parroquia, rezo, كنيسة, مسجد",
  ),
  wordPattern("bingo, loto"),
];
const internetWords = wordPattern(
  "ligne, internet, online, ordinateur, ecran*, reseaux, screen*, linea, pantalla*, إنترنت",
);

/** The parts of a text that say what is not wanted. */
function negatedParts(folded: string): string[] {
  return [...folded.matchAll(negation)].map(([, part = ""]) => part);
}

function publicsOf(need: NeedProfile): Set<string> {
  const asked = new Set(need.asked);
  const publics = new Set(need.situation.filter((code) => !sensitiveSituations.has(code) || asked.has(code)));
  const { age, gender } = need;
  if (age !== null && age >= 60) publics.add("seniors");
  if (age !== null && age <= 25) publics.add("jeunes");
  if (age !== null && age >= 18) publics.add("adultes");
  if (gender === "woman") publics.add("femmes");
  if (gender === "man") publics.add("hommes");
  if (publics.has("parents") || publics.has("parents-bebe") || publics.has("parent-solo"))
    publics.add("familles");
  return publics;
}

function wishesOfNeed(
  need: NeedProfile,
  {
    text,
    negated,
    weights,
  }: { readonly text: string; readonly negated: readonly string[]; readonly weights: MatchWeights },
): PersonWish[] {
  const wishes = new Map<string, PersonWish>();
  for (const wish of need.wishes) {
    const concepts = conceptsOfWish(wish);
    for (const id of concepts) wishes.set(id, { id, pattern: null, weight: 1 });
    if (concepts.size === 0) wishes.set(wish, { id: wish, pattern: looseWord(wish), weight: 1 });
  }
  const refusedIds = new Set(negated.flatMap((part) => [...wishesIn(part)]));
  for (const id of wishesIn(text)) {
    // Who wants to talk says a need; it is no hobby.
    if (refusedIds.has(id) || (id === "conversation" && !wishes.has(id))) continue;
    wishes.set(id, { id, pattern: null, weight: wishes.has(id) ? weights.saidTwice : weights.onlySaid });
  }
  return [...wishes.values()];
}

/** A pattern for a word that no lexicon knows: its beginning, so that endings do not count. */
function looseWord(wish: string): WordPattern {
  const words = foldText(wish)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= 3);
  const beginnings = words.map((word) => `${word.length > 5 ? word.slice(0, -2) : word}*`);
  return wordPattern(beginnings.length === 0 ? foldText(wish) : beginnings.join(","));
}

/** Circumstances that needs of access tell. */
function themesOfAccess({ accessibility }: NeedProfile): string[] {
  const themes: Readonly<Partial<Record<string, string>>> = {
    deaf: "deaf",
    "hard-of-hearing": "deaf",
    visual: "blind",
    wheelchair: "disability",
  };
  return accessibility.flatMap((code) => themes[code] ?? []);
}

/** Tells everything of a need that does not depend on an offer. */
export function factsOfNeed(need: NeedProfile, now: Instant, weights: MatchWeights): PersonFacts {
  const text = foldText(need.text ?? "");
  const negated = negatedParts(text);
  const publics = publicsOf(need);
  const spoken = themesIn(text);
  const asked = new Set(need.asked);
  // What the words say of a sensitive attribute counts only when the person asked for it.
  if (!asked.has("lgbt")) spoken.delete("lgbt");
  const themes = new Set([...themesOf(publics), ...spoken, ...themesOfAccess(need)]);
  const [comfortKm, maxKm] = usualKm[need.mobility.mode];
  const comfort = need.mobility.radiusKm ?? comfortKm;
  const window = windowFrom(now, need.place.country);
  const isBasic = (code: string): boolean => code.endsWith("-basic");
  return {
    need,
    publics,
    themes,
    isInDanger: spoken.has("suicide"),
    wishes: wishesOfNeed(need, { text, negated, weights }),
    refused: refusedOf(negated),
    refusesInternet: need.digital === "none" || negated.some((part) => internetWords.test(part)),
    fluent: new Set(need.languages.filter((code) => !isBasic(code))),
    basic: new Set(need.languages.filter(isBasic).map((code) => code.replace(/-basic$/, ""))),
    comfortKm: comfort,
    maxKm: need.mobility.maxKm ?? Math.max(maxKm, comfort),
    excluded: new Set(need.exclusions.map(({ organisation }) => organisationKey(organisation))),
    window,
    free: need.availability === null ? null : freeWithin(need.availability, window),
    foldedText: text,
    moments: momentsIn(text),
  };
}

function refusedOf(negated: readonly string[]): WordPattern[] {
  const wishes = [...wishConcepts.values()].map(({ pattern }) => pattern);
  return [...refusable, ...wishes].filter((pattern) => negated.some((part) => pattern.test(part)));
}

/** An organisation's name without case, accents, punctuation and legal words, for comparing. */
export function organisationKey(name: string): string {
  return foldText(name)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/\b(?:association|asso|asbl|cic|cio|charity)\b/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
