import type { Resource } from "#directory";
import { joinMeanings } from "../../code-map.ts";
import type { RowReader } from "../../row-reader.ts";
import { defineSource, type MapContext, type Source } from "../../source.ts";
import { hsdsResource } from "../hsds/map.ts";
import { readMap } from "../read-map.ts";
import { readFeed, readRow, type OpenReferralUkRow } from "./read.ts";

/** Services in the British profile of HSDS, Open Referral UK 3.0. */
export const openReferralUk: Source = defineSource({
  id: "open-referral-uk",
  name: "Open Referral UK 3.0",
  licence: "Celle de l’éditeur des données",
  url: "https://github.com/OpenReferralUK/uk-profile",
  columns: ["id", "name", "status"],
  departements: [],
  isFormat: true,
  readFeed,
  read: readRow,
  keyOf: ({ id }) => id,
  map: mapRow,
  maps: {
    // Terms of ours and the commonest English names: the same words as in HSDS.
    termes: readMap(import.meta.url, "../hsds/maps/termes.csv"),
    taxonomies: readMap(import.meta.url, "maps/taxonomies.csv"),
    lieux: readMap(import.meta.url, "maps/lieux.csv"),
  },
});

function mapRow(row: OpenReferralUkRow, cells: RowReader, context: MapContext): Resource | null {
  const { maps } = context;
  const isKnown = (taxonomy: string): boolean => maps["taxonomies"]?.read([taxonomy]).unknown.length === 0;
  const whole = row.classified.filter(({ taxonomy }) => isKnown(taxonomy));
  const others = row.classified.filter(({ taxonomy }) => !isKnown(taxonomy));
  const meaning = joinMeanings([
    cells.meaning("terms", [...new Set(others.map(({ name }) => name))], maps["termes"]),
    cells.meaning("taxonomies", [...new Set(whole.map(({ taxonomy }) => taxonomy))], maps["taxonomies"]),
    cells.meaning("location.location_type", row.location_type, maps["lieux"]),
  ]);
  return hsdsResource({ row, meaning, frais: row.isFree ? ["gratuit"] : [] }, cells, context);
}
