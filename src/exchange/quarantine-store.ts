import type { LocalDate } from "#base";
import type { Resource } from "#directory";
import type { Tx } from "#storage";
import { sql } from "kysely";
import { ofSource } from "./store.ts";
import type { Suspicion } from "./suspicion.ts";

/** A row that waits, or about which a human decided. */
export interface QuarantineRow {
  readonly id: string;
  readonly source: string;
  readonly offer_id: string;
  readonly name: string;
  readonly city: string;
  readonly reasons: readonly Suspicion[];
  readonly digest: string;
  readonly edition: string;
  readonly arrived_on: LocalDate;
  readonly decision: "accepted" | "rejected" | null;
}

/** Phones stored of the offers of a source, by id: for seeing that a line changed its number. */
export async function readStoredPhones(
  db: Tx,
  source: string,
  ids: readonly string[] | null,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ id: string; phones: readonly string[] }>`
    select id, phones from service_at_location where ${ofSource(source, ids)}`.execute(db);
  return new Map(rows.map(({ id, phones }) => [id, phones]));
}

/** Ids of the places of a source that are confidential. */
export async function readHiddenPlaces(db: Tx, source: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from location where source = ${source} and is_confidential`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Digests about which a human decided, by offer. */
export async function readDecisions(
  db: Tx,
  source: string,
): Promise<ReadonlyMap<string, Pick<QuarantineRow, "digest" | "decision">>> {
  const { rows } = await sql<Pick<QuarantineRow, "offer_id" | "digest" | "decision">>`
    select offer_id, digest, decision from quarantine_row where source = ${source} and decision is not null`.execute(
    db,
  );
  return new Map(rows.map(({ offer_id: id, digest, decision }) => [id, { digest, decision }]));
}

/** Keeps rows in quarantine; one that changed waits anew. */
export async function keepQuarantined(
  db: Tx,
  rows: readonly (Omit<QuarantineRow, "decision"> & { readonly resource: Resource })[],
): Promise<void> {
  await sql`
    insert into quarantine_row (id, source, offer_id, name, city, reasons, resource, digest, edition, arrived_on)
    select id, source, offer_id, name, city, reasons, resource, digest, edition, arrived_on
    from jsonb_populate_recordset(null::quarantine_row, ${JSON.stringify(rows)}::jsonb)
    on conflict (id) do update set name = excluded.name, city = excluded.city, reasons = excluded.reasons,
      resource = excluded.resource, edition = excluded.edition, digest = excluded.digest,
      decision = case when quarantine_row.digest = excluded.digest then quarantine_row.decision end,
      decided_on = case when quarantine_row.digest = excluded.digest then quarantine_row.decided_on end,
      decision_reason = case when quarantine_row.digest = excluded.digest then quarantine_row.decision_reason end`.execute(
    db,
  );
}

/** A row that waits, with what it would write. */
export interface WaitingRow extends Pick<
  QuarantineRow,
  "id" | "source" | "name" | "city" | "reasons" | "arrived_on"
> {
  readonly source_name: string;
  readonly resource: unknown;
}

/** Which waiting rows are asked for. */
export interface WaitingFilter {
  readonly source?: string | undefined;
  readonly suspicion?: Suspicion | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** Rows that wait, oldest first. */
export async function readQuarantine(
  db: Tx,
  { source, suspicion, offset, limit }: WaitingFilter,
): Promise<{ readonly total: number; readonly rows: readonly WaitingRow[] }> {
  const { rows } = await sql<WaitingRow & { total: number }>`
    select q.id, q.source, s.name as source_name, q.name, q.city, q.reasons, q.arrived_on::text as arrived_on, q.resource,
      count(*) over ()::int as total
    from quarantine_row q join source s on s.id = q.source
    where q.decision is null and (${source ?? null}::text is null or q.source = ${source ?? null})
      and (${suspicion ?? null}::text is null or ${suspicion ?? null} = any (q.reasons))
    order by q.arrived_on, q.id offset ${offset} limit ${limit}`.execute(db);
  return { total: rows[0]?.total ?? 0, rows };
}

/** Rows of a source that wait for one reason alone. */
export interface WaitingGroup {
  readonly source: string;
  readonly source_name: string;
  readonly suspicion: Suspicion;
  readonly count: number;
}

/** Groups of at least two rows, the largest first. */
export async function readWaitingGroups(db: Tx): Promise<readonly WaitingGroup[]> {
  const { rows } = await sql<WaitingGroup>`
    select q.source, s.name as source_name, q.reasons[1] as suspicion, count(*)::int as count
    from quarantine_row q join source s on s.id = q.source
    where q.decision is null and cardinality(q.reasons) = 1
    group by q.source, s.name, q.reasons[1] having count(*) > 1
    order by count(*) desc, q.source, q.reasons[1] limit 200`.execute(db);
  return rows;
}

/** The rows of a group, locked, with what they would write. */
export async function readGroup(
  db: Tx,
  group: { readonly source: string; readonly suspicion: Suspicion; readonly limit: number },
): Promise<readonly { readonly id: string; readonly edition: string; readonly resource: unknown }[]> {
  const { rows } = await sql<{ id: string; edition: string; resource: unknown }>`
    select id, edition, resource from quarantine_row
    where decision is null and source = ${group.source} and reasons = array[${group.suspicion}]
    order by id limit ${group.limit} for update`.execute(db);
  return rows;
}

/** A row that waits, locked, with what it would write; null when none waits under this id. */
export async function readWaiting(
  db: Tx,
  id: string,
): Promise<{ readonly source: string; readonly edition: string; readonly resource: unknown } | null> {
  const { rows } = await sql<{ source: string; edition: string; resource: unknown }>`
    select source, edition, resource from quarantine_row where id = ${id}::uuid and decision is null for update`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Writes a decision about rows down. */
export async function keepDecisions(
  db: Tx,
  ids: readonly string[],
  made: {
    readonly decision: "accepted" | "rejected";
    readonly reason: string | null;
    readonly today: LocalDate;
  },
): Promise<void> {
  await sql`
    update quarantine_row set decision = ${made.decision}, decision_reason = ${made.reason},
      decided_on = ${made.today}::date
    where id = any (${ids}::uuid[])`.execute(db);
}
