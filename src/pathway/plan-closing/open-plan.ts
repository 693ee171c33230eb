import type { PersonId } from "#base";
import type { Tx } from "#storage";
import type { PlanItemRow } from "../plan/store.ts";
import type { ReferralRow } from "../referral/store.ts";
import { lockPerson } from "../store.ts";
import { planClosingErrors } from "./errors.ts";
import { closingInForce } from "./store.ts";

/**
 * Locks the file, so that nothing comes into a plan while it is closed.
 * @throws pathway.planClosed
 */
export async function mustHaveOpenPlan(db: Tx, personId: PersonId): Promise<void> {
  await lockPerson(db, personId, "for no key update");
  if ((await closingInForce(db, personId)) !== null) throw planClosingErrors.planClosed({});
}

/** What keeps a plan from being closed. */
export interface StillOpen {
  readonly items: readonly PlanItemRow[];
  readonly referrals: readonly ReferralRow[];
}

/**
 * What of a plan is still to be done or under way. A referral that nobody answered is not: nothing more is expected of it, and how
 * it ended is unknown.
 */
export function stillOpenIn({ items, referrals }: StillOpen): StillOpen {
  return {
    items: items.filter(({ status }) => status === "chosen"),
    referrals: referrals.filter(({ loop, status }) => loop === "open" && status !== "expired"),
  };
}
