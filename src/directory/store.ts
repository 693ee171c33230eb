import { boxAround, type GeoPoint, type LocalDate } from "#base";
import type { Tx } from "#storage";
import { sql, type RawBuilder } from "kysely";
import { foldText } from "./offer.ts";
import type { EntryKind } from "./provenance.ts";
import type {
  CategoryOfAction,
  Frais,
  InterventionType,
  OfferKind,
  PositionPrecision,
  PublicServed,
} from "./taxonomy.ts";

/** What is looked for. */
export interface OfferQuery {
  /** Centre of the disc; null to look by town only. */
  readonly centre: GeoPoint | null;
  readonly radiusMetres: number;
  /** Code of a commune whose offers are found whatever their distance; null for none. */
  readonly town: string | null;
  readonly category: CategoryOfAction | null;
  readonly words: string | null;
  readonly isFree: boolean;
}

/** An offer found: its place in the order is that of the list. */
export interface FoundOffer {
  readonly id: string;
  readonly distance_metres: number | null;
  readonly opening_hours: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly code_insee: string | null;
}

/** Haversine on the mean Earth radius, as `distanceMetres` of base. */
function distanceTo({ latitude, longitude }: GeoPoint): RawBuilder<number> {
  return sql<number>`2 * 6371008.8 * asin(least(1, sqrt(
    power(sin(radians(l.latitude - ${latitude}::float8) / 2), 2)
    + cos(radians(${latitude}::float8)) * cos(radians(l.latitude))
      * power(sin(radians(l.longitude - ${longitude}::float8) / 2), 2))))`;
}

function near(query: OfferQuery): RawBuilder<boolean> {
  const inTown = sql<boolean>`l.code_insee = ${query.town}`;
  if (query.centre === null) return inTown;
  const box = boxAround(query.centre, query.radiusMetres);
  return sql<boolean>`(l.latitude between ${box.south} and ${box.north}
    and l.longitude between ${box.west} and ${box.east}
    and ${distanceTo(query.centre)} <= ${query.radiusMetres} or ${inTown})`;
}

/** Every word of the text is in the offer, or French grammar says that it means the same. */
function saying(text: string): RawBuilder<boolean> {
  const folded = foldText(text);
  const patterns = folded.split(/\s+/).map((word) => `%${word.replace(/[\\%_]/g, String.raw`\$&`)}%`);
  return sql<boolean>`(sal.search_vector @@ plainto_tsquery('french', ${folded})
    or sal.search_text like all (${patterns}::text[]))`;
}

/** Open offers that answer a query: nearest first, then by name as French readers sort, then by id. */
export async function findOffers(db: Tx, query: OfferQuery): Promise<readonly FoundOffer[]> {
  const distance = query.centre ? distanceTo(query.centre) : sql<null>`null::float8`;
  const { rows } = await sql<FoundOffer>`
    select sal.id, round(${distance})::int as distance_metres, sal.opening_hours, l.latitude, l.longitude, l.code_insee
    from service_at_location sal
    join location l on l.id = sal.location_id
    join service s on s.id = sal.service_id
    where sal.closed_on is null and ${near(query)}
      and (${query.category}::text is null or s.categories @> array[${query.category}::text])
      and (not ${query.isFree}::boolean or 'gratuit' = any (s.frais))
      and ${query.words === null ? sql<boolean>`true` : saying(query.words)}
    order by ${distance} nulls last, s.name collate "fr-x-icu", l.name collate "fr-x-icu" nulls first, sal.id`.execute(
    db,
  );
  return rows;
}

/** Everything public about an offer, as stored. */
export interface OfferRow {
  readonly id: string;
  readonly kind: OfferKind;
  readonly service_name: string;
  readonly location_name: string | null;
  readonly organization_name: string;
  readonly categories: readonly CategoryOfAction[];
  readonly interventions: readonly InterventionType[];
  readonly publics: readonly PublicServed[];
  readonly frais: readonly Frais[];
  readonly service_labels: readonly string[];
  readonly summary: string | null;
  readonly description: string | null;
  readonly conditions_acces: string | null;
  readonly url: string | null;
  readonly email: string | null;
  readonly address_1: string | null;
  readonly address_2: string | null;
  readonly postal_code: string | null;
  readonly city: string;
  readonly code_insee: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly position_precision: PositionPrecision | null;
  readonly phones: readonly string[];
  readonly opening_hours: string | null;
  readonly hours_note: string | null;
  readonly confirmed_on: LocalDate | null;
  readonly source: string;
  readonly source_name: string;
  readonly licence: string;
  readonly source_url: string | null;
  readonly imported_on: LocalDate;
}

/** Open offers by their ids, in no order. */
export async function readOfferRows(db: Tx, ids: readonly string[]): Promise<readonly OfferRow[]> {
  const { rows } = await sql<OfferRow>`
    select sal.id, s.kind, s.name as service_name, l.name as location_name, o.name as organization_name,
      s.categories, s.interventions, s.publics, s.frais, s.service_labels, s.summary, s.description,
      s.conditions_acces, coalesce(s.url, o.website) as url, coalesce(s.email, o.email) as email,
      l.address_1, l.address_2, l.postal_code, l.city, l.code_insee, l.latitude, l.longitude, l.position_precision,
      sal.phones, sal.opening_hours, sal.hours_note, sal.confirmed_on::text as confirmed_on,
      source.id as source, source.name as source_name, source.licence, source.url as source_url,
      coalesce(source.imported_on, sal.imported_on)::text as imported_on
    from service_at_location sal
    join location l on l.id = sal.location_id
    join service s on s.id = sal.service_id
    join organization o on o.id = s.organization_id
    join source on source.id = sal.source
    where sal.closed_on is null and sal.id = any (${ids}::uuid[])`.execute(db);
  return rows;
}

/** What is already known of an entry, for comparing it with the next edition. */
export interface KnownEntry {
  readonly id: string;
  readonly digest: string;
  readonly edited_fields: readonly string[];
  readonly missing_since: LocalDate | null;
  readonly missed_editions: number;
  readonly closed_on: LocalDate | null;
}

/** Every entry of a source of one kind, closed ones too. */
export async function readKnownEntries(
  db: Tx,
  kind: EntryKind,
  source: string,
): Promise<readonly KnownEntry[]> {
  const { rows } = await sql<KnownEntry>`
    select id, digest, edited_fields, missing_since::text as missing_since, missed_editions,
      closed_on::text as closed_on
    from ${sql.table(kind)} where source = ${source}`.execute(db);
  return rows;
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
      select ${columns} from jsonb_populate_recordset(null::${sql.table(kind)}, ${JSON.stringify(part)}::jsonb)`.execute(
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
      from jsonb_populate_recordset(null::${sql.table(kind)}, ${JSON.stringify(part)}::jsonb) r
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

function columnsOf(entries: readonly EntryToWrite[]): RawBuilder<unknown> {
  return sql.join(Object.keys(entries[0] ?? {}).map((name) => sql.ref(name)));
}

function* partsOf<T>(entries: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < entries.length; start += rowsPerStatement) {
    yield entries.slice(start, start + rowsPerStatement);
  }
}
