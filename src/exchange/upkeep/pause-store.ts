import type { LocalDate } from "#base";
import type { Tx } from "#storage";
import { sql } from "kysely";

/** A closure that lasts. */
export interface PauseRow {
  readonly offer_id: string;
  /** Null for one of which the first day was not kept. */
  readonly from_on: LocalDate | null;
  readonly until_on: LocalDate;
  /** Null where no hours were known. */
  readonly hours_before: string | null;
  readonly hours_with: string;
  readonly was_edited: boolean;
}

/** The closure of an offer; null when there is none. */
export async function readPause(db: Tx, offerId: string): Promise<PauseRow | null> {
  const { rows } = await sql<PauseRow>`
    select offer_id, from_on::text as from_on, until_on::text as until_on, hours_before, hours_with, was_edited
    from entry_pause where offer_id = ${offerId}::uuid for update`.execute(db);
  return rows[0] ?? null;
}

/** Keeps a closure, in place of an earlier one. */
export async function keepPause(db: Tx, pause: PauseRow): Promise<void> {
  await sql`
    insert into entry_pause (offer_id, from_on, until_on, hours_before, hours_with, was_edited)
    values (${pause.offer_id}::uuid, ${pause.from_on}::date, ${pause.until_on}::date, ${pause.hours_before}, ${pause.hours_with}, ${pause.was_edited})
    on conflict (offer_id) do update set from_on = excluded.from_on, until_on = excluded.until_on, hours_before = excluded.hours_before,
      hours_with = excluded.hours_with, was_edited = excluded.was_edited`.execute(db);
}

/** Closures that are over before a day, taken away. */
export async function takeEndedPauses(db: Tx, today: LocalDate): Promise<readonly PauseRow[]> {
  const { rows } = await sql<PauseRow>`
    delete from entry_pause where until_on < ${today}::date
    returning offer_id, from_on::text as from_on, until_on::text as until_on, hours_before, hours_with, was_edited`.execute(
    db,
  );
  return rows;
}

/** Hours that a feed told during a closure and that a human has not chosen about, settled with it; undefined for none. */
export async function takeImportedHours(
  db: Tx,
  offerId: string,
  today: LocalDate,
): Promise<string | null | undefined> {
  const { rows } = await sql<{ imported_value: string | null }>`
    update import_difference set resolved_on = ${today}::date, choice = 'imported'
    where entity_id = ${offerId}::uuid and field = 'opening_hours' and resolved_on is null
    returning imported_value`.execute(db);
  return rows[0]?.imported_value;
}
