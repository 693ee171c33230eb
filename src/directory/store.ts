import { boxAround, type GeoPoint, type Id, type LocalDate } from "#base";
import type { Tx } from "#storage";
import { sql, type RawBuilder } from "kysely";
import { foldText } from "./offer.ts";
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
  readonly id: Id<"offer">;
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
  readonly id: Id<"offer">;
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
