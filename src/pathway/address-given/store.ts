import type { ControllerId, Id, LocalDate, TenantId } from "#base";
import type { Tx } from "#storage";
import { sql } from "kysely";

/** First day of the month of a day. */
const monthOf = (day: LocalDate): string => `${day.slice(0, 7)}-01`;

/** Counts one more in the month of a day; two at once are both counted. */
export async function countAddress(
  db: Tx,
  of: {
    readonly tenantId: TenantId;
    readonly controllerId: ControllerId;
    readonly offerId: Id<"offer">;
    readonly today: LocalDate;
  },
): Promise<void> {
  await sql`insert into address_given (tenant_id, controller_id, offer_id, month, times)
    values (${of.tenantId}, ${of.controllerId}, ${of.offerId}, ${monthOf(of.today)}, 1)
    on conflict (tenant_id, controller_id, offer_id, month) do update set times = address_given.times + 1`.execute(
    db,
  );
}

/** Times that the address of an offer was given in the last twelve months, by one organisation or by all in reach. */
export async function addressesGiven(
  db: Tx,
  of: {
    readonly offerId: Id<"offer">;
    readonly controllerId: ControllerId | null;
    readonly today: LocalDate;
  },
): Promise<number> {
  const { rows } = await sql<{ readonly times: number }>`
    select coalesce(sum(times), 0)::int as times from address_given
    where offer_id = ${of.offerId} and month > (${monthOf(of.today)}::date - interval '12 months')
      and (${of.controllerId}::uuid is null or controller_id = ${of.controllerId}::uuid)`.execute(db);
  return rows[0]?.times ?? 0;
}
