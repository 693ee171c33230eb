import fit from "../codes/need-fit.json" with { type: "json" };
import { needCode, type NeedCode } from "../match/codes.ts";
import type { MatchableOffer } from "../match/matchable.ts";
import { factsOfOffer, type OfferFacts } from "../match/offer-facts.ts";
import { categoryOfAction, type CategoryOfAction } from "../taxonomy.ts";
import { makeColumns, type ColumnRow, type OfferColumns } from "./columns.ts";
import { visitStretches } from "./disc.ts";
import { candidatesOf, type MatchIndex, type RowsInReach } from "./match-index.ts";
import { countWithin, searchColumns } from "./search-columns.ts";
import { stemLanguageOf, stemsIn } from "./words.ts";

/** Offers in memory, ready to be matched and searched. */
export interface OfferIndex extends MatchIndex {
  readonly columns: OfferColumns;
  /** The offer of a row of the columns. */
  readonly offerAt: (row: number) => MatchableOffer;
  /** The offer at a position of the sorted list, which columns name `ordinal`. */
  readonly offerOf: (ordinal: number) => MatchableOffer;
  /** What {@link MatchIndex.candidateRows} chooses from. */
  readonly inReach: RowsInReach;
}

/** A need is answered by a type that fits at least so well. */
const fitsEnough = 0.45;
const fits: Readonly<Record<string, Readonly<Record<string, number>>>> = fit.needs;

/** Bits of needs. */
export function needBits(needs: readonly NeedCode[]): number {
  return needs.reduce((mask, need) => mask | (1 << needCode.codes.indexOf(need)), 0);
}

/** Bits of the needs that an offer answers: by its type, else by its first category. */
export function needsOf({ type, categories }: Pick<MatchableOffer, "type" | "categories">): number {
  const key = type ?? `/${categories[0] ?? ""}`;
  const known = knownNeeds.get(key) ?? needsAnswered({ type, categories });
  knownNeeds.set(key, known);
  return known;
}

/** By type, else by first category: few. */
const knownNeeds = new Map<string, number>();

function needsAnswered({ type, categories }: Pick<MatchableOffer, "type" | "categories">): number {
  const fallbacks: Readonly<Record<string, { readonly categories: Readonly<Record<string, number>> }>> =
    fit.fallback;
  return needCode.codes.reduce((mask, need, position) => {
    const fitOfType = type === null ? undefined : fits[need]?.[type];
    const fitOfCategory = fallbacks[need]?.categories[categories[0] ?? ""] ?? 0;
    return (fitOfType ?? (type === null ? fitOfCategory : 0)) >= fitsEnough ? mask | (1 << position) : mask;
  }, 0);
}

function facetsOf({ categories }: MatchableOffer): number {
  return categories.reduce((mask, code) => mask | (1 << categoryOfAction.codes.indexOf(code)), 0);
}

const qualityOfCapacity = { capacity: 255, ask: 160, waitlist: 80, "no-capacity": 0 } as const;

function wordsOf({ name, organisation, description, languages }: MatchableOffer): ReadonlySet<string> {
  return stemsIn(`${name} ${organisation} ${description}`, stemLanguageOf(languages));
}

function columnRowOf(offer: MatchableOffer, withWords: boolean): ColumnRow {
  return {
    latitude: offer.latitude ?? Number.NaN,
    longitude: offer.longitude ?? Number.NaN,
    needs: needsOf(offer),
    facets: facetsOf(offer),
    publics: 0,
    dayParts: 0,
    quality: qualityOfCapacity[offer.capacity.status],
    stems: withWords ? wordsOf(offer) : [],
  };
}

/**
 * Builds the index of some offers. The order in which they are given does not matter.
 * @param withWords whether {@link searchIndex} shall find words; matching does not need them, and without is ten times quicker.
 */
export function makeOfferIndex(
  offers: readonly MatchableOffer[],
  { withWords = true }: { readonly withWords?: boolean } = {},
): OfferIndex {
  const sorted = offers.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const columns = makeColumns(sorted.length, (position) => columnRowOf(sorted[position]!, withWords));
  const facts: (OfferFacts | undefined)[] = [];
  const offerAt = (row: number): MatchableOffer => sorted[columns.ordinal[row]!]!;
  const farReaching = new Set<number>();
  for (let row = 0; row < columns.size; row += 1) {
    if (row >= columns.placed || offerAt(row).area?.type === "country") farReaching.add(row);
  }
  const inReach: RowsInReach = {
    size: sorted.length,
    all: () => columns.ordinal.keys(),
    farReaching: () => farReaching,
    countWithin: (disc) => countWithin(columns, disc),
    visitWithin: (disc, visit) =>
      visitStretches(columns, disc, (from, to) => {
        for (let row = from; row < to; row += 1) visit(row);
      }),
  };
  return {
    size: sorted.length,
    columns,
    inReach,
    offerAt,
    offerOf: (ordinal) => sorted[ordinal]!,
    factsAt: (row) => (facts[row] ??= factsOfOffer(offerAt(row))),
    candidateRows: (reach) => candidatesOf(inReach, reach),
  };
}

/** What is looked for in an index. */
export interface IndexQuery {
  readonly latitude: number;
  readonly longitude: number;
  readonly km: number;
  /** Any of these needs; empty for all offers. */
  readonly needs: readonly NeedCode[];
  /** Null for all five. */
  readonly category: CategoryOfAction | null;
  /** Words that must all be found, in French, English, Spanish or Arabic; null for none. */
  readonly words: string | null;
  readonly limit: number;
}

/** An offer found in an index. */
export interface IndexHit {
  readonly offer: MatchableOffer;
  /** 0 to 1: near, answering many of the needs, with room. */
  readonly score: number;
  readonly km: number;
}

/** The best offers within a disc, for a list; {@link match} is for a person. Best first. */
export function searchIndex({ columns, offerOf }: OfferIndex, query: IndexQuery): IndexHit[] {
  const { latitude, longitude, km, needs, category, words, limit } = query;
  const hits = searchColumns(columns, {
    disc: { latitude, longitude, km },
    needs: needBits(needs),
    facets: category === null ? 0 : 1 << categoryOfAction.codes.indexOf(category),
    publics: 0,
    dayParts: 0,
    words,
    limit,
  });
  return hits.map((hit) => ({ offer: offerOf(hit.ordinal), score: hit.score, km: hit.km }));
}
