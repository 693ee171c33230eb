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
    select ${sentColumns} from referral r ${sentAndAnswered}
    where r.offer_id = ${offerId} and s.at >= ${asked.since}
      and (${asked.controllerId}::uuid is null or r.controller_id = ${asked.controllerId}::uuid)
      and r.status <> 'error'
    order by r.created_at desc
    limit 5000`.execute(db);
  return rows.filter(saysSomething);
}

/** The same of every receiver to whom the organisations in reach sent at least so many, by id of the offer. */
export async function sentToEach(
  db: Tx,
  { since, atLeast }: { readonly since: Instant; readonly atLeast: number },
): Promise<ReadonlyMap<string, readonly SentReferral[]>> {
  const { rows } = await sql<SentReferral & { readonly isTakenBack: boolean; readonly offerId: string }>`
    select r.offer_id as "offerId", ${sentColumns} from referral r ${sentAndAnswered}
    where s.at >= ${since} and r.status <> 'error'
      and r.offer_id in (select offer_id from referral where sent_at >= ${since} group by offer_id having count(*) >= ${atLeast})
    order by r.created_at desc
    limit 20000`.execute(db);
  return Map.groupBy(rows.filter(saysSomething), ({ offerId }) => offerId);
}

/** What was taken back before any answer says nothing of the receiver. */
function saysSomething({
  isTakenBack,
  answeredAt,
}: SentReferral & { readonly isTakenBack: boolean }): boolean {
  return answeredAt !== null || !isTakenBack;
}

const sentColumns = sql`s.at as "sentAt", a.at as "answeredAt", r.status = 'sent' as "isWaiting",
      r.status in ('recalled', 'declined', 'error') as "isTakenBack"`;

/** The first sending and the first answer of a referral \`r\`. */
const sentAndAnswered = sql`
    join lateral (
      select min(e.at) as at from referral_event e
      where e.tenant_id = r.tenant_id and e.controller_id = r.controller_id and e.referral_id = r.id
        and e.move = 'send'
    ) s on s.at is not null
    left join lateral (
      select min(e.at) as at from referral_event e
      where e.tenant_id = r.tenant_id and e.controller_id = r.controller_id and e.referral_id = r.id
        and e.move in ('accept', 'refuse', 'ask-information')
    ) a on true`;
