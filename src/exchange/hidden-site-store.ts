import type { ControllerId, GeoPoint, Instant, TenantId } from "#base";
import type { Tx } from "#storage";
import { sql } from "kysely";
import { forgetAccessLinks } from "./access/access-store.ts";
import { forgetOpenParts } from "./open/open-part-store.ts";
import { hiddenFields } from "./plan.ts";

/** The place of an offer, as it is before it is hidden. */
export interface SiteRow {
  readonly location_id: string;
  readonly is_confidential: boolean;
  readonly code_insee: string | null;
  readonly city: string;
  /** Texts of every offer there, in which the address could stand. */
  readonly texts: string;
  readonly address_1: string | null;
}

/** The place of an open offer, locked; null when there is none. */
export async function readSite(db: Tx, offerId: string): Promise<SiteRow | null> {
  const { rows } = await sql<SiteRow>`
    select l.id as location_id, l.is_confidential, l.code_insee, l.city, l.address_1,
      (select string_agg(concat_ws(' ', s.name, s.summary, s.description, s.conditions_acces, sal.hours_note, sal.welcome), ' ')
        from service_at_location sal join service s on s.id = sal.service_id where sal.location_id = l.id) as texts
    from location l where l.id = (select location_id from service_at_location where id = ${offerId}::uuid and closed_on is null)
    for update of l`.execute(db);
  return rows[0] ?? null;
}

/** Moves the address into the table of the territory and organisation, and leaves the commune in the directory. */
export async function hideSite(
  db: Tx,
  locationId: string,
  by: {
    readonly tenantId: TenantId;
    readonly controllerId: ControllerId;
    readonly at: Instant;
    readonly centre: GeoPoint | null;
  },
): Promise<void> {
  await sql`
    insert into confidential_site (tenant_id, controller_id, location_id, name, address_1, address_2, latitude, longitude, transportation, hidden_at)
    select ${by.tenantId}::uuid, ${by.controllerId}::uuid, id, name, address_1, address_2, latitude, longitude, transportation, ${by.at}
    from location where id = ${locationId}::uuid`.execute(db);
  await sql`
    update location set is_confidential = true, name = null, address_1 = null, address_2 = null, transportation = null,
      latitude = ${by.centre?.latitude ?? null}, longitude = ${by.centre?.longitude ?? null},
      position_precision = ${by.centre === null ? null : "town"}, version = version + 1,
      edited_fields = array(select distinct unnest(edited_fields || ${hiddenFields}::text[]))
    where id = ${locationId}::uuid`.execute(db);
  await sql`
    delete from import_difference where entity_id = ${locationId}::uuid and field = any (${hiddenFields}::text[])`.execute(
    db,
  );
  // Which rows of the last import were its own is not known any more: a cell of a fault may tell where it is.
  await forgetCells(db, locationId);
  // An establishment to which it was joined tells where it is.
  await forgetAccessLinks(db, locationId);
  await forgetOpenParts(db, locationId);
  // Earlier values of the place, and of what is offered there, may tell where it is.
  await sql`
    delete from entry_change where entity_id = ${locationId}::uuid or entity_id in (
      select unnest(array[sal.id, s.id, s.organization_id]) from service_at_location sal
      join service s on s.id = sal.service_id where sal.location_id = ${locationId}::uuid)`.execute(db);
  // The name of the place stands in the name and words by which its offers are found.
  await sql`
    update service_at_location sal set version = sal.version + 1,
      name_key = lower(s.name), search_text = '', search_vector = null
    from service s, location l where s.id = sal.service_id and l.id = sal.location_id and l.id = ${locationId}::uuid`.execute(
    db,
  );
}

/** Keeps the faults of the last import of a place's source without their cells. */
async function forgetCells(db: Tx, locationId: string): Promise<void> {
  const { rows } = await sql<{ fault: object }>`
    delete from import_fault f
    where f.source = (select source from location where id = ${locationId}::uuid) and f.value is not null
    returning to_jsonb(f) - 'value' as fault`.execute(db);
  const faults = JSON.stringify(rows.map(({ fault }) => fault));
  await sql`
    insert into import_fault select * from jsonb_populate_recordset(null::import_fault, ${faults}::jsonb)`.execute(
    db,
  );
}
