import type { Tx } from "#storage";
import { sql } from "kysely";

/** A part of the dump made ready. */
export interface OpenPart {
  /** First byte of the ids of its services. */
  readonly prefix: number;
  /** What it was made by. */
  readonly form: string;
  /** Oldest transaction that was still open when it was made: every one below was seen. A number as text. */
  readonly madeBelow: string;
  /** One member of a gzip stream. */
  readonly body: Uint8Array;
}

/**
 * Parts that still hold, by their prefixes, and what each had seen when it was made: made by this form, and no offer of theirs
 * changed since.
 */
export async function readFreshParts(db: Tx, form: string): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ prefix: number; made_below: string }>`
    with changed as materialized (
      select get_byte(uuid_send(sal.service_id), 0) as prefix, max(c.changed_in) as changed_in
      from offer_change c join service_at_location sal on sal.id = c.offer_id
      where c.changed_in >= (select min(made_below) from open_part where form = ${form})
      group by 1
    )
    select p.prefix, p.made_below::text as made_below from open_part p left join changed on changed.prefix = p.prefix
    where p.form = ${form} and (changed.changed_in is null or changed.changed_in < p.made_below)
    order by p.prefix`.execute(db);
  return new Map(rows.map((row) => [row.prefix, row.made_below]));
}

/** The bodies of some parts, those of this form alone. */
export async function readPartBodies(
  db: Tx,
  form: string,
  prefixes: readonly number[],
): Promise<ReadonlyMap<number, Uint8Array>> {
  const { rows } = await sql<{ prefix: number; body: Uint8Array }>`
    select prefix, body from open_part where form = ${form} and prefix = any (${prefixes}::smallint[])`.execute(
    db,
  );
  return new Map(rows.map(({ prefix, body }) => [prefix, body]));
}

/** Keeps a part; one that saw more stays. */
export async function keepOpenPart(db: Tx, { prefix, form, madeBelow, body }: OpenPart): Promise<void> {
  await sql`
    insert into open_part (prefix, form, made_below, body)
    values (${prefix}, ${form}, ${madeBelow}::xid8, ${body})
    on conflict (prefix) do update set form = excluded.form, made_below = excluded.made_below, body = excluded.body
    where open_part.form <> excluded.form or open_part.made_below <= excluded.made_below`.execute(db);
}

/** Forgets the parts in which a place stands: of a hidden one nothing stays. */
export async function forgetOpenParts(db: Tx, locationId: string): Promise<void> {
  await sql`
    delete from open_part where prefix in (
      select get_byte(uuid_send(service_id), 0) from service_at_location where location_id = ${locationId}::uuid)`.execute(
    db,
  );
}

/** What sources say of themselves in every record, as one digest. */
export async function readSourcesDigest(db: Tx): Promise<string> {
  const { rows } = await sql<{ digest: string | null }>`
    select md5(string_agg(concat_ws('|', id, name, licence), '|' order by id)) as digest from source`.execute(
    db,
  );
  return rows[0]?.digest ?? "";
}

/** Where a reader stands that is about to read: the oldest transaction still open. */
export async function readSeenBelow(db: Tx): Promise<string> {
  const { rows } = await sql<{ below: string }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as below`.execute(db);
  return rows[0]?.below ?? "0";
}

/** The transaction that last changed an offer; null where there is none. A number as text. */
export async function readLastChange(db: Tx): Promise<string | null> {
  const { rows } = await sql<{ last: string | null }>`
    select max(changed_in)::text as last from offer_change`.execute(db);
  return rows[0]?.last ?? null;
}
