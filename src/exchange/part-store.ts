import type { EntryKind } from "#directory";
import type { Tx } from "#storage";
import { sql } from "kysely";

/** An edition of a source. */
export interface EditionKey {
  readonly source: string;
  readonly edition: string;
}

/** What was done with the rows of a part; `read` is the sum of the others. */
export interface PartCounts {
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
  /** Faults told, warnings too. */
  readonly faults: number;
}

/** A part that was imported. */
export interface ImportedPart extends EditionKey, PartCounts {
  readonly part: number;
  readonly row_ids: readonly string[];
  readonly row_numbers: readonly number[];
  readonly refused_ids: readonly string[];
  readonly organization_ids: readonly string[];
  readonly location_ids: readonly string[];
  readonly service_ids: readonly string[];
  readonly service_at_location_ids: readonly string[];
}

/** Forgets the parts of other editions of a source: their import will not be finished. */
export async function dropOtherParts(db: Tx, { source, edition }: EditionKey): Promise<void> {
  await sql`delete from import_part where source = ${source} and edition <> ${edition}`.execute(db);
}

/** Forgets the parts of an edition: its import is finished. */
export async function dropParts(db: Tx, { source, edition }: EditionKey): Promise<void> {
  await sql`delete from import_part where source = ${source} and edition = ${edition}`.execute(db);
}

/** What was done with each part so far, in their order. */
export async function readParts(
  db: Tx,
  { source, edition }: EditionKey,
): Promise<readonly (PartCounts & { readonly part: number })[]> {
  const { rows } = await sql<PartCounts & { part: number }>`
    select part, read, created, updated, unchanged, refused, faults from import_part
    where source = ${source} and edition = ${edition} order by part`.execute(db);
  return rows;
}

/** Keeps a part that was imported. */
export async function keepPart(db: Tx, part: ImportedPart): Promise<void> {
  await sql`
    insert into import_part select * from json_populate_record(null::import_part, ${JSON.stringify(part)}::json)`.execute(
    db,
  );
}

/** Numbers of the rows of earlier parts that have some of these ids. */
export async function readEarlierRows(
  db: Tx,
  key: EditionKey & { readonly part: number },
  given: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { source, edition, part } = key;
  const ids = await readSeenIds(db, key, given);
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; number: number }>`
    select r.id, min(r.number)::int as number
    from import_part p, unnest(p.row_ids, p.row_numbers) as r(id, number)
      join unnest(${ids}::uuid[]) as given(id) on given.id = r.id
    where p.source = ${source} and p.edition = ${edition} and p.part < ${part}
    group by r.id`.execute(db);
  return new Map(rows.map(({ id, number }) => [id, number]));
}

/**
 * Of some ids of rows those that an earlier part may have had: such a row is stored, or was refused. Looking through the rows of all
 * earlier parts takes longer with each part, and most often, of a new file, none is found.
 */
async function readSeenIds(
  db: Tx,
  { source, edition, part }: EditionKey & { readonly part: number },
  ids: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from service_at_location where id = any (${ids}::uuid[])
    union
    select r.id from import_part p, unnest(p.refused_ids) as r(id)
      join unnest(${ids}::uuid[]) as given(id) on given.id = r.id
    where p.source = ${source} and p.edition = ${edition} and p.part < ${part}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Which of some entries earlier parts of an edition hold. */
export async function readEarlierEntries(
  db: Tx,
  kind: "organization" | "service",
  { source, edition }: EditionKey,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    select distinct held.id from import_part p, unnest(${sql.ref(`p.${kind}_ids`)}) as held(id)
      join unnest(${ids}::uuid[]) as given(id) on given.id = held.id
    where p.source = ${source} and p.edition = ${edition}`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Ids of the refused rows of an edition. */
export async function readRefusedIds(db: Tx, { source, edition }: EditionKey): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct r.id from import_part p, unnest(p.refused_ids) as r(id)
    where p.source = ${source} and p.edition = ${edition}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Entries of a source of one kind that no part of an edition holds, those kept apart. */
export async function readMissingIds(
  db: Tx,
  kind: EntryKind,
  { source, edition }: EditionKey,
  kept: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    with present as materialized (
      select unnest(${sql.ref(`p.${kind}_ids`)}) as id from import_part p
      where p.source = ${source} and p.edition = ${edition}
      union select unnest(${kept}::uuid[])
    )
    select e.id from ${sql.table(kind)} e left join present p on p.id = e.id
    where e.source = ${source} and p.id is null`.execute(db);
  return rows.map(({ id }) => id);
}

/** How many offers of a source are open. */
export async function countOpen(db: Tx, source: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from service_at_location where source = ${source} and closed_on is null`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}
