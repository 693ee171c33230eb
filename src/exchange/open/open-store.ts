import type { LocalDate } from "#base";
import type { Tx } from "#storage";
import { sql, type RawBuilder } from "kysely";
import type { OpenRow } from "./open-row.ts";

/** What of the open offers is asked for; a missing field asks nothing. */
export interface OpenFilter {
  /** Ids of the offers that hold the words asked for. */
  readonly among?: readonly string[] | undefined;
  /** Code of ours in one of the two taxonomies; an empty text finds nothing. */
  readonly term?: string | undefined;
  readonly organizationId?: string | undefined;
  readonly modifiedAfter?: LocalDate | undefined;
  readonly minimumAge?: number | undefined;
  readonly maximumAge?: number | undefined;
  readonly postcode?: string | undefined;
  /** Disc around a point, metres. */
  readonly near?:
    | { readonly latitude: number; readonly longitude: number; readonly metres: number }
    | undefined;
}

/** What pages go through. */
export type OpenKind = "service" | "service_at_location" | "organization";

const idOf: Readonly<Record<OpenKind, RawBuilder<string>>> = {
  service: sql`sal.service_id`,
  service_at_location: sql`sal.id`,
  organization: sql`s.organization_id`,
};

const joined = sql`
  service_at_location sal join service s on s.id = sal.service_id
  join organization o on o.id = s.organization_id join location l on l.id = sal.location_id
  join source on source.id = sal.source`;

/** A merged offer, the one that is kept, and the service of the kept one. */
const joinedMerged = sql`
  service_at_location sal join service s on s.id = sal.service_id
  join service_at_location kept on kept.id = sal.merged_into and kept.closed_on is null
  join service kept_service on kept_service.id = kept.service_id`;

const keptOf: Readonly<Record<OpenKind, RawBuilder<string>>> = {
  service: sql`kept.service_id`,
  service_at_location: sql`kept.id`,
  organization: sql`kept_service.organization_id`,
};

function conditions(filter: OpenFilter): RawBuilder<unknown> {
  const { among, term, organizationId, modifiedAfter, minimumAge, maximumAge, postcode, near } = filter;
  const parts = [
    sql`sal.closed_on is null`,
    ...(among === undefined ? [] : [sql`sal.id = any (${among}::uuid[])`]),
    ...(term === undefined ? [] : [sql`(${term} = any (s.categories) or ${term} = any (s.interventions))`]),
    ...(organizationId === undefined ? [] : [sql`s.organization_id = ${organizationId}::uuid`]),
    ...(modifiedAfter === undefined ? [] : [changedSince(modifiedAfter)]),
    ...(minimumAge === undefined ? [] : [sql`s.age_min >= ${minimumAge}`]),
    ...(maximumAge === undefined ? [] : [sql`s.age_max <= ${maximumAge}`]),
    ...(postcode === undefined ? [] : [sql`l.postal_code = ${postcode}`]),
    ...(near === undefined ? [] : [within(near)]),
  ];
  return sql.join(parts, sql` and `);
}

const importedOn = sql`greatest(sal.imported_on, s.imported_on, l.imported_on, o.imported_on, sal.upheld_on)`;

/** What an import brought, or a human changed: the history holds both. */
function changedSince(day: LocalDate): RawBuilder<unknown> {
  const changed = sql`select entity_id from entry_change where changed_on >= ${day}::date`;
  const parts = [sql`sal.id`, sql`s.id`, sql`l.id`, sql`o.id`].map((id) => sql`${id} in (${changed})`);
  return sql`(${importedOn} >= ${day}::date or ${sql.join(parts, sql` or `)})`;
}

function within({ latitude, longitude, metres }: NonNullable<OpenFilter["near"]>): RawBuilder<unknown> {
  const degrees = metres / 111_000;
  return sql`l.latitude between ${latitude - degrees} and ${latitude + degrees}
    and 2 * 6371008.8 * asin(least(1, sqrt(power(sin(radians(l.latitude - ${latitude}) / 2), 2)
      + cos(radians(${latitude})) * cos(radians(l.latitude)) * power(sin(radians(l.longitude - ${longitude}) / 2), 2)))) <= ${metres}`;
}

/** How many there are. */
export async function countOpen(db: Tx, kind: OpenKind, filter: OpenFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct ${idOf[kind]})::int as count from ${joined} where ${conditions(filter)}`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

/** Ids in their order, a part of them. */
export async function readOpenIds(
  db: Tx,
  kind: OpenKind,
  filter: OpenFilter,
  part: { readonly offset: number; readonly limit: number },
): Promise<readonly string[]> {
  const { offset, limit } = part;
  const { rows } = await sql<{ id: string }>`
    select distinct ${idOf[kind]} as id from ${joined}
    where ${conditions(filter)}
    order by id offset ${offset} limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Ids of open offers in their order, the part after an id: each part costs the same, however far. */
