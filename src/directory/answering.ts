import type { Instant } from "#base";
import type { Tx } from "#storage";

/** What ranking needs from the program to know how soon receivers answer. */
export interface AnsweringServices {
  /**
   * How soon receivers answered the referrals of the organisations in reach, 0 to 1 by id of the offer: those alone of which enough is
   * known, absent where persons are no part of the installation: there are no referrals to answer then.
   */
  readonly answeringOf?: (db: Tx, now: Instant) => Promise<ReadonlyMap<string, number>>;
}
