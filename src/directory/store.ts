import type { GeoPoint, Id, Instant, LocalDate } from "#base";
import type { Tx } from "#storage";
import { sql } from "kysely";
import type { CapacityStatus, OfferType } from "./match/codes.ts";
import type {
  CategoryOfAction,
  Frais,
  InterventionType,
  OfferKind,
  PositionPrecision,
  PublicServed,
} from "./taxonomy.ts";

/** Days on which groups of the fields of an entry were confirmed; null for one that never was. */
export interface GroupDays {
  /** What is done, for whom, at what price. */
  readonly service: LocalDate | null;
  /** Where it is. */
  readonly location: LocalDate | null;
  readonly organization: LocalDate | null;
}

/** Everything public about an offer, as stored. */
export interface OfferRow {
  readonly id: Id<"offer">;
  readonly kind: OfferKind;
  readonly service_name: string;
  readonly location_name: string | null;
  readonly organization_id: Id<"organization">;
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
  /** How one gets there. */
  readonly transportation: string | null;
  readonly phones: readonly string[];
  readonly opening_hours: string | null;
  readonly hours_note: string | null;
  /** Whom one asks for, or who receives. */
  readonly welcome: string | null;
  readonly sessions: readonly { readonly start: Instant; readonly end: Instant }[];
  /** Whether there is room, as the organisation says. */
  readonly capacity_status: CapacityStatus;
  /** Day on which it was said whether there is room; null when nothing is told. */
  readonly room_told_on: LocalDate | null;
  readonly confirmed_on: LocalDate | null;
  /** Days on which the other groups of its fields were confirmed; null when all are that of {@link confirmed_on}. */
  readonly group_days: GroupDays | null;
  readonly source: string;
  readonly source_name: string;
  readonly licence: string;
  readonly source_url: string | null;
  readonly imported_on: LocalDate;
}

/** An offer with what is done there. */
export interface TypedOfferRow extends OfferRow {
  /** Null when neither the source nor the organisation told. */
  readonly offer_type: OfferType | null;
}

/** Fields of {@link TypedOfferRow}, of what {@link offerJoins} joins. */
export const offerFields = sql`
  sal.id, s.kind, s.offer_type, s.name as service_name, l.name as location_name, o.id as organization_id,
  o.name as organization_name, s.categories, s.interventions, s.publics, s.frais, s.service_labels, s.summary,
  s.description, s.conditions_acces, coalesce(s.url, o.website) as url, coalesce(s.email, o.email) as email,
  l.address_1, l.address_2, l.postal_code, l.city, l.code_insee, l.latitude, l.longitude, l.position_precision, l.transportation,
  sal.phones, sal.opening_hours, sal.hours_note, sal.sessions, sal.welcome, sal.capacity_status,
  greatest(sal.confirmed_on, sal.upheld_on)::text as confirmed_on,
  case when (s.confirmed_on, l.confirmed_on, o.confirmed_on)
      is distinct from (sal.confirmed_on, sal.confirmed_on, sal.confirmed_on)
    then json_build_object('service', greatest(s.confirmed_on, sal.upheld_on),
      'location', greatest(l.confirmed_on, sal.upheld_on), 'organization', greatest(o.confirmed_on, sal.upheld_on))
  end as group_days,
  room_told_on(sal.capacity_status, sal.capacity_note, sal.capacity_on, sal.edited_fields, sal.confirmed_on, sal.imported_on,
    sal.upheld_on)::text as room_told_on, source.id as source, source.name as source_name,
  source.licence, source.url as source_url, coalesce(source.imported_on, sal.imported_on)::text as imported_on`;

/** What an offer is made of. */
export const offerJoins = sql`
  from service_at_location sal
  join location l on l.id = sal.location_id
  join service s on s.id = sal.service_id
  join organization o on o.id = s.organization_id
  join source on source.id = sal.source`;

/** Open offers by their ids, in no order. */
export async function readOfferRows(db: Tx, ids: readonly string[]): Promise<readonly TypedOfferRow[]> {
  const { rows } = await sql<TypedOfferRow>`
    select ${offerFields} ${offerJoins}
    where sal.closed_on is null and sal.id = any (${ids}::uuid[])`.execute(db);
  return rows;
}

/** What is said of an offer that is closed: what it was, where, and since when. */
export interface ClosedOffer {
  readonly id: Id<"offer">;
  readonly service_name: string;
  readonly location_name: string | null;
  readonly city: string;
  readonly closed_on: LocalDate;
}

/** The closed ones among some offers, in no order. */
export async function readClosedOffers(db: Tx, ids: readonly string[]): Promise<readonly ClosedOffer[]> {
  const { rows } = await sql<ClosedOffer>`
    select sal.id, s.name as service_name, l.name as location_name, l.city, sal.closed_on::text as closed_on
    from service_at_location sal
    join location l on l.id = sal.location_id
    join service s on s.id = sal.service_id
    where sal.closed_on is not null and sal.merged_into is null and sal.id = any (${ids}::uuid[])`.execute(
    db,
  );
  return rows;
}

/** The offer into which another was merged; null when it was merged into none. */
export async function readKeptOffer(db: Tx, id: string): Promise<string | null> {
  const { rows } = await sql<{ kept: string }>`
    select merged_into as kept from service_at_location where id = ${id}::uuid and merged_into is not null`.execute(
    db,
  );
  return rows[0]?.kept ?? null;
}

/** An open offer by its id, or by that of one merged into it; null when it is not there. */
export async function readOfferRow(db: Tx, id: string): Promise<TypedOfferRow | null> {
  const [row] = await readOfferRows(db, [id]);
  if (row !== undefined) return row;
  const kept = await readKeptOffer(db, id);
  return kept === null ? null : ((await readOfferRows(db, [kept]))[0] ?? null);
}

/** The exact centre of a town, by its commune code. */
export interface TownPosition {
  readonly code: string;
  readonly position: GeoPoint;
}

/** Exact centres kept of some towns, by code; towns without one are left out. */
export async function readTownPositions(
  db: Tx,
  codes: readonly string[],
): Promise<ReadonlyMap<string, GeoPoint>> {
  const { rows } = await sql<{ code: string; latitude: number; longitude: number }>`
    select code, latitude, longitude from town_position where code = any (${codes}::text[])`.execute(db);
  return new Map(rows.map(({ code, latitude, longitude }) => [code, { latitude, longitude }]));
}

/** Keeps exact centres; one that was kept before is replaced. One statement for all. */
export async function keepTownPositions(
  db: Tx,
  positions: readonly TownPosition[],
  origin: { readonly source: string; readonly importedOn: LocalDate },
): Promise<void> {
  const latitudes = positions.map(({ position }) => position.latitude);
  const longitudes = positions.map(({ position }) => position.longitude);
  await sql`
    insert into town_position (code, latitude, longitude, source, imported_on)
    select code, latitude, longitude, ${origin.source}, ${origin.importedOn}::date
    from unnest(${positions.map(({ code }) => code)}::text[], ${latitudes}::float8[], ${longitudes}::float8[])
      as given (code, latitude, longitude)
    on conflict (code) do update set latitude = excluded.latitude, longitude = excluded.longitude,
      source = excluded.source, imported_on = excluded.imported_on`.execute(db);
}
