import { cutText, nameKey, type Resource } from "#directory";
import { placeOf } from "../../place.ts";
import { splitAddress } from "../../reading/address.ts";
import { makeResource } from "../../resource.ts";
import type { RowReader } from "../../row-reader.ts";
import { defineSource, type MapContext, type Source } from "../../source.ts";
import { readMap } from "../read-map.ts";
import { readRow, type GirondeRow } from "./read.ts";

/** Places of digital help in the Gironde. */
export const gironde: Source = defineSource({
  id: "gironde",
  name: "Gironde, lieux de médiation numérique",
  licence: "MIT (dépôt anct-cartographie-nationale/mednum-cli)",
  url: "https://github.com/anct-cartographie-nationale/mednum-cli",
  columns: [
    "Dernière MAJ",
    "Lieu",
    "Commune",
    "Adresse postale",
    "Téléphone",
    "Coord. X",
    "Coord. Y",
    "services",
  ],
  departements: ["33"],
  read: readRow,
  keyOf: ({ lieu, commune }) => (lieu === "" ? "" : `${nameKey(lieu)}|${nameKey(commune)}`),
  map: mapRow,
  maps: { services: readMap(import.meta.url, "maps/services.csv") },
});

function mapRow(row: GirondeRow, cells: RowReader, context: MapContext): Resource | null {
  const address = splitAddress(row.adressePostale ?? "", row.commune);
  const place = placeOf(
    {
      street: address.street === null ? null : cutText(address.street, 300),
      complement: row.complement,
      postcode: address.postcode,
      townCode: null,
      city: row.commune,
      columns: { city: "Commune", latitude: "Coord. X", longitude: "Coord. Y" },
    },
    cells,
    context,
  );
  if (place === null) return null;
  const { categories, interventions } = cells.meaning("services", row.services, context.maps["services"]);
  if (categories.length === 0) cells.warn("services", { code: "categoryAssumed" });
  const contact = { website: row.siteInternet, email: row.email };
  return makeResource({
    source: context.source.id,
    key: `${nameKey(row.lieu)}|${nameKey(row.commune)}`,
    confirmedOn: row.derniereMaj,
    organization: {
      name: row.lieu,
      description: row.description,
      legal_status: row.typeStructure,
      siret: null,
      ...contact,
    },
    service: {
      name: row.libelle ?? row.lieu,
      kind: "place",
      summary: null,
      description: row.description,
      url: row.siteInternet,
      email: row.email,
      categories: categories.length === 0 ? ["support"] : [...categories],
      interventions: interventions.length === 0 ? ["digital"] : [...interventions],
      publics: [],
      frais: [],
      service_labels: row.services.slice(0, 60),
      conditions_acces: null,
    },
    locationName: null,
    place,
    phones: row.telephone,
    hours: { openingHours: null, note: null },
  });
}
