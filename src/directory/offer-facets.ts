import type { FacetCounts as AllCounts } from "./actions.ts";
import type { BookRow } from "./book-store.ts";
import {
  accessSought,
  attendance as attendances,
  needCode,
  type AccessSought,
  type Attendance,
  type NeedCode,
} from "./match/codes.ts";
import { isCheap } from "./match/cost.ts";
import { needBits, needsOf } from "./search/offer-index.ts";
import {
  categoryOfAction,
  interventionType,
  offerKind,
  publicServed,
  type CategoryOfAction,
  type InterventionType,
  type OfferKind,
  type PublicServed,
} from "./taxonomy.ts";

/** What a search may be narrowed by, besides place, words and hours. */
export interface Narrowing {
  readonly category: CategoryOfAction | null;
  readonly intervention: InterventionType | null;
  readonly kind: OfferKind | null;
  /** What it should answer, by its type, else by its category. */
  readonly need: NeedCode | null;
  /** Told to be for them in particular. */
  readonly public: PublicServed | null;
  readonly isFree: boolean;
  /** Free, or told to cost little. */
  readonly isCheap: boolean;
  /** Run by those whom it is for. */
  readonly isByAndFor: boolean;
  /** Told to be accessible to wheelchairs; what is not known does not count. */
  readonly isWheelchair: boolean;
  /** Told to have something for this need of access. */
  readonly access: AccessSought | null;
  /** Can be reached or joined without internet. */
  readonly isWithoutInternet: boolean;
  readonly attendance: Attendance | null;
  /** Told to be spoken there, ISO 639. */
  readonly language: string | null;
  /** Years; what is kept for other ages is left out. */
  readonly age: number | null;
}

const bits = { free: 1, wheelchair: 2, withoutInternet: 4, cheap: 8, byAndFor: 16 };
const firstCategory = 5;
const firstAttendance = firstCategory + categoryOfAction.codes.length;
const firstKind = firstAttendance + attendances.codes.length;
const firstIntervention = firstKind + offerKind.codes.length;
/** Behind the publics, in the same word: what is there for somebody in particular. */
const firstAccess = publicServed.codes.length;
const bitOfIntervention = (code: InterventionType): number =>
  1 << (firstIntervention + interventionType.codes.indexOf(code));
const bitOfAccess = (code: AccessSought): number => 1 << (firstAccess + accessSought.codes.indexOf(code));
const bitOfCategory = (code: CategoryOfAction): number =>
  1 << (firstCategory + categoryOfAction.codes.indexOf(code));
const bitOfAttendance = (code: Attendance): number =>
  1 << (firstAttendance + attendances.codes.indexOf(code));
const bitOfKind = (code: OfferKind): number => 1 << (firstKind + offerKind.codes.indexOf(code));
const bitOfPublic = (code: PublicServed): number => 1 << publicServed.codes.indexOf(code);

const reachedWithoutInternet: ReadonlySet<string> = new Set(["phone", "drop-in", "post"]);

/** Bits of what is told about an offer. */
export function facetBitsOf(row: BookRow): number {
  const { categories, frais, kind, phones, matching } = row;
  let mask = bitOfKind(kind);
  for (const code of categories) mask |= bitOfCategory(code);
  for (const code of row.interventions) mask |= bitOfIntervention(code);
  for (const code of attendanceOf(row)) mask |= bitOfAttendance(code);
  if (frais.includes("gratuit")) mask |= bits.free;
  if (isCheap(frais, { amount: matching.cost_amount, per: matching.cost_per })) mask |= bits.cheap;
  if (matching.by_and_for) mask |= bits.byAndFor;
  if (matching.wheelchair === "yes") mask |= bits.wheelchair;
  if (phones.length > 0 || matching.ways_in.some((way) => reachedWithoutInternet.has(way)))
    mask |= bits.withoutInternet;
  return mask;
}

