import type { GeoPoint, LocalDate } from "#base";
import { entryKinds, type EntryKind } from "#directory";
import { gatherStatistics, type Tx } from "#storage";
import { sql, type RawBuilder } from "kysely";

/** What is already known of an entry, for comparing it with the next edition. */
export interface KnownEntry {
  readonly id: string;
  readonly digest: string;
  readonly edited_fields: readonly string[];
  readonly missing_since: LocalDate | null;
  readonly missed_editions: number;
  readonly closed_on: LocalDate | null;
}

/** The entries of a source of one kind, closed ones too: all of them, or those with some ids. */
export async function readKnownEntries(
  db: Tx,
  kind: EntryKind,
  source: string,
  ids: readonly string[] | null = null,
): Promise<readonly KnownEntry[]> {
  const { rows } = await sql<KnownEntry>`
    select id, digest, edited_fields, missing_since::text as missing_since, missed_editions,
      closed_on::text as closed_on
    from ${sql.table(kind)} where ${ofSource(source, ids)}`.execute(db);
  return rows;
}

/**
 * The entries of a source: all, or those with some ids. By ids their source is compared so that no index of sources serves: it
 * leads to every entry of the source, and while they are imported PostgreSQL does not yet know how many these are.
 */
export function ofSource(source: string, ids: readonly string[] | null): RawBuilder<boolean> {
  if (ids === null) return sql`source = ${source}`;
  return sql`id = any (${ids}::uuid[]) and source is not distinct from ${source}`;
}

/** Whole rows by id, as JSON values. */
export async function readEntries(
  db: Tx,
  kind: EntryKind,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  const { rows } = await sql<{ id: string; entry: Record<string, unknown> }>`
    select t.id, to_jsonb(t) as entry from ${sql.table(kind)} t where t.id = any (${ids}::uuid[])`.execute(
    db,
  );
  return new Map(rows.map(({ id, entry }) => [id, entry]));
}

/** An entry to write: its fields, with the provenance columns of this import. */
export type EntryToWrite = Readonly<Record<string, unknown>> & { readonly id: string };

const rowsPerStatement = 1000;

/** Writes new entries. All have the same fields. */
export async function insertEntries(
  db: Tx,
  kind: EntryKind,
  entries: readonly EntryToWrite[],
): Promise<void> {
  for (const part of partsOf(entries)) {
    const columns = columnsOf(part);
    await sql`
      insert into ${sql.table(kind)} (${columns})
      select ${columns} from json_populate_recordset(null::${sql.table(kind)}, ${JSON.stringify(part)}::json)`.execute(
      db,
    );
  }
}

/** Writes changed entries: every field given, one version more, no longer missing. Those closed by an import open again. */
export async function updateEntries(
  db: Tx,
  kind: EntryKind,
  entries: readonly EntryToWrite[],
): Promise<void> {
  for (const part of partsOf(entries)) {
    const names = Object.keys(part[0] ?? {}).filter((name) => name !== "id");
    const columns = sql.join(names.map((name) => sql.ref(name)));
    const values = sql.join(names.map((name) => sql.ref(`r.${name}`)));
    await sql`
      update ${sql.table(kind)} t set (${columns}) = row (${values}), version = t.version + 1
      from json_populate_recordset(null::${sql.table(kind)}, ${JSON.stringify(part)}::json) r
      where t.id = r.id`.execute(db);
    await markPresent(
      db,
      kind,
      part.map(({ id }) => id),
    );
  }
}

/** Entries that came back: no longer missing, and open again unless a human closed them. */
export async function markPresent(db: Tx, kind: EntryKind, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update ${sql.table(kind)} set missing_since = null, missed_editions = 0,
      closed_on = case when 'closed_on' = any (edited_fields) then closed_on end
    where id = any (${ids}::uuid[])`.execute(db);
}

/** How long an entry may be missing before it is closed. */
export interface Grace {
  readonly today: LocalDate;
  /** Whether this file is another one than the last: only then one more edition was missed. */
  readonly isNewEdition: boolean;
  /** Editions missed in succession that close an entry. */
  readonly editions: number;
  /** Day since which an entry still missing is closed. */
  readonly missingSince: LocalDate;
}

/** Entries that the edition does not hold: counted as missing, and closed after the grace. Gives the ids of those closed now. */
export async function markMissing(
  db: Tx,
  kind: EntryKind,
  ids: readonly string[],
  grace: Grace,
): Promise<readonly string[]> {
  await sql`
    update ${sql.table(kind)} set missing_since = coalesce(missing_since, ${grace.today}::date),
      missed_editions = missed_editions + ${grace.isNewEdition ? 1 : 0}
    where id = any (${ids}::uuid[])`.execute(db);
  const { rows } = await sql<{ id: string }>`
    update ${sql.table(kind)} set closed_on = ${grace.today}::date, version = version + 1
    where id = any (${ids}::uuid[]) and closed_on is null
      and (missed_editions >= ${grace.editions} or missing_since <= ${grace.missingSince}::date)
    returning id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Rows that an import must have written for the statistics of the directory to be gathered at once. */
const manyWritten = 1000;

/** Has PostgreSQL look at the tables of the directory where an import wrote much: it plans what follows by them. */
export async function lookAtTables(
  db: Tx,
  { created, updated }: { readonly created: number; readonly updated: number },
): Promise<void> {
  if (created + updated >= manyWritten) await gatherStatistics(db, [...entryKinds, "offer_change"]);
}

function columnsOf(entries: readonly EntryToWrite[]): RawBuilder<unknown> {
  return sql.join(Object.keys(entries[0] ?? {}).map((name) => sql.ref(name)));
}

function* partsOf<T>(entries: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < entries.length; start += rowsPerStatement) {
    yield entries.slice(start, start + rowsPerStatement);
  }
}

