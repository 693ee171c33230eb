import type { ErrorParams, Instant, LocalDate } from "#base";
import type { Tx } from "#storage";
import { sql } from "kysely";
import type { RowFaultCode } from "./row-fault.ts";

/** A fault as it is kept until the next import of its source. */
export interface KeptFault {
  readonly row: number;
  readonly field: string;
  readonly code: RowFaultCode;
  readonly params: ErrorParams;
  readonly is_refused: boolean;
  /** The cell as the producer wrote it, cut short; null where the fault is of no cell. */
  readonly value: string | null;
}

/** Days for which the faults of an import are kept at most. */
export const faultDays = 90;

/** Keeps the faults of the import at which a source stands, in place of those of the import before. */
export async function keepFaults(
  db: Tx,
  source: string,
  faults: readonly KeptFault[],
  today: LocalDate,
): Promise<void> {
  await sql`delete from import_fault where source = ${source}`.execute(db);
  await addFaults(db, source, faults, { today, after: 0 });
}

/** Adds faults behind those kept of the same import. */
export async function addFaults(
  db: Tx,
  source: string,
  faults: readonly KeptFault[],
  at: { readonly today: LocalDate; readonly after: number },
): Promise<void> {
  for (let start = 0; start < faults.length; start += 5000) {
    const rows = faults.slice(start, start + 5000).map((fault, place) => {
      return { ...fault, source, position: at.after + start + place + 1, recorded_on: at.today };
    });
    await sql`
      insert into import_fault
      select * from jsonb_populate_recordset(null::import_fault, ${JSON.stringify(rows)}::jsonb)`.execute(db);
  }
}

/** The faults of the import at which a source stands; null when nobody knows the source. */
export async function readFaults(db: Tx, source: string): Promise<readonly KeptFault[] | null> {
  const known = await sql`select from source where id = ${source}`.execute(db);
  if (known.rows.length === 0) return null;
  const { rows } = await sql<KeptFault>`
    select row, field, code, params, is_refused, value from import_fault
    where source = ${source} order by position`.execute(db);
  return rows;
}

/** Forgets faults recorded before a day. */
export async function forgetFaults(db: Tx, before: LocalDate): Promise<void> {
  await sql`delete from import_fault where recorded_on < ${before}::date`.execute(db);
}

/** A source and where it stands. */
export interface SourceState {
  readonly id: string;
  readonly name: string;
  readonly licence: string;
  readonly imported_at: Instant | null;
  readonly file_name: string | null;
  readonly read: number | null;
  readonly created: number | null;
  readonly updated: number | null;
  readonly unchanged: number | null;
  readonly closed: number | null;
  readonly refused: number | null;
  readonly open: number;
  readonly waiting: number;
  readonly faults: number;
  readonly failed_at: Instant | null;
  readonly failure: string | null;
}

/** Every source with its last import, newest first; invented ones too. */
export async function readSourceStates(
  db: Tx,
  part: { readonly offset: number; readonly limit: number },
): Promise<{ readonly total: number; readonly rows: readonly SourceState[] }> {
  const { rows } = await sql<SourceState & { total: number }>`
    select s.id, s.name, s.licence, e.imported_at, e.file_name, e.read, e.created, e.updated, e.unchanged, e.closed,
      e.refused, s.failed_at, s.failure, count(*) over ()::int as total,
      (select count(*)::int from service_at_location o where o.source = s.id and o.closed_on is null) as open,
      (select count(*)::int from quarantine_row q where q.source = s.id and q.decision is null) as waiting,
      (select count(*)::int from import_fault f where f.source = s.id) as faults
    from source s left join lateral (
      select * from source_edition x where x.source = s.id order by x.imported_at desc limit 1
    ) e on true
    order by greatest(e.imported_at, s.failed_at) desc nulls last, s.id offset ${part.offset} limit ${part.limit}`.execute(
    db,
  );
  return { total: rows[0]?.total ?? 0, rows };
}

/** Notes that an import of a source failed as a whole. A source never imported is not made known by a failure. */
export async function noteFailure(db: Tx, source: string, code: string, at: Instant): Promise<boolean> {
  const { rows } = await sql`
    update source set failed_at = ${at}, failure = ${code} where id = ${source} returning id`.execute(db);
  return rows.length > 0;
}
