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

  /** Takes one; false when there is none left. */
  take(visitor: string, now: Instant): boolean {
    this.#forget(now);
    const counted = this.#counts.get(visitor);
    if (counted === undefined) {
      this.#counts.set(visitor, { since: now, count: 1 });
      return true;
    }
    counted.count += 1;
    return counted.count <= this.#most;
  }

  /** Visitors whose minute is over; the map keeps the order in which they came. */
  #forget(now: Instant): void {
    for (const [visitor, { since }] of this.#counts) {
      if (millisecondsBetween(since, now) < minute) return;
      this.#counts.delete(visitor);
    }
  }
}