/** How one takes part; what has a place and does not say is joined there, as matching takes it. */
function attendanceOf({ kind, matching }: BookRow): readonly Attendance[] {
  if (matching.attendance.length > 0 || kind === "helpline") return matching.attendance;
  return ["on-site"];
}

/** Bits of the needs that an offer answers. */
export function needBitsOf({ matching, categories }: BookRow): number {
  return needsOf({ type: matching.offer_type, categories });
}

/** Bits of the publics for whom an offer is in particular, and of the needs of access for which it has something. */
export function publicBitsOf({ publics, matching }: BookRow): number {
  const { access_features: features, languages } = matching;
  const told = [...features, ...(languages.includes("lsf") ? ["sign-language"] : [])];
  return accessSought.codes
    .filter((code) => told.some((feature) => servedBy[code].has(feature)))
    .reduce(
      (mask, code) => mask | bitOfAccess(code),
      publics.reduce((mask, code) => mask | bitOfPublic(code), 0),
    );
}

/** What a place tells that serves each need of access. */
const servedBy: Readonly<Record<AccessSought, ReadonlySet<string>>> = {
  deaf: new Set(["sign-language", "cued-speech", "subtitles", "text"]),
  "hard-of-hearing": new Set(["hearing-loop", "cued-speech", "subtitles", "text"]),
  visual: new Set(["audio-description", "sound-beacon", "guiding-strip"]),
  quiet: new Set(["quiet"]),
};

/** Bits that an offer must have. */
export interface WantedBits {
  readonly facets: number;
  readonly needs: number;
  readonly publics: number;
}

/** Bits that an offer must have. */
export function wantedBits(asked: Narrowing): WantedBits {
  return {
    facets:
      (asked.category === null ? 0 : bitOfCategory(asked.category)) |
      (asked.intervention === null ? 0 : bitOfIntervention(asked.intervention)) |
      (asked.attendance === null ? 0 : bitOfAttendance(asked.attendance)) |
      (asked.kind === null ? 0 : bitOfKind(asked.kind)) |
      (asked.isFree ? bits.free : 0) |
      (asked.isCheap ? bits.cheap : 0) |
      (asked.isByAndFor ? bits.byAndFor : 0) |
      (asked.isWheelchair ? bits.wheelchair : 0) |
      (asked.isWithoutInternet ? bits.withoutInternet : 0),
    needs: asked.need === null ? 0 : needBits([asked.need]),
    publics:
      (asked.public === null ? 0 : bitOfPublic(asked.public)) |
      (asked.access === null ? 0 : bitOfAccess(asked.access)),
  };
}

/** What else must hold of an offer; null when nothing else is asked. */
export function alsoWanted({ language, age }: Narrowing): ((row: BookRow) => boolean) | null {
  if (language === null && age === null) return null;
  return ({ matching }) =>
    (language === null || spokenAt(matching).includes(language)) &&
    (age === null || ((matching.age_min ?? 0) <= age && age <= (matching.age_max ?? Infinity)));
}

/** What is told of each of some offers, in their order. */
export interface OfferMarks {
  readonly facets: Uint32Array;
  readonly needs: Uint32Array;
  readonly publics: Uint32Array;
  /** Languages beside French, of the few offers that tell any. */
  readonly languages: ReadonlyMap<number, readonly string[]>;
}

/** Languages told to be spoken there, by their codes without a region: feeds write `pt-BR`, `EN`. */
function spokenAt({ languages }: BookRow["matching"]): readonly string[] {
  const codes = languages.map((language) => language.toLowerCase().split(/[-_]/)[0] ?? "");
  return [...new Set(codes.filter((code) => /^[a-z]{2,3}$/.test(code)))];
}

/** Languages of an offer beside French. */
export function otherLanguages({ matching }: BookRow): readonly string[] {
  return spokenAt(matching).filter((language) => language !== "fr");
}

