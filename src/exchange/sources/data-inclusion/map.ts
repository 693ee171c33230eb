import type { Resource } from "#directory";
import { joinMeanings } from "../../code-map.ts";
import { placeOf } from "../../place.ts";
import type { RowReader } from "../../row-reader.ts";
import { meaningOrUsual, simpleResource } from "../../simple-entry.ts";
import { defineSource, type MapContext, type Source } from "../../source.ts";
import { readMap } from "../read-map.ts";
import { positionColumns, readFeed, readRow, type InclusionRow } from "./read.ts";

/** Services and structures in the schema of data·inclusion, version 1. */
export const dataInclusion: Source = defineSource({
  id: "data-inclusion",
  name: "data·inclusion",
  licence: "Licence Ouverte 2.0",
  url: "https://www.data.inclusion.gouv.fr",
  columns: ["id", "structure_id", "nom", "date_maj"],
  departements: [],
  isFormat: true,
  readFeed,
  read: readRow,
  keyOf: ({ id }) => id,
  map: mapRow,
  maps: {
    thematiques: readMap(import.meta.url, "maps/thematiques.csv"),
    publics: readMap(import.meta.url, "maps/publics.csv"),
    frais: readMap(import.meta.url, "maps/frais.csv"),
    accueil: readMap(import.meta.url, "maps/accueil.csv"),
    mobilisation: readMap(import.meta.url, "maps/mobilisation.csv"),
    "mobilisable-par": readMap(import.meta.url, "maps/mobilisable-par.csv"),
  },
});

function mapRow(row: InclusionRow, cells: RowReader, context: MapContext): Resource | null {
  const place = placeOf(
    {
      street: row.adresse,
      complement: row.complement_adresse,
      postcode: row.code_postal,
      townCode: row.code_insee,
      city: row.commune,
      columns: { city: "commune", ...positionColumns(cells) },
    },
    cells,
    context,
  );
  if (place === null) return null;
  const { maps } = context;
  const meaning = joinMeanings([
    cells.meaning("thematiques", row.thematiques, maps["thematiques"]),
    cells.meaning("publics", row.publics, maps["publics"]),
    cells.meaning("frais", row.frais, maps["frais"]),
    cells.meaning("modes_accueil", row.modes_accueil, maps["accueil"]),
    cells.meaning("modes_mobilisation", row.modes_mobilisation, maps["mobilisation"]),
    cells.meaning("mobilisable_par", row.mobilisable_par, maps["mobilisable-par"]),
  ]);
  return simpleResource({
    source: context.source.id,
    key: row.id,
    organizationKey: row.structure_id,
    confirmedOn: row.date_maj,
    name: row.nom,
    organizationName: row.structure_nom,
    organizationDescription: row.structure_description,
    siret: row.siret,
    kind: row.id === row.structure_id ? "place" : "service",
    description: row.description,
    website: row.site_web,
    email: row.courriel,
    meaning: meaningOrUsual(meaning, cells, {
      column: "thematiques",
      category: "support",
      intervention: "social-support",
    }),
    labels: row.thematiques,
    conditions: row.conditions,
    place,
    phones: row.telephone,
    hours: row.horaires,
    matching: { ...row.zone, ways_in: [...meaning.ways_in], attendance: [...meaning.attendance] },
  });
}
