import { defineCodeList, distanceMetres } from "#base";
import { nameKey } from "#directory";
import type { AccessPlace } from "./access-place.ts";

/** What speaks for an establishment of a source of accessibility being a place of ours. */
export const accessEvidence = defineCodeList("accessEvidence", "Tisser", [
  "same-siret",
  "same-name",
  "like-name",
  "same-address",
  "within-30-metres",
  "within-150-metres",
]);
/** One piece of evidence. */
export type AccessEvidence = (typeof accessEvidence.codes)[number];

/**
 * How strongly each piece speaks, as the chance that a pair with it alone is the same; set by hand. A SIRET is of an establishment
 * there, and often of the seat here; several establishments share an address.
 */
const strength: Readonly<Record<AccessEvidence, number>> = {
  "same-siret": 0.85,
  "same-name": 0.75,
  "like-name": 0.4,
  "same-address": 0.65,
  "within-30-metres": 0.6,
  "within-150-metres": 0.3,
};

/** From this score a pair is joined without a human, when nothing else could be meant; from that one it waits for one. */
export const accessLimits = { joined: 0.9, proposed: 0.55 } as const;

/** A place of ours, as far as joining needs to know it. */
export interface OwnPlace {
  readonly id: string;
  /** Of the place, its organisation and what is offered there. */
  readonly names: readonly string[];
  readonly siret: string | null;
  readonly street_key: string | null;
  readonly code_insee: string;
  /** Null where only the town is known. */
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** A pair that may be the same place. */
export interface AccessPair {
  readonly location_id: string;
  readonly place_id: string;
  /** In ]0, 1[; pieces of evidence count as independent. */
  readonly score: number;
  readonly evidence: readonly AccessEvidence[];
  /** Null when one of them has no position. */
  readonly distance_metres: number | null;
}

/**
 * How likely an establishment is a place of ours; null below the limit of proposals. A likeness of names or a SIRET, and a
 * nearness, are both needed: neither two establishments of one address nor two of one name in a town are the same for that.
 */
export function pairOf(own: OwnPlace, place: AccessPlace): AccessPair | null {
  const distance = distanceOf(own, place);
  const evidence = [...identityOf(own, place), ...nearnessOf(own, place, distance)];
  const hasSiret = evidence.includes("same-siret");
  if (identityOf(own, place).length === 0 || (evidence.length < 2 && !hasSiret)) return null;
  const doubt = evidence.reduce((left, code) => left * (1 - strength[code]), 1);
  const score = Math.round((1 - doubt) * 100) / 100;
  if (score < accessLimits.proposed) return null;
  return { location_id: own.id, place_id: place.id, score, evidence, distance_metres: distance };
}

/** Whether a pair is certain enough to be joined without a human: an identity that holds, in the same spot. */
export function isCertain({ score, evidence }: AccessPair): boolean {
  const isIdentified = evidence.includes("same-siret") || evidence.includes("same-name");
  const isNear = evidence.includes("same-address") || evidence.includes("within-30-metres");
  return score >= accessLimits.joined && isIdentified && isNear;
}

function distanceOf(own: OwnPlace, place: AccessPlace): number | null {
  if (own.latitude === null || own.longitude === null) return null;
  if (place.latitude === null || place.longitude === null) return null;
  const from = { latitude: own.latitude, longitude: own.longitude };
  return Math.round(distanceMetres(from, { latitude: place.latitude, longitude: place.longitude }));
}

function identityOf(own: OwnPlace, place: AccessPlace): readonly AccessEvidence[] {
  const key = nameKey(place.name);
  const isSameName = own.names.some((name) => nameKey(name) === key);
  return [
    ...(own.siret !== null && own.siret === place.siret ? (["same-siret"] as const) : []),
    ...(isSameName ? (["same-name"] as const) : []),
    ...(!isSameName && own.names.some((name) => areLike(nameKey(name), key)) ? (["like-name"] as const) : []),
  ];
}

function nearnessOf(own: OwnPlace, place: AccessPlace, distance: number | null): readonly AccessEvidence[] {
  const isAddress = own.street_key !== null && own.street_key === place.street_key;
  return [
    ...(isAddress ? (["same-address"] as const) : []),
    ...(distance !== null && distance <= 30 ? (["within-30-metres"] as const) : []),
    ...(distance !== null && distance > 30 && distance <= 150 ? (["within-150-metres"] as const) : []),
  ];
}

/** Words that name no establishment. */
const filling = new Set([
  "de",
  "du",
  "des",
  "la",
  "le",
  "les",
  "l",
  "d",
  "et",
  "a",
  "au",
  "aux",
  "en",
  "pour",
  "sur",
]);

/** Whether two names share more than half of their words (Dice's coefficient), words that name nothing left out. */
function areLike(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  if (a.size === 0 || b.size === 0) return false;
  const shared = [...a].filter((word) => b.has(word)).length;
  return (2 * shared) / (a.size + b.size) > 0.5;
}

function wordsOf(key: string): ReadonlySet<string> {
  return new Set(key.split(" ").filter((word) => word !== "" && !filling.has(word)));
}
