import { millisecondsBetween, type Instant } from "#base";

/** Addresses that one visitor may have looked up within a minute: more than anybody types, too few to copy a register. */
export const addressesAMinute = 20;
const minute = 60_000;

/**
 * Counts what each visitor asks within a minute, in memory alone and no longer than that minute. It keeps who asked, never what.
 */
export class VisitorLimit {
  readonly #most: number;
  readonly #counts = new Map<string, { readonly since: Instant; count: number }>();

  constructor(most = addressesAMinute) {
    this.#most = most;
  }

  /** Takes one; gives 0, or the seconds to wait when there is none left. */
  take(visitor: string, now: Instant): number {
    this.#forget(now);
    const counted = this.#counts.get(visitor);
    if (counted === undefined) {
      this.#counts.set(visitor, { since: now, count: 1 });
      return 0;
    }
    counted.count += 1;
    if (counted.count <= this.#most) return 0;
    return Math.max(1, Math.ceil((minute - millisecondsBetween(counted.since, now)) / 1000));
  }

  /** Visitors whose minute is over; the map keeps the order in which they came. */
  #forget(now: Instant): void {
    for (const [visitor, { since }] of this.#counts) {
      if (millisecondsBetween(since, now) < minute) return;
      this.#counts.delete(visitor);
    }
  }
}
