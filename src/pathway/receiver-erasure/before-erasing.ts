import type { PersonId } from "#base";
import type { Tx } from "#storage";
import { hasWaitingMessage } from "../message/store.ts";
import { referralsOf } from "../referral/store.ts";
import { receiverErasureErrors } from "./errors.ts";

const notToldYet: ReadonlySet<string> = new Set(["draft", "awaiting_consent"]);

/**
 * Refuses to erase a file while somebody who was told something of the person does not know that it is to be erased: with the
 * file would go the only way to tell them. Source  GDPR art. 19.
 * @throws pathway.receiversToTell, receiversBeingTold
 */
export async function checkReceiversTold(db: Tx, personId: PersonId): Promise<void> {
  const open = (await referralsOf(db, personId)).filter(
    ({ loop, status }) => loop === "open" && !notToldYet.has(status),
  );
  if (open.length > 0) throw receiverErasureErrors.receiversToTell({ count: open.length });
  if (await hasWaitingMessage(db, personId, "nothing-to-do"))
    throw receiverErasureErrors.receiversBeingTold({});
}
