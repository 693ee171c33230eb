import type { CapacityStatus } from "#directory";
import { likenessOf } from "../alike/alike.ts";
import type { BirthDate } from "../birth-date.ts";
import type { GroupHindrance } from "./codes.ts";

/** What decides whether somebody can be referred to an offer with others. */
export interface Standing {
  readonly mustBeSilent: boolean;
  /** Whether the plan of the person ended: it is taken up again first. */
  readonly isPlanClosed: boolean;
  /** Whether a referral to this offer is under way, or waits for their agreement. */
  readonly isThere: boolean;
  /** Referrals of the person under way. */
  readonly underWay: number;
  /** Whether the person asked never to be proposed this organisation. */
  readonly isExcluded: boolean;
  /** Whether somebody else must agree too: that is asked on the person's own page. */
  readonly needsRepresentative: boolean;
  readonly isToldEnough: boolean;
  /** Whether another person named before is likely the same. */
  readonly isAlike: boolean;
}

/** Why somebody cannot go with the others; null when they can. What the person said comes before what is counted. */
export function hindranceOf(
  standing: Standing,
  { capacity, mostUnderWay }: { readonly capacity: CapacityStatus; readonly mostUnderWay: number },
): GroupHindrance | null {
  if (standing.mustBeSilent) return "do-not-contact";
  if (standing.isPlanClosed) return "plan-closed";
  if (standing.isExcluded) return "excluded";
  if (standing.isThere) return "already-there";
  if (standing.underWay >= mostUnderWay) return "too-many";
  if (standing.needsRepresentative && !standing.isToldEnough) return "representative-needed";
  if (standing.isAlike) return "alike";
  return capacity === "no-capacity" ? "full" : null;
}

/** Somebody by what tells them apart. */
export interface Named<Id> {
  readonly id: Id;
  /** Each word of the names, as it is written and as it sounds; in no order. */
  readonly words: readonly ReadonlySet<string>[];
  readonly birthDate: BirthDate | null;
}

/**
 * Those who are likely somebody named before them: each word of the shorter name is written or sounds like one of the longer,
 * two words at least, and the birth dates do not contradict.
 */
export function repeatedAmong<Id>(named: readonly Named<Id>[]): ReadonlySet<Id> {
  const repeated = new Set<Id>();
  for (const [at, one] of named.entries())
    if (named.slice(0, at).some((before) => isLikely(before, one))) repeated.add(one.id);
  return repeated;
}

const leastWords = 2;

function isLikely<Id>(a: Named<Id>, b: Named<Id>): boolean {
  const [short, long] = a.words.length <= b.words.length ? [a, b] : [b, a];
  if (short.words.length < leastWords) return false;
  const isHeard = (word: ReadonlySet<string>): boolean =>
    long.words.some((other) => !word.isDisjointFrom(other));
  return short.words.every(isHeard) && likenessOf(a.birthDate, b.birthDate) !== null;
}
