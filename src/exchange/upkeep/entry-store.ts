import type { LocalDate } from "#base";
import { entryKinds, nameKey, offerName, type EntryKind, type Resource } from "#directory";
import type { Tx } from "#storage";
import { sql } from "kysely";
import type { StoredEntries } from "../row-change.ts";
import { readEntries } from "../store.ts";
import type { EntryCause } from "./entry-cause.ts";

/** Ids of the four entries of an offer. */
export type EntryIds = Readonly<Record<EntryKind, string>>;

/** The four entries of an offer, locked; null when there is no such offer. Closed offers are found too, merged ones not. */
export async function readEntryIds(db: Tx, offerId: string): Promise<EntryIds | null> {
  const { rows } = await sql<EntryIds>`
    select sal.id as service_at_location, s.id as service, l.id as location, o.id as organization
    from service_at_location sal join service s on s.id = sal.service_id join location l on l.id = sal.location_id
    join organization o on o.id = s.organization_id
    where sal.id = ${offerId}::uuid and sal.merged_into is null for update`.execute(db);
  return rows[0] ?? null;
}

/** The stored rows of the four entries. */
export async function readStoredEntries(db: Tx, ids: EntryIds): Promise<StoredEntries> {
  const found: [EntryKind, Readonly<Record<string, unknown>>][] = [];
  for (const kind of entryKinds) {
    const entry = (await readEntries(db, kind, [ids[kind]])).get(ids[kind]);
    if (entry !== undefined) found.push([kind, entry]);
  }
  return Object.fromEntries(found);
}

/** Who changes entries in what follows, and on which day: the history says it. */
export async function tellCause(db: Tx, cause: EntryCause, today: LocalDate): Promise<void> {
  await sql`select set_config('tisser.change', ${`${cause} ${today}`}, true)`.execute(db);
}

/** Values to write into one entry, and which of its fields are a human's from then on. */
export interface EntryEdit {
  readonly kind: EntryKind;
  readonly id: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Fields that imports may no longer change. */
  readonly held: readonly string[];
  /** Fields that imports may change again. */
  readonly freed: readonly string[];
}

/** Writes values into an entry: one version more, and the words by which its offers are found written anew. */
export async function writeEdit(db: Tx, { kind, id, values, held, freed }: EntryEdit): Promise<void> {
  const names = Object.keys(values);
  const columns = sql.join(names.map((name) => sql.ref(name)));
  const given = sql.join(names.map((name) => sql.ref(`r.${name}`)));
  await sql`
    update ${sql.table(kind)} t set (${columns}) = row (${given}), version = t.version + 1,
      edited_fields = array(
        select f from unnest(t.edited_fields || ${held}::text[]) f where f <> all (${freed}::text[]) group by f order by f)
    from jsonb_populate_record(null::${sql.table(kind)}, ${JSON.stringify(values)}::jsonb) r
    where t.id = ${id}::uuid`.execute(db);
  await refreshWords(db, kind, id);
}

interface WordsRow extends Pick<Resource, "service" | "location"> {
  readonly id: string;
}

/** Writes the words by which the offers of an entry are found. */
async function refreshWords(db: Tx, kind: EntryKind, id: string): Promise<void> {
  const own = {
    organization: sql`o.id`,
    location: sql`l.id`,
    service: sql`s.id`,
    service_at_location: sql`sal.id`,
  }[kind];
  const { rows } = await sql<WordsRow>`
    select sal.id, to_jsonb(s) as service, to_jsonb(l) as location
    from service_at_location sal join service s on s.id = sal.service_id join location l on l.id = sal.location_id
    join organization o on o.id = s.organization_id where ${own} = ${id}::uuid`.execute(db);
  const words = rows.map(({ id: offer, service, location }) => ({
    id: offer,
    name_key: nameKey(offerName(service.name, location.name)),
  }));
  await sql`
    update service_at_location sal set name_key = w.name_key
    from jsonb_to_recordset(${JSON.stringify(words)}::jsonb) as w (id uuid, name_key text)
    where sal.id = w.id`.execute(db);
}

/** A change of an entry. */
export interface ChangeRow {
  readonly id: string;
  readonly kind: EntryKind;
  readonly entity_id: string;
  readonly cause: EntryCause;
  readonly changed_on: LocalDate;
  readonly fields: Readonly<Record<string, { readonly before: unknown; readonly after: unknown }>>;
  readonly edited_before: readonly string[];
  readonly undone_by: string | null;
}

/** The changes of the four entries of an offer, the last first. */
export async function readChanges(
  db: Tx,
  ids: EntryIds,
  part: { readonly offset: number; readonly limit: number },
): Promise<{ readonly total: number; readonly changes: readonly ChangeRow[] }> {
  const { rows } = await sql<ChangeRow & { total: number }>`
    select id::text, kind, entity_id, cause, changed_on::text as changed_on, fields, edited_before,
      undone_by::text as undone_by, count(*) over ()::int as total
    from entry_change where entity_id = any (${Object.values(ids)}::uuid[])
    order by entry_change.id desc offset ${part.offset} limit ${part.limit}`.execute(db);
  return { total: rows[0]?.total ?? 0, changes: rows };
}

/** A change, locked; null when there is none. */
export async function readChange(db: Tx, id: string): Promise<ChangeRow | null> {
  const { rows } = await sql<ChangeRow>`
    select id::text, kind, entity_id, cause, changed_on::text as changed_on, fields, edited_before, undone_by::text as undone_by
    from entry_change where id = ${id}::bigint for update`.execute(db);
  return rows[0] ?? null;
}

/** Notes that a change was undone by the last change of the same entry. */
export async function noteUndone(db: Tx, change: ChangeRow): Promise<void> {
  await sql`
    update entry_change set undone_by = (select max(id) from entry_change where entity_id = ${change.entity_id}::uuid)
    where id = ${change.id}::bigint`.execute(db);
}
