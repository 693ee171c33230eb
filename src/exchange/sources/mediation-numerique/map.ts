import type { Resource } from "#directory";
import { joinMeanings, type LabelMeaning } from "../../code-map.ts";
import { placeOf } from "../../place.ts";
import { readCsvFeed } from "../../reading/feed.ts";
import type { RowReader } from "../../row-reader.ts";
import { meaningOrUsual, simpleResource } from "../../simple-entry.ts";
import { defineSource, type MapContext, type Source } from "../../source.ts";
import { readMap } from "../read-map.ts";
import { readRow, type MediationRow } from "./read.ts";

/** Any file in the French standard of places of digital help. */
export const mediationNumerique: Source = defineSource({
  id: "mediation-numerique",
  name: "Lieux de médiation numérique (standard national)",
  licence: "Licence Ouverte 2.0",
  url: "https://www.data.gouv.fr/fr/datasets/lieux-de-mediation-numerique",
  columns: ["id", "pivot", "nom", "commune", "code_postal", "adresse", "date_maj", "services"],
  departements: [],
  isFormat: true,
  readFeed: readCsvFeed,
  read: readRow,
  keyOf: ({ id }) => id,
  map: mapRow,
  maps: {
    services: readMap(import.meta.url, "maps/services.csv"),
    publics: readMap(import.meta.url, "maps/publics.csv"),
    frais: readMap(import.meta.url, "maps/frais.csv"),
    acces: readMap(import.meta.url, "maps/acces.csv"),
    accompagnement: readMap(import.meta.url, "maps/accompagnement.csv"),
  },
});

function mapRow(row: MediationRow, cells: RowReader, context: MapContext): Resource | null {
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
  const isItinerant = row.itinerance.length === 1 && row.itinerance[0] === "Itinérant";
  const meaning = meaningOf(row, cells, context);
  return simpleResource({
    source: context.source.id,
    key: row.id,
    confirmedOn: row.date_maj,
    name: row.nom,
    organizationName: row.structure_parente,
    legalStatus: row.typologie,
    siret: row.pivot,
    kind: isItinerant ? "stop" : "place",
    summary: row.presentation_resume,
    description: row.presentation_detail,
    website: row.site_web,
    email: row.courriel,
    meaning: isItinerant ? { ...meaning, categories: [...meaning.categories, "reach-out"] } : meaning,
    labels: row.services,
    conditions: row.modalites_acces,
    place,
    phones: row.telephone,
    hours: row.horaires,
    matching: { ways_in: [...meaning.ways_in], attendance: [...meaning.attendance] },
  });
}

function meaningOf(row: MediationRow, cells: RowReader, { maps }: MapContext): LabelMeaning {
  const meaning = joinMeanings([
    cells.meaning("services", row.services, maps["services"]),
    cells.meaning("modalites_accompagnement", row.modalites_accompagnement, maps["accompagnement"]),
    cells.meaning("publics_specifiquement_adresses", row.publics, maps["publics"]),
    cells.meaning("prise_en_charge_specifique", row.prise_en_charge, maps["publics"]),
    cells.meaning("frais_a_charge", row.frais, maps["frais"]),
    cells.meaning("modalites_acces", row.modalites_acces, maps["acces"]),
  ]);
  return meaningOrUsual(meaning, cells, { column: "services", category: "support", intervention: "digital" });
}
