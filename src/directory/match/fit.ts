import fit from "../codes/need-fit.json" with { type: "json" };
import madeFor from "../codes/made-for.json" with { type: "json" };
import type { NeedCode } from "./codes.ts";
import type { OfferFacts } from "./offer-facts.ts";
import type { PersonFacts } from "./person-facts.ts";
import type { MatchWeights } from "./weights.ts";

type FitTable = Readonly<Record<string, Readonly<Record<string, number>>>>;
interface Fallback {
  readonly categories: Readonly<Record<string, number>>;
  readonly interventions: Readonly<Record<string, number>>;
}
interface MadeFor {
  readonly themes: readonly string[];
  readonly ageMin: number | null;
  readonly ageMax: number | null;
  readonly otherwise: number;
}

const fits: FitTable = fit.needs;
const fallbacks = fit.fallback as unknown as Readonly<Record<string, Fallback>>;
const made = madeFor.types as Readonly<Record<string, MadeFor>>;
/** How far a type lifts each barrier. */
export const barrierFits: FitTable = madeFor.barriers;
/** Types in which one talks about what weighs. */
export const talkTypes: ReadonlySet<string> = new Set(madeFor.talk);
/** Offers in which one stands alone before what is told: a theme not shared makes them somebody else's. */
const themed: ReadonlySet<string> = new Set([
  "helpline",
  "talk-group",
  "gem",
  "forum",
  "respite",
  "perinatal",
  "peer-support",
  "family-place",
  "work-group",
  "home-hours",
  "food-aid",
]);
/** Themes that say little of whom a thing is for. */
const light: ReadonlySet<string> = new Set(["distress", "parents", "emergency", "suicide"]);

/** How far a thing answers a need, by its type; by its categories and interventions where no type is known. */
export function tableFit(need: NeedCode, { type, offer }: OfferFacts): number {
  if (type !== null) return fits[need]?.[type] ?? 0;
  const { categories = {}, interventions = {} } = fallbacks[need] ?? {};
  const values = [
    ...offer.categories.map((code, rank) => (categories[code] ?? 0) * (rank === 0 ? 1 : 0.7)),
    ...offer.interventions.map((code) => interventions[code] ?? 0),
  ];
  return Math.max(0, ...values);
}

/** By how much a type made for somebody counts for this person. */
export function madeForPerson({ type, offer }: OfferFacts, { themes, need, publics }: PersonFacts): number {
  let factor = 1;
  const rule = type === null ? undefined : made[type];
  if (rule) {
    const { age } = need;
    const hasAge = rule.ageMin !== null || rule.ageMax !== null;
    const isOfAge = hasAge && age !== null && age >= (rule.ageMin ?? 0) && age <= (rule.ageMax ?? 200);
    const isOfTheme = rule.themes.some((theme) => themes.has(theme));
    const isNamed = offer.publics.some((code) => code !== "tous-publics" && publics.has(code));
    if (!isOfAge && !isOfTheme && !isNamed) factor = rule.otherwise;
  }
  const named = offer.publics.filter((code) => code !== "tous-publics");
  const isForOthers = named.length > 0 && !named.some((code) => publics.has(code));
  return isForOthers ? Math.min(factor, 0.3) : factor;
}

/** Dangers: a line for one of them is for nobody else. */
const dangers = ["violence", "elder-abuse", "child-danger"];

/** 1 when both share a circumstance, 0 when the offer has none, -1 when it has another one. */
export function themeAgreement({ themes, type, offer }: OfferFacts, person: PersonFacts): -1 | 0 | 1 {
  if (type === "helpline" && dangers.some((theme) => themes.has(theme))) {
    if (themes.has("child-danger") && (person.need.age ?? 99) < 18) return 0;
    return dangers.some((theme) => themes.has(theme) && person.themes.has(theme)) ? 1 : -1;
  }
  if (type === "helpline" && (themes.has("suicide") || themes.has("emergency"))) return 0;
  const own = [...themes].filter((theme) => !light.has(theme));
  if (own.length === 0) return 0;
  if (own.some((theme) => person.themes.has(theme))) return 1;
  return offer.kind === "mission" ? 0 : -1;
}

/** How much is left of the answer of a thing made for another circumstance. */
export function otherThemeFactor({ type }: OfferFacts, weights: MatchWeights): number {
  return type !== null && themed.has(type) ? weights.otherTheme : weights.otherThemeActivity;
}

/** How strongly a line answers: lines for a danger come first in danger, and emergency numbers only then. */
export function lineFactor({ themes, offer }: OfferFacts, person: PersonFacts): number {
  if (offer.kind !== "helpline") return 1;
  const isEmergency = themes.has("emergency");
  const isSuicide = themes.has("suicide");
  if (person.isInDanger) {
    if (isSuicide) return 3;
    return isEmergency ? 1.2 : 1.4;
  }
  if (isEmergency) return 0;
  if (isSuicide) return person.themes.has("distress") ? 0.5 : 0.35;
  return 1;
}
