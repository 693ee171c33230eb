import type { Resource } from "#directory";
import { joinMeanings } from "../../code-map.ts";
import { placeOf } from "../../place.ts";
import type { RowReader } from "../../row-reader.ts";
import { meaningOrUsual, simpleResource } from "../../simple-entry.ts";
import { defineSource, type MapContext, type Source } from "../../source.ts";
import { readMap } from "../read-map.ts";
import { readRow, type AixRow } from "./read.ts";

/** Places of digital help in Aix-en-Provence. */
export const aixEnProvence: Source = defineSource({
  id: "aix-en-provence",
  name: "Aix-en-Provence, lieux de médiation numérique",
  licence: "MIT (dépôt anct-cartographie-nationale/mednum-cli)",
  url: "https://github.com/anct-cartographie-nationale/mednum-cli",
  columns: ["id", "nom", "commune", "code_postal", "Adresse", "latitude", "longitude", "services", "cle_ban"],
  departements: ["13"],
  read: readRow,
  keyOf: ({ id }) => id,
  map: mapRow,
  maps: {
    services: readMap(import.meta.url, "maps/services.csv"),
    publics: readMap(import.meta.url, "maps/publics.csv"),
    conditions: readMap(import.meta.url, "maps/conditions.csv"),
    typologies: readMap(import.meta.url, "maps/typologies.csv"),
  },
});

function mapRow(row: AixRow, cells: RowReader, context: MapContext): Resource | null {
  const place = placeOf(
    {
      street: row.adresse,
      complement: row.complement_adresse,
      postcode: row.code_postal,
      townCode: row.code_insee,
      city: row.commune,
      columns: { city: "commune", latitude: "latitude", longitude: "longitude" },
    },
    cells,
    context,
  );
  if (place === null) return null;
  const { services, publics, conditions, typologies } = context.maps;
  const meaning = joinMeanings([
    cells.meaning("services", row.services, services),
    cells.meaning("typologie", row.typologie, typologies),
    cells.meaning("public_accueillis", row.publics, publics),
    cells.meaning("conditions_acces", row.conditions, conditions),
  ]);
  return simpleResource({
    source: context.source.id,
    key: row.id,
    confirmedOn: row.date_maj,
    name: row.nom,
    organizationName: row.structure_parente,
    siret: row.pivot,
    kind: "place",
    summary: row.resume,
    description: row.detail,
    website: row.site_web,
    email: row.courriel,
    meaning: meaningOrUsual(meaning, cells, {
      column: "services",
      category: "support",
      intervention: "digital",
    }),
    labels: row.services,
    conditions: row.conditions,
    place,
    phones: row.telephone,
    hours: row.horaires,
  });
}
