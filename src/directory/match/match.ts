import type { MatchIndex } from "../search/match-index.ts";
import { chooseDiverse, type Breadth, type Candidate } from "./diversity.ts";
import { comesToPerson, distanceKmTo, reasonToLeaveOut, type Pairing } from "./hard-filters.ts";
import type { LeftOutOffer, MatchOptions, MatchResult, RankedOffer } from "./match-result.ts";
import type { NeedProfile } from "./need.ts";
import { factsOfNeed, type PersonFacts } from "./person-facts.ts";
import { isSameThing } from "./same-thing.ts";
import { judge, type Judgement } from "./score.ts";
import { defaultWeights, type MatchWeights } from "./weights.ts";

const usualLimit = 10;
/** How many of the best are looked at for twins and diversity. */
const pool = 60;
const poolOfCategory = 4;
const leftOutShown = 10;

/**
 * Ranks offers for a person, and says why. Pure and deterministic: the same index, need, weights and moment give the same answer.
 * Source  docs/matching.md.
 */
export function match(index: MatchIndex, need: NeedProfile, options: MatchOptions): MatchResult {
  const weights = options.weights ?? defaultWeights;
  const person = factsOfNeed(need, options.now, weights);
  const kept: Candidate[] = [];
  const left: { readonly candidate: Candidate; readonly out: LeftOutOffer }[] = [];
  for (const row of index.candidateRows(reachOf(person))) {
    const facts = index.factsAt(row);
    const pairing: Pairing = {
      facts,
      person,
      now: options.now,
      distanceKm: distanceKmTo(facts, person),
      roomDays: weights.roomDays,
    };
    const judgement = judge(pairing, weights, options);
    if (judgement === null) continue;
    const candidate: Candidate = { facts, judgement, distanceKm: pairing.distanceKm, sameAs: [] };
    const reason = reasonToLeaveOut(pairing);
    if (reason === null) kept.push(candidate);
    else left.push({ candidate, out: { offer: facts.offer, reason, distanceMetres: metresOf(candidate) } });
  }
  const single = withoutTwins(bestOf(kept.toSorted(better)));
  const chosen = chooseDiverse(single, options.limit ?? usualLimit, breadthOf(need, weights));
  return { offers: chosen.map(rankedOf), leftOut: nearlyProposed(left, chosen) };
}

/** The best of all, and the best of each category, best first. */
function bestOf(sorted: readonly Candidate[]): Candidate[] {
  const seen = new Map<string, number>();
  return sorted.filter(({ facts }, rank) => {
    const category = facts.offer.categories[0] ?? "";
    const count = seen.get(category) ?? 0;
    seen.set(category, count + 1);
    return rank < pool || count < poolOfCategory;
  });
}

/** Where offers are looked for: twice as far as the person goes, so that what is left out can be told. */
function reachOf(person: PersonFacts): { latitude: number | null; longitude: number | null; km: number } {
  const { latitude, longitude } = person.need.place;
  return { latitude, longitude, km: Math.max(60, 2 * person.maxKm) };
}

/** Looking for one thing makes repeating it cost less; who names no wish and wants to meet people is shown every category. */
function breadthOf({ needs, wishes }: NeedProfile, weights: MatchWeights): Breadth {
  return {
    scale: needs.length <= 1 && wishes.length <= 2 ? 0.25 : 1,
    categories:
      wishes.length === 0 && needs.includes("meet-people")
        ? weights.categoriesOpen
        : weights.categoriesWanted,
    weights,
  };
}

function better(a: Candidate, b: Candidate): number {
  return b.judgement.score - a.judgement.score || compareIds(a.facts.offer.id, b.facts.offer.id);
}

function compareIds(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Keeps of entries that are one thing the best, and remembers the others with it. */
function withoutTwins(candidates: readonly Candidate[]): Candidate[] {
  const single: Candidate[] = [];
  for (const candidate of candidates) {
    const twin = single.find((kept) => isSameThing(kept.facts, candidate.facts));
    if (twin) twin.sameAs.push(candidate.facts.offer.id);
    else single.push(candidate);
  }
  return single;
}

function metresOf({ facts, distanceKm }: Candidate): number | null {
  return distanceKm === null || (comesToPerson(facts) && !facts.attendance.has("on-site"))
    ? null
    : Math.round(distanceKm * 1000);
}

function rankedOf(candidate: Candidate): RankedOffer {
  const { facts, judgement, sameAs } = candidate;
  const { score, parts, reasons, cautions, unknown }: Judgement = judgement;
  return {
    offer: facts.offer,
    score,
    parts,
    reasons,
    cautions,
    unknown,
    distanceMetres: metresOf(candidate),
    sameAs,
  };
}

/** Those that would have stood among the offers chosen, best first. */
function nearlyProposed(
  left: readonly { readonly candidate: Candidate; readonly out: LeftOutOffer }[],
  chosen: readonly Candidate[],
): LeftOutOffer[] {
  const least = chosen.at(-1)?.judgement.score ?? 0;
  return left
    .filter(({ candidate }) => candidate.judgement.score >= least)
    .toSorted((a, b) => better(a.candidate, b.candidate))
    .slice(0, leftOutShown)
    .map(({ out }) => out);
}
