import { addMilliseconds, type AccountId, type Instant } from "#base";

const hour = 3_600_000;

/**
 * Hours after an act at which its review is asked for again: at 12, at 24 when it is due, then each day. It is asked for until
 * somebody reviews.
 * Source  spec/legal.md: a second person reviews within 24 h.
 */
export const reviewHours = { reminder: 12, due: 24, again: 24 } as const;

/** When the review of an act is due. */
export function reviewDueAt(actedAt: Instant): Instant {
  return addMilliseconds(actedAt, reviewHours.due * hour);
}

/** Somebody who may review, and how near they stand. */
export interface SecondPerson {
  readonly accountId: AccountId;
  readonly isCoordinator: boolean;
  /** Whether they answer for the files without accompanying: they are asked last. */
  readonly isOfficerOnly: boolean;
}

/** What is known when a review is asked for. */
export interface Asking {
  /** 1 at once, 2 after 12 hours, 3 once it is late, and later. */
  readonly step: number;
  readonly reviewerId: AccountId | null;
  readonly actedBy: AccountId;
  readonly colleagues: readonly SecondPerson[];
}

/**
 * Whom a step asks: whoever was named, then also the coordinators, then everybody who may review. Where a circle is empty
 * the next wider one is asked at once; never whoever acted.
 */
export function whomToAsk({ step, reviewerId, actedBy, colleagues }: Asking): readonly AccountId[] {
  const others = colleagues.filter(({ accountId }) => accountId !== actedBy);
  const named = others.filter(({ accountId }) => accountId === reviewerId);
  const coordinators = others.filter(({ isCoordinator }) => isCoordinator);
  const circles = [named, [...named, ...coordinators], others];
  const asked = circles.slice(Math.min(step, circles.length) - 1).find((circle) => circle.length > 0) ?? [];
  return [...new Set(asked.map(({ accountId }) => accountId))];
}

/** The second person where none was named: a coordinator, else a colleague, else whoever answers for the files; null for none. */
export function likeliestReviewer(actedBy: AccountId, colleagues: readonly SecondPerson[]): AccountId | null {
  const rank = ({ isCoordinator, isOfficerOnly }: SecondPerson): number =>
    isCoordinator ? 0 : isOfficerOnly ? 2 : 1;
  const others = colleagues.filter(({ accountId }) => accountId !== actedBy);
  return others.toSorted((a, b) => rank(a) - rank(b))[0]?.accountId ?? null;
}

/** When the step after one is due. A clock that went back since the act begins the delay anew. */
export function nextAskingAt(step: number, actedAt: Instant, now: Instant): Instant {
  const from = actedAt < now ? actedAt : now;
  const planned =
    step === 1
      ? addMilliseconds(from, reviewHours.reminder * hour)
      : step === 2
        ? reviewDueAt(from)
        : addMilliseconds(now, reviewHours.again * hour);
  return planned > now ? planned : now;
}
