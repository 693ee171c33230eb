import type { Instant, LocalDate } from "#base";
import type { Tx } from "#storage";
import { sql } from "kysely";
import type { Fill, FillKind } from "./merge-fill.ts";

/** An offer as far as merging needs to know it. */
export interface MergeSide {
  readonly id: string;
  readonly service_id: string;
  readonly source: string;
  readonly is_open: boolean;
  readonly merged_into: string | null;
  /** Whether other offers were merged into it. */
  readonly holds_merged: boolean;
}

/** Offers to be merged, locked in the order of their ids. */
export async function readMergeSides(
  db: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, MergeSide>> {
  const { rows } = await sql<MergeSide>`
    select a.id, a.service_id, a.source, a.closed_on is null as is_open, a.merged_into,
      exists (select from service_at_location m where m.merged_into = a.id) as holds_merged
    from service_at_location a where a.id = any (${ids}::uuid[]) order by a.id for update of a`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Lets one offer lead to another. It closes by a human's hand, so that no import opens it again. */
export async function mergeInto(
  db: Tx,
  merge: { readonly id: string; readonly mergedId: string; readonly keptId: string; readonly at: Instant },
  today: LocalDate,
): Promise<void> {
  await sql`
    update service_at_location set merged_into = ${merge.keptId}::uuid, closed_on = ${today}::date,
      version = version + 1, edited_fields = array(select distinct unnest(edited_fields || '{closed_on}'::text[]))
    where id = ${merge.mergedId}::uuid`.execute(db);
  await sql`
    insert into offer_merge (id, merged_id, kept_id, merged_at)
    values (${merge.id}::uuid, ${merge.mergedId}::uuid, ${merge.keptId}::uuid, ${merge.at})`.execute(db);
}

/** Opens a merged offer again and forgets where it led. */
export async function undoMerge(db: Tx, mergedId: string, at: Instant): Promise<void> {
  await sql`
    update service_at_location set merged_into = null, closed_on = null, version = version + 1,
      edited_fields = array_remove(edited_fields, 'closed_on')
    where id = ${mergedId}::uuid`.execute(db);
  await sql`
    update offer_merge set undone_at = ${at} where merged_id = ${mergedId}::uuid and undone_at is null`.execute(
    db,
  );
}

/** A kept offer and one that leads to it. */
export interface StandingPair {
  readonly kept_id: string;
  readonly kept_service: string;
  readonly merged_id: string;
  readonly merged_service: string;
  readonly merged_source: string;
  /** Whether the service of the kept one is offered there alone: then it may be filled too. */
  readonly is_alone: boolean;
}

/** Merges that touch a source, or one offer. */
export async function readStandingPairs(
  db: Tx,
  of: { readonly source?: string; readonly offerId?: string },
): Promise<readonly StandingPair[]> {
  const { source = null, offerId = null } = of;
  const { rows } = await sql<StandingPair>`
    select k.id as kept_id, k.service_id as kept_service, m.id as merged_id, m.service_id as merged_service,
      m.source as merged_source,
      not exists (select from service_at_location x where x.service_id = k.service_id and x.id <> k.id) as is_alone
    from service_at_location m join service_at_location k on k.id = m.merged_into
    where (${source}::text is not null and ${source} in (m.source, k.source))
      or (${offerId}::uuid is not null and m.id = ${offerId}::uuid)
    order by k.id, m.id`.execute(db);
  return rows;
}

/** Offers of a source to which an offer leads that its own source still shows: they are not missing, whatever their own feed says. */
export async function readKeptAlive(db: Tx, source: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select k.id from service_at_location k
    where k.id = any (array(select kept_id from offer_merge where undone_at is null)) and k.source = ${source}
      and exists (select from service_at_location m where m.merged_into = k.id and m.missing_since is null)`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/** Fills that stand in entries. */
export async function readFills(db: Tx, entityIds: readonly string[]): Promise<readonly Fill[]> {
  const { rows } = await sql<Fill>`
    select kind, entity_id, field, from_id, value from merge_fill where entity_id = any (${entityIds}::uuid[])`.execute(
    db,
  );
  return rows;
}

/** Fills that come from an offer. */
export async function readFillsFrom(db: Tx, offerId: string): Promise<readonly Fill[]> {
  const { rows } = await sql<Fill>`
    select kind, entity_id, field, from_id, value from merge_fill where from_id = ${offerId}::uuid`.execute(
    db,
  );
  return rows;
}

/** Keeps fills, in place of what was kept of the same fields. */
export async function keepFills(db: Tx, fills: readonly Fill[]): Promise<void> {
  if (fills.length === 0) return;
  await sql`
    insert into merge_fill select * from jsonb_populate_recordset(null::merge_fill, ${JSON.stringify(fills)}::jsonb)
    on conflict (entity_id, field) do update set from_id = excluded.from_id, value = excluded.value`.execute(
    db,
  );
}

/** Forgets that fields of an entry were filled. */
export async function dropFills(db: Tx, entityId: string, fields: readonly string[]): Promise<void> {
  if (fields.length === 0) return;
  await sql`
    delete from merge_fill where entity_id = ${entityId}::uuid and field = any (${fields}::text[])`.execute(
    db,
  );
}

/** Writes fields of one entry. */
export async function writeFields(
  db: Tx,
  kind: FillKind,
  id: string,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const names = Object.keys(values);
  if (names.length === 0) return;
  const columns = sql.join(names.map((name) => sql.ref(name)));
  const given = sql.join(names.map((name) => sql.ref(`r.${name}`)));
  await sql`
    update ${sql.table(kind)} t set (${columns}) = row (${given}), version = t.version + 1
    from jsonb_populate_record(null::${sql.table(kind)}, ${JSON.stringify(values)}::jsonb) r
    where t.id = ${id}::uuid`.execute(db);
}

/** The differences that a source told of entries are over. */
export async function resolveDifferences(
  db: Tx,
  source: string,
  entityIds: readonly string[],
  today: LocalDate,
): Promise<void> {
  await sql`
    update import_difference set resolved_on = ${today}::date
    where source = ${source} and entity_id = any (${entityIds}::uuid[]) and resolved_on is null`.execute(db);
}

/** A merge as the list shows it. */
export interface ListedMerge {
  readonly merged_id: string;
  readonly kept_id: string;
  readonly merged_name: string;
  readonly kept_name: string;
  readonly merged_source_name: string;
  readonly kept_source_name: string;
  readonly merged_at: Instant;
}

/** Merges that stand, the last first. */
export async function readMerges(
  db: Tx,
  part: { readonly offset: number; readonly limit: number },
): Promise<{ readonly total: number; readonly merges: readonly ListedMerge[] }> {
  const { rows } = await sql<ListedMerge & { total: number }>`
    select g.merged_id, g.kept_id, s.name as merged_name, t.name as kept_name, x.name as merged_source_name,
      y.name as kept_source_name, g.merged_at, count(*) over ()::int as total
    from offer_merge g
    join service_at_location m on m.id = g.merged_id join service s on s.id = m.service_id
    join source x on x.id = m.source
    join service_at_location k on k.id = g.kept_id join service t on t.id = k.service_id
    join source y on y.id = k.source
    where g.undone_at is null order by g.merged_at desc, g.id offset ${part.offset} limit ${part.limit}`.execute(
    db,
  );
  return { total: rows[0]?.total ?? 0, merges: rows };
}
