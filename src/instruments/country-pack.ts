import france from "./codes/country-pack.fr.json" with { type: "json" };
import type { Pathway } from "./pathway-rule.ts";

/** Which lines play which role in a country. Numbers and hours are those of the directory. */
export interface CountryPack {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Day of the last check (YYYY-MM-DD). */
  readonly checkedOn: string;
  /** Role → ids of the lines that play it. */
  readonly lines: Readonly<Record<LineRole, readonly string[]>>;
}

/** What a line is for. */
export type LineRole = "emergency" | "suicidePrevention" | "childProtection" | "violence" | "listening";

/** The pack of France. */
export const packOfFrance: CountryPack = france;

/** Roles without which nobody is asked how they feel. */
const neededRoles: readonly LineRole[] = ["emergency", "suicidePrevention", "listening"];

/**
 * Whether the self-check may be offered: there is a pack of the pathway's country, each needed role has a line whose
 * number is known, and so has every line of every level that applies to all.
 * Shapes  verifiedLineIds: ids of the lines whose number the directory shows.
 */
export function canOfferSelfCheck(
  { country, levels }: Pathway,
  pack: CountryPack | null,
  verifiedLineIds: readonly string[],
): boolean {
  if (pack === null || pack.country !== country) return false;
  const isKnown = (line: string): boolean => verifiedLineIds.includes(line);
  const always = levels.flatMap(({ lines }) => lines.filter(({ when }) => when === undefined));
  return (
    neededRoles.every((role) => pack.lines[role].some(isKnown)) && always.every(({ line }) => isKnown(line))
  );
}

/** The state of the queue that calls people back. */
export interface CallBackQueue {
  /** Whether named people are on duty for it. */
  readonly isStaffed: boolean;
  /** How many more requests it can keep its promise to. */
  readonly freePlaces: number;
  /** Hours until a request made now is answered, as measured; null when it is not known. */
  readonly delayHours: number | null;
}

/** Whether "I would like to be called" is offered, and what stands beside it. */
export interface CallBackOffer {
  readonly isOffered: boolean;
  /** The true delay, hours; null when nothing is offered. */
  readonly delayHours: number | null;
  /** Lines shown before anything is sent, or instead. */
  readonly lines: readonly string[];
}

/**
 * The gate before a request to be called: a promise that nobody can keep is not made. Otherwise the listening lines and
 * the directory stand in its place.
 * Source  reference/screening-pathway.json, callBackGate.
 */
export function callBackOffer(queue: CallBackQueue, pack: CountryPack): CallBackOffer {
  const { isStaffed, freePlaces, delayHours } = queue;
  const { suicidePrevention, emergency, listening } = pack.lines;
  const isOffered = isStaffed && freePlaces > 0 && delayHours !== null;
  const urgent = [...suicidePrevention, ...emergency.slice(0, 1)];
  return {
    isOffered,
    delayHours: isOffered ? delayHours : null,
    lines: isOffered ? urgent : [...urgent, ...listening],
  };
}
