import type { LocalDate } from "#base";
import type { Resource } from "#directory";
import type { Tx } from "#storage";
import { sql } from "kysely";
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
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ id: string; phones: readonly string[] }>`
    select id, phones from service_at_location where source = ${source}`.execute(db);
  return new Map(rows.map(({ id, phones }) => [id, phones]));
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
      decided_on = case when quarantine_row.digest = excluded.digest then quarantine_row.decided_on end`.execute(
    db,
  );
}

/** Rows that wait, oldest first. */
export async function readQuarantine(
  db: Tx,
  part: { readonly offset: number; readonly limit: number },
): Promise<{ readonly total: number; readonly rows: readonly QuarantineRow[] }> {
  const { rows } = await sql<QuarantineRow & { total: number }>`
    select id, source, offer_id, name, city, reasons, digest, edition, arrived_on::text as arrived_on, decision,
      count(*) over ()::int as total
    from quarantine_row where decision is null order by arrived_on, id offset ${part.offset} limit ${part.limit}`.execute(
    db,
  );
  return { total: rows[0]?.total ?? 0, rows };
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

/** Writes a decision down. */
export async function keepDecision(
  db: Tx,
  id: string,
  decision: "accepted" | "rejected",
  today: LocalDate,
): Promise<void> {
  await sql`
    update quarantine_row set decision = ${decision}, decided_on = ${today}::date where id = ${id}::uuid`.execute(
    db,
  );
}
