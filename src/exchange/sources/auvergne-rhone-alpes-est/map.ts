import { cutText, type Resource } from "#directory";
import { joinMeanings } from "../../code-map.ts";
import { placeOf } from "../../place.ts";
import { makeResource } from "../../resource.ts";
import type { RowReader } from "../../row-reader.ts";
import { defineSource, type MapContext, type Source } from "../../source.ts";
import { readMap } from "../read-map.ts";
import { readRow, type HinauraRow } from "./read.ts";

/** Places of digital help in the east of Auvergne-Rhône-Alpes, published by Hinaura. */
export const auvergneRhoneAlpesEst: Source = defineSource({
  id: "auvergne-rhone-alpes-est",
  name: "Hinaura, lieux de médiation numérique d'Auvergne-Rhône-Alpes",
  licence: "Licence Ouverte 2.0",
  url: "https://github.com/anct-cartographie-nationale/client-application",
  columns: [
    "id",
    "nom",
    "services",
    "commune",
    "code_postal",
    "adresse",
    "latitude",
    "longitude",
    "date_maj",
  ],
  departements: ["01", "38", "69", "73", "74"],
  read: readRow,
  keyOf: ({ id }) => id,
  map: mapRow,
  maps: {
    services: readMap(import.meta.url, "maps/services.csv"),
    publics: readMap(import.meta.url, "maps/publics.csv"),
    conditions: readMap(import.meta.url, "maps/conditions.csv"),
    modalites: readMap(import.meta.url, "maps/modalites.csv"),
  },
});

function mapRow(row: HinauraRow, cells: RowReader, context: MapContext): Resource | null {
  const place = placeOf(
    {
      street: row.adresse,
      complement: null,
      postcode: row.code_postal,
      townCode: null,
      city: row.commune,
      columns: { city: "commune", latitude: "latitude", longitude: "longitude" },
    },
    cells,
    context,
  );
  if (place === null) return null;
  const { services, publics, conditions, modalites } = context.maps;
  const {
    categories,
    interventions,
    publics: served,
    frais,
  } = joinMeanings([
    cells.meaning("services", row.services, services),
    cells.meaning("modalites_accompagnement", row.modalites_accompagnement, modalites),
    cells.meaning("publics_accueillis", row.publics_accueillis, publics),
    cells.meaning("conditions_acces", row.conditions_acces, conditions),
  ]);
  const assumed = categories.length === 0 || interventions.length === 0;
  if (assumed) cells.warn("services", { code: "categoryAssumed" });
  return makeResource({
    source: context.source.id,
    key: row.id,
    confirmedOn: row.date_maj,
    organization: {
      name: row.nom,
      description: null,
      legal_status: null,
      siret: row.pivot,
      website: row.site_web,
      email: row.courriel,
    },
    service: {
      name: row.nom,
      kind: "place",
      summary: null,
      description: null,
      url: row.site_web,
      email: row.courriel,
      categories: categories.length === 0 ? ["support"] : [...categories],
      interventions: interventions.length === 0 ? ["digital"] : [...interventions],
      publics: [...served],
      frais: [...frais],
      service_labels: row.services.slice(0, 60),
      conditions_acces: inWords([...row.conditions_acces, ...row.modalites_accompagnement]),
    },
    locationName: null,
    place,
    phones: row.telephone,
    hours: row.horaires,
  });
}

function inWords(lines: readonly string[]): string | null {
  return lines.length === 0 ? null : cutText(lines.join("\n"), 2000);
}
