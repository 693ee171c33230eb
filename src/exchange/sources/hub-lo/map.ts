import type { Resource } from "#directory";
import { joinMeanings } from "../../code-map.ts";
import { placeOf } from "../../place.ts";
import type { RowReader } from "../../row-reader.ts";
import { meaningOrUsual, simpleResource } from "../../simple-entry.ts";
import { defineSource, type MapContext, type Source } from "../../source.ts";
import { readMap } from "../read-map.ts";
import { readRow, type HubLoRow } from "./read.ts";

/** Places of digital inclusion in Centre-Val de Loire. */
export const hubLo: Source = defineSource({
  id: "hub-lo",
  name: "Hub-Lo, inclusion numérique en Centre-Val de Loire",
  licence: "MIT (dépôt anct-cartographie-nationale/mednum-cli)",
  url: "https://github.com/anct-cartographie-nationale/mednum-cli",
  columns: [
    "gid",
    "c_nom",
    "c_adresse",
    "c_postcode",
    "c_city",
    "c_lat_coor1",
    "c_long_coor1",
    "c_categories_espace",
  ],
  departements: ["18", "28", "36", "37", "41", "45"],
  read: readRow,
  keyOf: ({ id }) => id,
  map: mapRow,
  maps: {
    espaces: readMap(import.meta.url, "maps/espaces.csv"),
    questions: readMap(import.meta.url, "maps/questions.csv"),
    publics: readMap(import.meta.url, "maps/publics.csv"),
  },
});

function mapRow(row: HubLoRow, cells: RowReader, context: MapContext): Resource | null {
  const place = placeOf(
    {
      street: row.adresse,
      complement: null,
      postcode: row.code_postal,
      townCode: null,
      city: row.commune,
      columns: { city: "c_city", latitude: "c_lat_coor1", longitude: "c_long_coor1" },
    },
    cells,
    context,
  );
  if (place === null) return null;
  const { espaces, questions, publics } = context.maps;
  const meaning = joinMeanings([
    cells.meaning("c_formation", row.reponses, questions),
    cells.meaning("c_categories_espace", row.espaces, espaces),
    cells.meaning("c_varchar_public_cible", row.publics, publics),
  ]);
  return simpleResource({
    source: context.source.id,
    key: row.id,
    confirmedOn: row.date_maj,
    name: row.nom,
    organizationName: row.raison_sociale,
    legalStatus: row.statut,
    kind: "place",
    description: row.description,
    website: row.site,
    email: row.courriel,
    meaning: meaningOrUsual(meaning, cells, {
      column: "c_categories_espace",
      category: "support",
      intervention: "digital",
    }),
    labels: [...row.espaces, ...row.reponses],
    conditions: row.publics,
    place,
    phones: row.telephone,
    hours: row.horaires,
    matching: { wheelchair: row.wheelchair },
  });
}
