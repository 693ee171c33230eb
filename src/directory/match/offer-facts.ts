import fit from "../codes/need-fit.json" with { type: "json" };
import { foldText } from "../offer.ts";
import { offerType, type Attendance, type OfferType } from "./codes.ts";
import { themesIn, themesOf, wishConcepts } from "./lexicon.ts";
import { wordPattern } from "./word-pattern.ts";
import type { MatchableOffer } from "./matchable.ts";
import { readTextFacts, withoutMarkup, type TextFacts } from "./text-facts.ts";

/** An offer with everything that can be told of it before a need is known: its fields, and what its words add. */
export interface OfferFacts {
  readonly offer: MatchableOffer;
  readonly text: TextFacts;
  /** Null when neither the source nor the words tell. */
  readonly type: OfferType | null;
  readonly attendance: ReadonlySet<Attendance>;
  /** Youngest and oldest age: the narrower of fields and words. */
  readonly ageMin: number | null;
  readonly ageMax: number | null;
  readonly gender: "women" | "men" | null;
  readonly wheelchair: "yes" | "limited" | "no" | "unknown";
  readonly features: ReadonlySet<string>;
  /** Languages in which one is received. */
  readonly languages: ReadonlySet<string>;
  /** Circumstances for which it is made: those of its publics, its name and, for a line, its description. */
  readonly themes: ReadonlySet<string>;
  /** How strongly it holds each wish, 0 to 1. */
  readonly wishes: ReadonlyMap<string, number>;
  readonly foldedName: string;
  readonly foldedText: string;
}

const typePatterns = Object.entries(fit.types).flatMap(([type, words]) =>
  offerType.has(type) ? [[type, wordPattern(words)] as const] : [],
);

const typesByKind: Readonly<Partial<Record<string, OfferType>>> = {
  bench: "bench",
  helpline: "helpline",
  mission: "mission",
  stop: "stop",
};

/** The type of an offer: its own, that of its kind, else the first whose words stand in its name, then in its description. */
function typeOf(offer: MatchableOffer, name: string, text: string): OfferType | null {
  if (offer.type !== null) return offer.type;
  const ofKind = typesByKind[offer.kind];
  if (ofKind !== undefined) return ofKind;
  for (const where of [name, text]) {
    for (const [type, pattern] of typePatterns) if (pattern.test(where)) return type;
  }
  return null;
}

/** Types at which one is helped; nobody goes there for what they like. */
const counters: ReadonlySet<string> = new Set([
  "paperwork-help",
  "digital-helper",
  "transport",
  "ccas",
  "clic",
  "psych",
  "helpline",
  "respite",
  "food-aid",
  "accompany",
]);

function wishesOf(
  offer: MatchableOffer,
  type: OfferType | null,
  name: string,
  text: string,
): Map<string, number> {
  if (type !== null && counters.has(type)) return new Map();
  const organisation = foldText(offer.organisation);
  const found = new Map<string, number>();
  for (const { id, types, pattern } of wishConcepts.values()) {
    const inName = pattern.test(name);
    const isOfType = type !== null && types.has(type);
    if (inName || isOfType) found.set(id, 1);
    else if (pattern.test(text)) found.set(id, 0.85);
    else if (pattern.test(organisation)) found.set(id, 0.5);
  }
  return found;
}

const broadPublics = new Set(["tous-publics", "seniors", "jeunes", "familles", "adultes", "femmes"]);

/** Circumstances that make a thing theirs wherever its words name them. */
const ownThemes: ReadonlySet<string> = new Set([
  "deaf",
  "blind",
  "autism",
  "brain-injury",
  "dementia",
  "homeless",
  "lgbt",
  "addiction",
]);
const talkTypes: ReadonlySet<string> = new Set(["helpline", "talk-group", "peer-support", "forum"]);

/** Circumstances for which an offer is made: those of its publics and its name, and some that its description names. */
function themesFor(
  offer: MatchableOffer,
  type: OfferType | null,
  { name, text }: { readonly name: string; readonly text: string },
): Set<string> {
  const specific = offer.publics.filter((code) => !broadPublics.has(code));
  const themes = new Set([...themesOf(specific), ...themesIn(name)]);
  const spoken = themesIn(text);
  const isTalk = type !== null && talkTypes.has(type);
  if (type === "helpline" || (isTalk && themes.size === 0)) for (const theme of spoken) themes.add(theme);
  if (offer.kind === "activity") for (const theme of spoken) if (ownThemes.has(theme)) themes.add(theme);
  return themes;
}

function wheelchairOf(offer: MatchableOffer, text: TextFacts): OfferFacts["wheelchair"] {
  if (text.hasStairs) return "no";
  const { wheelchair } = offer.accessibility;
  return wheelchair === "unknown" && text.isStepFree ? "yes" : wheelchair;
}

function narrower(a: number | null, b: number | null, pick: (a: number, b: number) => number): number | null {
  if (a === null || b === null) return a ?? b;
  return pick(a, b);
}

const known = new WeakMap<MatchableOffer, OfferFacts>();

/** Tells everything of an offer that does not depend on a need; the same object is read once only. */
export function factsOfOffer(offer: MatchableOffer): OfferFacts {
  const facts = known.get(offer) ?? readFacts(offer);
  known.set(offer, facts);
  return facts;
}

function readFacts(offer: MatchableOffer): OfferFacts {
  const description = withoutMarkup(offer.description);
  const text = readTextFacts(offer.name, description);
  const foldedName = foldText(offer.name);
  const foldedText = foldText(description);
  const type = typeOf(offer, foldedName, foldedText);
  return {
    offer,
    text,
    type,
    attendance: new Set(offer.attendance.length > 0 ? offer.attendance : ["on-site"]),
    ageMin: offer.ageMin ?? text.ageMin,
    ageMax: narrower(offer.ageMax, offer.ageMax === null ? text.ageMax : null, Math.min),
    gender: offer.gender ?? text.gender,
    wheelchair: wheelchairOf(offer, text),
    features: new Set([...offer.accessibility.features, ...text.features]),
    languages: new Set([...offer.languages, ...text.languages]),
    themes: themesFor(offer, type, { name: foldedName, text: foldedText }),
    wishes: wishesOf(offer, type, foldedName, foldedText),
    foldedName,
    foldedText,
  };
}
