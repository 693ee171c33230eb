import type { Resource } from "#directory";
import type { LabelMeaning } from "../../code-map.ts";
import { placeOf } from "../../place.ts";
import type { RowReader } from "../../row-reader.ts";
import { meaningOrUsual, simpleResource } from "../../simple-entry.ts";
import { defineSource, type MapContext, type Source } from "../../source.ts";
import { readMap } from "../read-map.ts";
import { readFeed, readRow, type HsdsRow } from "./read.ts";

/** Services in HSDS 3.0. */
export const hsds: Source = defineSource({
  id: "hsds",
  name: "Open Referral (HSDS 3.0)",
  licence: "Celle de l’éditeur des données",
  url: "https://openreferral.org",
  columns: ["id", "name", "status"],
  departements: [],
  isFormat: true,
  readFeed,
  read: readRow,
  keyOf: ({ id }) => id,
  map: mapRow,
  maps: { termes: readMap(import.meta.url, "maps/termes.csv") },
});

function mapRow(row: HsdsRow, cells: RowReader, context: MapContext): Resource | null {
  const meaning = cells.meaning("terms", row.terms, context.maps["termes"]);
  return hsdsResource({ row, meaning, frais: row.isFree ? ["gratuit"] : [] }, cells, context);
}

/** A row, and what its own source made of its words. */
export interface HsdsEntry {
  readonly row: HsdsRow;
  readonly meaning: LabelMeaning;
  readonly frais: LabelMeaning["frais"];
}

/** A service at a location in our model, for HSDS and its profiles; null when it is nowhere. */
export function hsdsResource(
  { row, meaning, frais }: HsdsEntry,
  cells: RowReader,
  context: MapContext,
): Resource | null {
  const isFrench = row.country === null || /^fr/i.test(row.country);
  const place = placeOf(
    {
      street: row.address_1,
      complement: row.address_2,
      postcode: row.postal_code,
      townCode: null,
      city: row.city,
      columns: { city: "address.city", latitude: "location.latitude", longitude: "location.longitude" },
    },
    cells,
    isFrench ? context : { ...context, recogniseTown: () => null },
  );
  if (place === null) return null;
  return simpleResource({
    source: context.source.id,
    key: row.id,
    organizationKey: row.organization_id === "" ? row.service_id : row.organization_id,
    serviceKey: row.service_id,
    confirmedOn: row.confirmed_on,
    name: row.name,
    organizationName: row.organization_name,
    organizationDescription: row.organization_description,
    kind: "service",
    description: row.description,
    website: row.url,
    email: row.email,
    meaning: {
      ...meaningOrUsual(meaning, cells, {
        column: "terms",
        category: "support",
        intervention: "social-support",
      }),
      frais,
    },
    labels: row.terms,
    conditions: row.conditions,
    locationName: row.location_name,
    place: { ...place, transportation: row.transportation },
    phones: row.phones,
    hours: row.hours,
    matching: {
      age_min: row.minimum_age,
      age_max: row.maximum_age,
      languages: [...row.languages],
      attendance: [...meaning.attendance],
    },
  });
}