/** How many of some offers have each facet, by the position of its bit. */
export interface FacetTally {
  readonly facets: Int32Array;
  readonly needs: Int32Array;
  readonly publics: Int32Array;
  /** By language, French apart. */
  readonly languages: ReadonlyMap<string, number>;
}

/** Tallies offers by their marks. */
export function tallyFacets(offers: Iterable<number>, marks: OfferMarks): FacetTally {
  const [facets, needs, publics] = [new Int32Array(32), new Int32Array(32), new Int32Array(32)];
  const languages = new Map<string, number>();
  for (const offer of offers) {
    addBits(facets, marks.facets[offer]!);
    addBits(needs, marks.needs[offer]!);
    addBits(publics, marks.publics[offer]!);
    for (const language of marks.languages.get(offer) ?? [])
      languages.set(language, (languages.get(language) ?? 0) + 1);
  }
  return { facets, needs, publics, languages };
}

function addBits(counts: Int32Array, mask: number): void {
  for (let rest = mask; rest !== 0; rest &= rest - 1) counts[31 - Math.clz32(rest & -rest)]! += 1;
}

/** Tallies of two sets of offers, as one. */
export function addTallies(a: FacetTally, b: FacetTally): FacetTally {
  const languages = new Map(a.languages);
  for (const [language, count] of b.languages)
    languages.set(language, (languages.get(language) ?? 0) + count);
  const sum = (one: Int32Array, other: Int32Array): Int32Array =>
    one.map((count, bit) => count + other[bit]!);
  return {
    facets: sum(a.facets, b.facets),
    needs: sum(a.needs, b.needs),
    publics: sum(a.publics, b.publics),
    languages,
  };
}

/** Narrowings of which one chooses one among several. */
export const choices = [
  "category",
  "intervention",
  "kind",
  "need",
  "public",
  "access",
  "attendance",
  "language",
] as const;
/** A narrowing of which one chooses one among several. */
export type Choice = (typeof choices)[number];

/** What is counted by marks alone; hours and distances are counted by who has them. */
export type FacetCounts = Omit<AllCounts, "openNow" | "dayParts" | "radii">;

/**
 * What each further narrowing would leave.
 * @param found the search as it stands
 * @param others of a choice of one among several: the search without that choice
 */
export function countFacets(found: FacetTally, others: Readonly<Record<Choice, FacetTally>>): FacetCounts {
  const countOf = ({ facets }: FacetTally, bit: number): number => facets[31 - Math.clz32(bit)]!;
  return {
    categories: byCode(categoryOfAction.codes, (code) => countOf(others.category, bitOfCategory(code))),
    interventions: byCode(interventionType.codes, (code) =>
      countOf(others.intervention, bitOfIntervention(code)),
    ),
    kinds: byCode(offerKind.codes, (code) => countOf(others.kind, bitOfKind(code))),
    needs: byCode(needCode.codes, (_, position) => others.need.needs[position]!),
    publics: byCode(publicServed.codes, (_, position) => others.public.publics[position]!),
    free: countOf(found, bits.free),
    cheap: countOf(found, bits.cheap),
    byAndFor: countOf(found, bits.byAndFor),
    wheelchair: countOf(found, bits.wheelchair),
    access: byCode(accessSought.codes, (_, position) => others.access.publics[firstAccess + position]!),
    withoutInternet: countOf(found, bits.withoutInternet),
    attendance: byCode(attendances.codes, (code) => countOf(others.attendance, bitOfAttendance(code))),
    languages: [...others.language.languages]
      .map(([language, count]) => ({ language, count }))
      .toSorted((a, b) => b.count - a.count || (a.language < b.language ? -1 : 1))
      .slice(0, 20),
  };
}

function byCode<Code extends string>(
  codes: readonly Code[],
  count: (code: Code, position: number) => number,
): Record<Code, number> {
  return Object.fromEntries(codes.map((code, position) => [code, count(code, position)])) as Record<
    Code,
    number
  >;
}
