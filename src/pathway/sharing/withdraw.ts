import type { Actor } from "#base";
import { endTryAgain } from "../contact-log/try-again.ts";
import { moveOn, type Moving } from "../referral/carry-out.ts";
import { canMove, type ReferralParty } from "../referral/moves.ts";
import { findReferral, referralsOf, type ReferralRow } from "../referral/store.ts";
import type { PersonRow } from "../store.ts";
import { endAgreements } from "./store.ts";

/** Who withdraws, and from what. */
export interface Withdrawal {
  readonly file: PersonRow;
  /** Only the agreement of this referral; null for all of the person. */
  readonly referral: ReferralRow | null;
  readonly party: ReferralParty;
  readonly actor: Actor;
}

/**
 * A person's word is enough: agreements end now; every referral that rests on one and is not over is recalled, its
 * waiting messages are withheld, its receiver is told without a reason, and reads nothing of the person any more.
 */
export async function withdraw(
  moving: Moving,
  { file, referral, party, actor }: Withdrawal,
): Promise<{ readonly agreements: number; readonly recalled: number }> {
  const { db, now } = moving;
  const hasNone = referral !== null && referral.agreement_id === null;
  const ended = hasNone
    ? []
    : await endAgreements(db, file.id, { agreementId: referral?.agreement_id ?? null, now });
  const concerned = referral === null ? await referralsOf(db, file.id) : [referral];
  let recalled = 0;
  for (const { id } of concerned) {
    const row = await findReferral(db, id, "for update");
    if (row === null || !canMove("withdraw", row.status, party)) continue;
    await moveOn(moving, { row, file }, { name: "withdraw", party, byId: actor.id, details: {} });
    recalled += 1;
  }
  if (referral === null) await endTryAgain(db, file);
  return { agreements: ended.length, recalled };
}
