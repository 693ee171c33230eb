import type { LocalDate } from "#base";
import type { Tx } from "#storage";
import { sql } from "kysely";

/** Open offers that search engines may know: never a confidential place. */
const mapped = sql`
  service_at_location sal join location l on l.id = sal.location_id and not l.is_confidential
  join service s on s.id = sal.service_id where sal.closed_on is null`;

/** How many offers search engines may know. */
export async function countMapped(db: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${mapped}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Ids of offers in their order, a part of them, with the day of their last change. */
export async function readMapped(
  db: Tx,
  part: { readonly offset: number; readonly limit: number },
): Promise<readonly { readonly id: string; readonly changed_on: LocalDate }[]> {
  const { rows } = await sql<{ id: string; changed_on: LocalDate }>`
    select sal.id, greatest(sal.imported_on, s.imported_on, l.imported_on)::text as changed_on from ${mapped}
    order by sal.id offset ${part.offset} limit ${part.limit}`.execute(db);
  return rows;
}
