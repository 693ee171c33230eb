import type { AccountId, Instant } from "#base";
import type { Tx } from "#storage";
import { eventsOf, type ReferralRow } from "../referral/store.ts";
import { states } from "../referral/states.ts";
import { clearTimers, setTimer } from "../timer/store.ts";
import { endToldBack, lockToldBack, putToldBack } from "./store.ts";

/** Whether there is something to give back: the referral ended, its end stayed unknown, or nobody answered in time. */
export function isMessageBack({ loop, status }: Pick<ReferralRow, "loop" | "status">): boolean {
  return loop === "closed_unknown" || "givesBack" in states[status];
}

/**
 * Lets whoever referred be told that a message back is there, where a referral came to an end by somebody else's act; a referral
 * that goes on withholds what still waits.
 */
export async function tellBack(
  db: Tx,
  row: ReferralRow,
  act: { readonly by: string | null; readonly now: Instant },
): Promise<void> {
  const timer = { tenant_id: row.tenant_id, controller_id: row.controller_id, id: row.id };
  if (!isMessageBack(row)) {
    await clearTimers(db, timer, ["message-back"]);
    const waiting = await lockToldBack(db, row.id);
    if (waiting?.status === "waiting") await endToldBack(db, row.id, { status: "withheld", now: act.now });
    return;
  }
  const creator = (await eventsOf(db, [row.id])).find(({ move }) => move === "create")?.by_id ?? null;
  if (creator === null || creator === act.by) return;
  await putToldBack(db, {
    tenant_id: row.tenant_id,
    controller_id: row.controller_id,
    referral_id: row.id,
    account_id: creator as AccountId,
    status: "waiting",
    made_at: act.now,
    ended_at: null,
  });
  await setTimer(db, { ...timer, kind: "message-back" }, act.now);
}
