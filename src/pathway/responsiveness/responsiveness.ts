import { millisecondsBetween, type Instant } from "#base";

/** A referral that came to a receiver: when it was sent, when the receiver first answered, and whether one still waits. */
export interface SentReferral {
  readonly sentAt: Instant;
  /** First answer: accepted, refused, or asked for more; null when there was none. */
  readonly answeredAt: Instant | null;
  /** Whether an answer may still come. */
  readonly isWaiting: boolean;
}

/** How a receiver answers. */
export interface Responsiveness {
  /** Referrals that were answered, or to which no answer came in time; those that wait are not counted yet. */
  readonly referrals: number;
  /** Share of these that were answered, in [0, 1]; null without any. */
  readonly answeredShare: number | null;
  /** Median of the days until the first answer, one decimal; null when none was answered. */
  readonly medianDays: number | null;
}

/** Referrals that others than the receiver need before they see anything (spec/pathway.md: above five). */
export const shownToOthersFrom = 6;

const day = 86_400_000;
/** Median days up to which an answer comes as soon as one can wish, and from which it is not soon at all. */
const soon = { best: 2, none: 10 };

/**
 * How a receiver answered.
 * Missing  a referral that still waits for its answer says nothing yet and is left out.
 * Units    days of 24 hours from the sending to the first answer; median of an even number is the mean of the middle two.
 */
export function responsivenessOf(sent: readonly SentReferral[]): Responsiveness {
  const known = sent.filter(({ answeredAt, isWaiting }) => answeredAt !== null || !isWaiting);
  const days = known
    .flatMap(({ sentAt, answeredAt }) =>
      answeredAt === null ? [] : [Math.max(0, millisecondsBetween(sentAt, answeredAt)) / day],
    )
    .toSorted((a, b) => a - b);
  const middle = Math.floor(days.length / 2);
  const [low = 0, high = 0] = [days[days.length % 2 === 0 ? middle - 1 : middle], days[middle]];
  return {
    referrals: known.length,
    answeredShare: known.length === 0 ? null : days.length / known.length,
    medianDays: days.length === 0 ? null : Math.round(((low + high) / 2) * 10) / 10,
  };
}

/**
 * How soon a receiver answers, for ranking offers to a professional: 1 when everybody is answered within two days, falling to 0 at a
 * median of ten days, times the share that was answered. Never below 0: who is slow or new is not pushed down.
 * Missing  0 below six referrals, and where nothing was answered.
 */
export function promptnessOf({ referrals, answeredShare, medianDays }: Responsiveness): number {
  if (referrals < shownToOthersFrom || answeredShare === null || medianDays === null) return 0;
  const ease = (soon.none - medianDays) / (soon.none - soon.best);
  return Math.min(1, Math.max(0, ease)) * answeredShare;
}