/** A source as the directory shows it, and the edition it stands at. */
export interface SourceRow {
  readonly id: string;
  readonly name: string;
  readonly licence: string;
  readonly url: string | null;
}

/** Makes the source known, locks it against another import at the same time, and gives the edition imported last. */
export async function claimSource(db: Tx, source: SourceRow): Promise<string | null> {
  const { rows } = await sql<{ edition: string | null }>`
    insert into source (id, name, licence, url)
    values (${source.id}, ${source.name}, ${source.licence}, ${source.url})
    on conflict (id) do update set name = excluded.name, licence = excluded.licence, url = excluded.url
    returning edition`.execute(db);
  return rows[0]?.edition ?? null;
}

/** Exact centres of towns that were imported from an official file, by commune code. */
export async function readExactCentres(db: Tx): Promise<ReadonlyMap<string, GeoPoint>> {
  const { rows } = await sql<
    GeoPoint & { code: string }
  >`select code, latitude, longitude from town_position`.execute(db);
  return new Map(rows.map(({ code, latitude, longitude }) => [code, { latitude, longitude }]));
}

/** What an import did, kept for its history. */
export interface EditionRow {
  readonly source: string;
  readonly edition: string;
  readonly file_name: string;
  readonly imported_at: string;
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly closed: number;
  readonly refused: number;
}

/** Writes an import down and makes it the edition at which the source stands. */
export async function keepEdition(db: Tx, row: EditionRow, today: LocalDate): Promise<void> {
  await sql`
    insert into source_edition
    select * from jsonb_populate_record(null::source_edition, ${JSON.stringify(row)}::jsonb)
    on conflict do nothing`.execute(db);
  await sql`
    update source set edition = ${row.edition}, imported_on = ${today}::date, failed_at = null, failure = null where id = ${row.source}`.execute(
    db,
  );
}

/** The services, places and organisations of offers. */
export async function readRelatives(
  db: Tx,
  offerIds: readonly string[],
): Promise<Readonly<Record<EntryKind, readonly string[]>>> {
  const { rows } = await sql<{ service: string; location: string; organization: string }>`
    select sal.service_id as service, sal.location_id as location, s.organization_id as organization
    from service_at_location sal join service s on s.id = sal.service_id
    where sal.id = any (${offerIds}::uuid[])`.execute(db);
  return {
    organization: rows.map(({ organization }) => organization),
    location: rows.map(({ location }) => location),
    service: rows.map(({ service }) => service),
    service_at_location: offerIds,
  };
}

/** A field in which an import brought another value than the one a human wrote. */
export interface Difference {
  readonly kind: EntryKind;
  readonly entity_id: string;
  readonly field: string;
  readonly stored_value: unknown;
  readonly imported_value: unknown;
}

/** Keeps the differences of the entries edited by humans; those that the import no longer shows are resolved. */
export async function keepDifferences(
  db: Tx,
  kind: EntryKind,
  editedIds: readonly string[],
  differences: readonly Difference[],
  import_: { readonly source: string; readonly edition: string; readonly today: LocalDate },
): Promise<void> {
  const { source, edition, today } = import_;
  await sql`
    update import_difference set resolved_on = ${today}::date
    where kind = ${kind} and entity_id = any (${editedIds}::uuid[]) and resolved_on is null
      and not (entity_id, field) in (
        select d.entity_id, d.field from jsonb_populate_recordset(null::import_difference, ${JSON.stringify(differences)}::jsonb) d)`.execute(
    db,
  );
  const rows = differences.map((difference) => ({ ...difference, source, edition, recorded_on: today }));
  await sql`
    insert into import_difference (kind, entity_id, field, stored_value, imported_value, source, edition, recorded_on)
    select kind, entity_id, field, stored_value, imported_value, source, edition, recorded_on
    from jsonb_populate_recordset(null::import_difference, ${JSON.stringify(rows)}::jsonb)
    on conflict (entity_id, field) do update set stored_value = excluded.stored_value,
      imported_value = excluded.imported_value, edition = excluded.edition,
      recorded_on = excluded.recorded_on,
      -- Where a human keeps ours against this very value, it is not asked again.
      resolved_on = case when import_difference.choice = 'stored'
        and import_difference.imported_value is not distinct from excluded.imported_value then import_difference.resolved_on end,
      choice = case when import_difference.imported_value is not distinct from excluded.imported_value
        then import_difference.choice end`.execute(db);
}

/** Remembers the state of the transaction, for going back to it. */
export async function startTrial(db: Tx): Promise<void> {
  await sql`savepoint import_trial`.execute(db);
}

/** Goes back to the state remembered: nothing of the trial stays. */
export async function undoTrial(db: Tx): Promise<void> {
  await sql`rollback to savepoint import_trial`.execute(db);
}

/** The name of a source as readers see it; its id when nobody knows it. */
export async function readSourceName(db: Tx, source: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from source where id = ${source}`.execute(db);
  return rows[0]?.name ?? source;
}
