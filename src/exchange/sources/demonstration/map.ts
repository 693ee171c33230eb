import { publicServed, type Resource } from "#directory";
import { joinMeanings } from "../../code-map.ts";
import { placeOf } from "../../place.ts";
import { makeResource } from "../../resource.ts";
import type { RowReader } from "../../row-reader.ts";
import { defineSource, type MapContext, type Source } from "../../source.ts";
import { readMap } from "../read-map.ts";
import { readRow, type InventedOffer } from "./read.ts";

/** Invented offers of a world: for demonstrations, tests and benchmarks. */
export const demonstration: Source = defineSource({
  id: "demonstration",
  name: "Données de démonstration (inventées)",
  licence: "EUPL-1.2",
  url: null,
  columns: ["slug", "name", "townCode"],
  departements: [],
  isInvented: true,
  read: readRow,
  keyOf: ({ slug }) => slug,
  map: mapRow,
  maps: {
    categories: readMap(import.meta.url, "maps/categories.csv"),
    interventions: readMap(import.meta.url, "maps/interventions.csv"),
    frais: readMap(import.meta.url, "maps/frais.csv"),
  },
});

function mapRow(row: InventedOffer, cells: RowReader, context: MapContext): Resource | null {
  const place = placeOf(
    {
      street: row.street,
      complement: null,
      postcode: null,
      townCode: row.townCode,
      city: null,
      columns: { city: "townCode", latitude: "latitude", longitude: "longitude" },
    },
    cells,
    context,
  );
  if (place === null) return null;
  const { categories, interventions, frais } = joinMeanings([
    cells.meaning("categories", row.categories, context.maps["categories"]),
    cells.meaning("interventions", row.interventions, context.maps["interventions"]),
    cells.meaning("frais", row.frais, context.maps["frais"]),
  ]);
  const organisation = row.organizationName ?? row.name;
  return makeResource({
    source: context.source.id,
    key: row.slug,
    organizationKey: organisation,
    confirmedOn: row.confirmedOn,
    organization: {
      name: organisation,
      description: null,
      legal_status: null,
      siret: null,
      website: null,
      email: null,
    },
    service: {
      name: row.name,
      kind: row.kind,
      summary: null,
      description: row.description,
      url: row.website,
      email: row.email,
      categories: [...categories],
      interventions: [...interventions],
      publics: row.publics.filter(publicServed.has),
      frais: [...frais],
      service_labels: [],
      conditions_acces: null,
    },
    locationName: null,
    place,
    phones: row.phone,
    hours: row.openingHours,
    matching: row.matching,
  });
}
