import { foldText, nameKey, type Resource } from "#directory";
import { joinMeanings } from "../../code-map.ts";
import { placeOf } from "../../place.ts";
import { readCsv } from "#base";
import type { RowReader } from "../../row-reader.ts";
import { meaningOrUsual, simpleResource } from "../../simple-entry.ts";
import { defineSource, type MapContext, type Source } from "../../source.ts";
import { readMap } from "../read-map.ts";
import { readFeed, readRow, type CaledonianRow } from "./read.ts";

/** Places of digital inclusion in Nouvelle-Calédonie. */
export const nouvelleCaledonie: Source = defineSource({
  id: "nouvelle-caledonie",
  name: "Nouvelle-Calédonie, lieux d’inclusion numérique",
  licence: "MIT (dépôt anct-cartographie-nationale/mednum-cli)",
  url: "https://github.com/anct-cartographie-nationale/mednum-cli",
  columns: ["nom", "commune", "adresse", "geolocalisation", "horaires_lundi", "thematiques_proposees"],
  departements: ["988"],
  readFeed,
  read: readRow,
  keyOf: ({ nom, commune }) => (nom === "" ? "" : `${nameKey(nom)}|${nameKey(commune)}`),
  map: mapRow,
  maps: {
    services: readMap(import.meta.url, "maps/services.csv"),
    typologies: readMap(import.meta.url, "maps/typologies.csv"),
    publics: readMap(import.meta.url, "maps/publics.csv"),
    conditions: readMap(import.meta.url, "maps/conditions.csv"),
  },
});

/** Codes of communes that the producer names in another way than Insee, by folded name. */
const communeCodes: ReadonlyMap<string, string> = new Map(
  readCsv(readMap(import.meta.url, "maps/communes.csv"), ";")
    .slice(1)
    .map(([label = "", code = ""]) => [foldText(label), code]),
);

function mapRow(row: CaledonianRow, cells: RowReader, context: MapContext): Resource | null {
  const place = placeOf(
    {
      street: row.adresse,
      complement: row.complement,
      postcode: null,
      townCode: communeCodes.get(foldText(row.commune)) ?? null,
      city: row.commune,
      columns: { city: "commune", latitude: "latitude", longitude: "longitude" },
    },
    cells,
    context,
  );
  if (place === null) return null;
  const { services, typologies, publics, conditions } = context.maps;
  const meaning = joinMeanings([
    cells.meaning("services", row.services, services),
    cells.meaning("typologie", row.typologie, typologies),
    cells.meaning("publics_accueillis", row.publics, publics),
    cells.meaning("conditions_acces", row.frais, conditions),
  ]);
  return simpleResource({
    source: context.source.id,
    key: `${nameKey(row.nom)}|${nameKey(row.commune)}`,
    confirmedOn: row.date,
    name: row.nom,
    organizationName: row.structure_parente,
    kind: "place",
    description: row.description,
    website: row.site,
    email: row.courriel,
    meaning: meaningOrUsual(meaning, cells, {
      column: "services",
      category: "support",
      intervention: "digital",
    }),
    labels: [...new Set([...row.services, ...row.themes])],
    conditions: row.conditions === null ? [] : [row.conditions],
    place,
    phones: row.telephone,
    hours: row.horaires,
    matching: row.isWheelchairTold ? { wheelchair: "yes" } : {},
  });
}