export async function readOpenIdsAfter(
  db: Tx,
  after: string | null,
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from service_at_location
    where (${after}::uuid is null or id > ${after}::uuid) and closed_on is null order by id limit ${limit}`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/** What took the place of a thing that was merged: its like in the kept offer; null when nothing did. */
export async function readKeptId(db: Tx, kind: OpenKind, id: string): Promise<string | null> {
  const { rows } = await sql<{ kept: string }>`
    select ${keptOf[kind]} as kept from ${joinedMerged} where ${idOf[kind]} = ${id}::uuid order by sal.id limit 1`.execute(
    db,
  );
  return rows[0]?.kept ?? null;
}

/** An id that leads to another since two offers were merged. */
export interface MergedId {
  readonly id: string;
  readonly kept_id: string;
  readonly merged_on: LocalDate;
}

/** Ids of offers that lead to others, in their order. */
export async function readMergedIds(
  db: Tx,
  part: { readonly offset: number; readonly limit: number },
): Promise<{ readonly total: number; readonly merged: readonly MergedId[] }> {
  const { rows } = await sql<MergedId & { total: number }>`
    select id, merged_into as kept_id, closed_on::text as merged_on, count(*) over ()::int as total
    from service_at_location where merged_into is not null
    order by id offset ${part.offset} limit ${part.limit}`.execute(db);
  const merged = rows.map(({ id, kept_id, merged_on }) => ({ id, kept_id, merged_on }));
  return { total: rows[0]?.total ?? 0, merged };
}

/** Ids and hours of everything that a filter leaves, for filters that only reading the hours can answer. */
export async function readOpenHours(
  db: Tx,
  kind: OpenKind,
  filter: OpenFilter,
): Promise<readonly { readonly id: string; readonly opening_hours: string }[]> {
  const { rows } = await sql<{ id: string; opening_hours: string }>`
    select ${idOf[kind]} as id, sal.opening_hours from ${joined}
    where ${conditions(filter)} and sal.opening_hours is not null order by id`.execute(db);
  return rows;
}

/** The open offers of things by their ids, in the order of these ids. */
export function readOpenRows(db: Tx, kind: OpenKind, ids: readonly string[]): Promise<readonly OpenRow[]> {
  return readRowsOf(db, kind, sql`= any (${ids}::uuid[])`);
}

/** The open offers of the services whose ids begin by a byte, in the order of these ids. */
export function readOpenRowsOf(db: Tx, prefix: number): Promise<readonly OpenRow[]> {
  const start = prefix.toString(16).padStart(2, "0");
  const [first, last] = ["0", "f"].map((sign) => start + emptyId.slice(2).replaceAll("0", sign));
  return readRowsOf(db, "service", sql`between ${first}::uuid and ${last}::uuid`);
}

const emptyId = "00000000-0000-0000-0000-000000000000";

async function readRowsOf(
  db: Tx,
  kind: OpenKind,
  isWanted: RawBuilder<unknown>,
): Promise<readonly OpenRow[]> {
  const { rows } = await sql<OpenRow>`
    select sal.id, sal.service_id, sal.location_id, s.organization_id, s.kind, s.name as service_name, s.summary,
      s.description, s.url, s.email as service_email, s.categories, s.interventions, s.publics, s.frais,
      s.conditions_acces, s.attendance, s.ways_in, s.group_size, s.age_min, s.age_max, s.languages, s.cost_amount, s.cost_per,
      s.area_type, s.area_values, o.name as organization_name, o.description as organization_description,
      o.legal_status, o.siret, o.website, o.email as organization_email, l.name as location_name, l.address_1,
      l.address_2, l.transportation, l.postal_code, l.city, l.code_insee, l.latitude, l.longitude, l.is_confidential, sal.phones,
      sal.opening_hours, sal.hours_note, told_wheelchair(sal.wheelchair, sal.edited_fields, j.wheelchair) as wheelchair,
      told_features(sal.access_features, sal.edited_fields, j.access_features) as access_features, sal.sessions,
      sal.capacity_status, sal.capacity_note,
      room_told_on(sal.capacity_status, sal.capacity_note, sal.capacity_on, sal.edited_fields, sal.confirmed_on, sal.imported_on,
        sal.upheld_on)::text as room_told_on,
      greatest(sal.confirmed_on, sal.upheld_on)::text as confirmed_on,
      greatest(s.confirmed_on, sal.upheld_on)::text as service_confirmed_on,
      greatest(l.confirmed_on, sal.upheld_on)::text as location_confirmed_on,
      greatest(o.confirmed_on, sal.upheld_on)::text as organization_confirmed_on, greatest(${importedOn}, history.changed_on)::text as changed_on, sal.source,
      source.name as source_name, source.licence
    from ${joined} left join joined_access j on j.location_id = l.id and not l.is_confidential
    left join lateral (
      select max(c.changed_on) as changed_on from entry_change c where c.entity_id in (sal.id, s.id, l.id, o.id)
    ) history on true
    where sal.closed_on is null and ${idOf[kind]} ${isWanted} order by ${idOf[kind]}, sal.id`.execute(db);
  return rows;
}
