import { cutText, type PositionPrecision, type Resource } from "#directory";
import { joinMeanings } from "../../code-map.ts";
import { placeOf } from "../../place.ts";
import { makeResource } from "../../resource.ts";
import type { RowReader } from "../../row-reader.ts";
import { defineSource, type MapContext, type Source } from "../../source.ts";
import { readMap } from "../read-map.ts";
import { readRow, type StopRow } from "./read.ts";

/** Stops of the France Services bus in the north of Charente: one organisation, one service, many places. */
export const busFranceServicesCharente: Source = defineSource({
  id: "bus-france-services-charente",
  name: "Bus France Services de Charente",
  licence: "MIT (dépôt anct-cartographie-nationale/mednum-cli)",
  url: "https://www.emmaus-ruffec.com/espace-france-services.php",
  columns: [
    "id",
    "SIRET",
    "nom",
    "commune",
    "code_postal",
    "code_insee",
    "latitude",
    "longitude",
    "horaires",
    "ouverture",
  ],
  departements: ["16"],
  read: readRow,
  keyOf: ({ id }) => id,
  map: mapRow,
  maps: {
    services: readMap(import.meta.url, "maps/services.csv"),
    publics: readMap(import.meta.url, "maps/publics.csv"),
    conditions: readMap(import.meta.url, "maps/conditions.csv"),
  },
});

const precisionFound: ReadonlyMap<string, PositionPrecision> = new Map([
  ["housenumber", "address"],
  ["street", "street"],
  ["locality", "street"],
  ["municipality", "town"],
]);

function mapRow(row: StopRow, cells: RowReader, context: MapContext): Resource | null {
  const precision = precisionFound.get(row.resultType ?? "");
  const place = placeOf(
    {
      street: row.adresse,
      complement: row.complementAdresse,
      postcode: row.codePostal,
      townCode: row.codeInsee,
      city: row.commune,
      columns: { city: "commune", latitude: "latitude", longitude: "longitude" },
      ...(precision === undefined ? {} : { precision }),
    },
    cells,
    context,
  );
  if (place === null) return null;
  const { categories, interventions, publics, frais } = joinMeanings([
    cells.meaning("services", row.services, context.maps["services"]),
    cells.meaning("publics_accueillis", row.publics, context.maps["publics"]),
    cells.meaning("conditions_acces", row.conditions, context.maps["conditions"]),
  ]);
  const assumed = categories.length === 0 || interventions.length === 0;
  if (assumed) cells.warn("services", { code: "categoryAssumed" });
  const { service, stop } = namesOf(row.nom);
  return makeResource({
    source: context.source.id,
    key: row.id,
    organizationKey: row.siret ?? row.structureParente ?? service,
    serviceKey: service,
    confirmedOn: row.dateMaj,
    organization: {
      name: row.structureParente ?? service,
      description: null,
      legal_status: null,
      siret: row.siret,
      website: row.siteWeb,
      email: row.courriel,
    },
    service: {
      name: service,
      kind: "stop",
      summary: row.presentationResume,
      description: row.presentationDetail,
      url: row.siteWeb,
      email: row.courriel,
      // A bus that comes to the village square reaches out, whatever is done aboard.
      categories: [...new Set([...(assumed ? (["support"] as const) : categories), "reach-out" as const])],
      interventions: assumed ? ["social-support"] : [...interventions],
      publics: [...publics],
      frais: [...frais],
      service_labels: row.services.slice(0, 60),
      conditions_acces: row.conditions.length === 0 ? null : cutText(row.conditions.join("\n"), 2000),
    },
    locationName: stop,
    place,
    phones: row.telephone,
    hours: row.horaires,
  });
}

/** Service and stop of a name such as `Bus France Services - [Place de la mairie]`. */
function namesOf(name: string): { readonly service: string; readonly stop: string | null } {
  const [, service, stop] = /^(.+?)\s*[-–]\s*\[(.+)\]$/.exec(name) ?? [];
  if (service === undefined || stop === undefined) return { service: name, stop: null };
  return { service, stop };
}
