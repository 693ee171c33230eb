import type { Resource } from "#directory";
import { joinMeanings } from "../../code-map.ts";
import { placeOf } from "../../place.ts";
import type { RowReader } from "../../row-reader.ts";
import { meaningOrUsual, simpleResource } from "../../simple-entry.ts";
import { defineSource, type MapContext, type Source } from "../../source.ts";
import { readMap } from "../read-map.ts";
import { readRow, type AngersRow } from "./read.ts";

/** Places of digital help in Angers. */
export const angers: Source = defineSource({
  id: "angers",
  name: "Angers, guide des services numériques",
  licence: "MIT (dépôt anct-cartographie-nationale/mednum-cli)",
  url: "https://www.angers.fr/services-demarches/demarches-pour-les-particuliers/guide-des-services-numeriques",
  columns: ["TYPO_UID", "USER_NOM", "USER_ADRES", "LAT", "LNG", "QUALIF1", "HORAIRE", "TELEPHONE"],
  departements: ["49"],
  read: readRow,
  keyOf: ({ id }) => id,
  map: mapRow,
  maps: {
    aides: readMap(import.meta.url, "maps/aides.csv"),
    lieux: readMap(import.meta.url, "maps/lieux.csv"),
    publics: readMap(import.meta.url, "maps/publics.csv"),
  },
});

function mapRow(row: AngersRow, cells: RowReader, context: MapContext): Resource | null {
  const place = placeOf(
    {
      street: row.adresse,
      complement: row.quartier,
      postcode: row.code_postal,
      townCode: null,
      city: row.commune,
      columns: { city: "commune", latitude: "LAT", longitude: "LNG" },
    },
    cells,
    context,
  );
  if (place === null) return null;
  const { aides, lieux, publics } = context.maps;
  const meaning = joinMeanings([
    cells.meaning("QUALIF1", row.aides, aides),
    cells.meaning("PICTO", row.lieu, lieux),
    cells.meaning("PUBLIC_", row.publics, publics),
  ]);
  return simpleResource({
    source: context.source.id,
    key: row.id,
    confirmedOn: row.date_maj,
    name: row.nom,
    kind: "place",
    website: row.site,
    email: row.courriel,
    meaning: meaningOrUsual(meaning, cells, {
      column: "QUALIF1",
      category: "support",
      intervention: "digital",
    }),
    labels: row.aides,
    place,
    phones: row.telephone,
    hours: row.horaires,
  });
}
