import { match } from "../match/match.ts";
import type { MatchOptions, RankedOffer, ScoreParts } from "../match/match-result.ts";
import type { NeedProfile } from "../match/need.ts";
import type { MatchWeights } from "../match/weights.ts";
import type { MatchIndex } from "../search/match-index.ts";

/** Offers shown of each list. */
export const compared = 10;
/** How far down a list is looked to say from where an offer came. */
const lookedAt = 60;
/** Parts that differ by less are not told. */
const least = 0.005;

/** The parts of a score. */
export type ScorePart = keyof ScoreParts;

/** A part of a score that weights changed. */
export interface MovedPart {
  readonly part: ScorePart;
  readonly from: number;
  readonly to: number;
}

/** An offer of a list, with where it stands in the other one. */
export interface ComparedOffer {
  readonly id: string;
  readonly rank: number;
  /** Its place in the other list; null when it is not among the first ten there. */
  readonly otherRank: number | null;
  /** What of its own score changed, the most first; empty when it only moved because others did, or not at all. */
  readonly moved: readonly MovedPart[];
}

/** The first ten by two sets of weights. */
export interface Comparison {
  readonly before: readonly ComparedOffer[];
  readonly after: readonly ComparedOffer[];
}

/** What weights change for one need: both lists, and why what moved did. Pure and deterministic, as matching is. */
export function compareWeights(
  index: MatchIndex,
  need: NeedProfile,
  { now, before, after }: Pick<MatchOptions, "now"> & Record<"before" | "after", MatchWeights>,
): Comparison {
  const [old, young] = [before, after].map((weights) => ({
    first: match(index, need, { now, weights, limit: compared }).offers,
    parts: partsById(match(index, need, { now, weights, limit: lookedAt }).offers),
  })) as [Side, Side];
  return { before: listOf(old, young, old, young), after: listOf(young, old, old, young) };
}

interface Side {
  readonly first: readonly RankedOffer[];
  readonly parts: ReadonlyMap<string, ScoreParts>;
}

function partsById(offers: readonly RankedOffer[]): ReadonlyMap<string, ScoreParts> {
  return new Map(offers.map(({ offer, parts }) => [offer.id, parts]));
}

function listOf(own: Side, other: Side, old: Side, young: Side): ComparedOffer[] {
  return own.first.map(({ offer: { id } }, at) => {
    const found = other.first.findIndex(({ offer }) => offer.id === id);
    return {
      id,
      rank: at + 1,
      otherRank: found === -1 ? null : found + 1,
      moved: movedParts(old.parts.get(id), young.parts.get(id)),
    };
  });
}

/** The parts that differ, the most first. Missing  none where one list does not hold the offer among those looked at. */
function movedParts(from: ScoreParts | undefined, to: ScoreParts | undefined): MovedPart[] {
  if (from === undefined || to === undefined) return [];
  return scoreParts
    .map((part) => ({ part, from: from[part], to: to[part] }))
    .filter((moved) => Math.abs(moved.to - moved.from) >= least)
    .toSorted((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from));
}

/** Parts of a score, as docs/matching.md lists them. */
export const scoreParts = [
  "need",
  "wish",
  "situation",
  "words",
  "distance",
  "comfort",
  "quality",
  "evidence",
] as const satisfies readonly ScorePart[];
