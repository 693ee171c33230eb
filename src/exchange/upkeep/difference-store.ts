import type { Id, LocalDate } from "#base";
import type { EntryKind } from "#directory";
import type { Tx } from "#storage";
import { sql } from "kysely";

/** A field in which a feed says something else than a human wrote, until somebody chooses. */
export interface StandingDifference {
  readonly kind: EntryKind;
  readonly entity_id: string;
  readonly field: string;
  readonly stored_value: unknown;
  readonly imported_value: unknown;
  readonly recorded_on: LocalDate;
  readonly source_name: string;
  /** An open offer that shows it; null when there is none. */
  readonly offer_id: Id<"offer"> | null;
  readonly name: string;
}

/** Differences that wait for a choice, the oldest first. */
export async function readDifferences(
  db: Tx,
  part: { readonly offset: number; readonly limit: number },
): Promise<{ readonly total: number; readonly differences: readonly StandingDifference[] }> {
  const { rows } = await sql<StandingDifference & { total: number }>`
    select d.kind, d.entity_id, d.field, d.stored_value, d.imported_value, d.recorded_on::text as recorded_on,
      source.name as source_name, shown.id as offer_id, coalesce(shown.name, d.entity_id::text) as name,
      count(*) over ()::int as total
    from import_difference d join source on source.id = d.source
    left join lateral (
      select sal.id, s.name from service_at_location sal join service s on s.id = sal.service_id
      where sal.closed_on is null and case d.kind
        when 'service_at_location' then sal.id when 'service' then sal.service_id
        when 'location' then sal.location_id else s.organization_id end = d.entity_id
      order by sal.id limit 1) shown on true
    where d.resolved_on is null
    order by d.recorded_on, d.entity_id, d.field offset ${part.offset} limit ${part.limit}`.execute(db);
  return { total: rows[0]?.total ?? 0, differences: rows };
}

/** A difference that waits, locked; null when none does. */
export async function readDifference(
  db: Tx,
  entityId: string,
  field: string,
): Promise<{ readonly kind: EntryKind; readonly imported_value: unknown } | null> {
  const { rows } = await sql<{ kind: EntryKind; imported_value: unknown }>`
    select kind, imported_value from import_difference
    where entity_id = ${entityId}::uuid and field = ${field} and resolved_on is null for update`.execute(db);
  return rows[0] ?? null;
}

/** Writes a choice down. */
export async function keepChoice(
  db: Tx,
  of: { readonly entityId: string; readonly field: string },
  choice: "stored" | "imported",
  today: LocalDate,
): Promise<void> {
  await sql`
    update import_difference set choice = ${choice}, resolved_on = ${today}::date
    where entity_id = ${of.entityId}::uuid and field = ${of.field}`.execute(db);
}
