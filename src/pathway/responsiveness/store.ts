import type { ControllerId, Id, Instant } from "#base";
import type { Tx } from "#storage";
import { sql } from "kysely";
import type { SentReferral } from "./responsiveness.ts";

/**
 * Referrals sent to a receiver since a moment by the organisations in reach, or by one of them. What was taken back before any
 * answer, by the person or by who sent it, says nothing of the receiver and is left out.
 */
export async function sentTo(
  db: Tx,
  offerId: Id<"offer">,
  asked: { readonly since: Instant; readonly controllerId: ControllerId | null },
): Promise<readonly SentReferral[]> {
  const { rows } = await sql<SentReferral & { readonly isTakenBack: boolean }>`
    select s.at as "sentAt", a.at as "answeredAt", r.status = 'sent' as "isWaiting",
      r.status in ('recalled', 'declined', 'error') as "isTakenBack"
    from referral r
    join lateral (
      select min(e.at) as at from referral_event e
      where e.tenant_id = r.tenant_id and e.controller_id = r.controller_id and e.referral_id = r.id
        and e.move = 'send'
    ) s on s.at is not null
    left join lateral (
      select min(e.at) as at from referral_event e
      where e.tenant_id = r.tenant_id and e.controller_id = r.controller_id and e.referral_id = r.id
        and e.move in ('accept', 'refuse', 'ask-information')
    ) a on true
    where r.offer_id = ${offerId} and s.at >= ${asked.since}
      and (${asked.controllerId}::uuid is null or r.controller_id = ${asked.controllerId}::uuid)
      and r.status <> 'error'
    order by r.created_at desc
    limit 5000`.execute(db);
  return rows.filter(({ isTakenBack, answeredAt }) => answeredAt !== null || !isTakenBack);
}
