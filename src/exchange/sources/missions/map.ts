import type { Resource } from "#directory";
import { joinMeanings } from "../../code-map.ts";
import { placeOf } from "../../place.ts";
import type { RowReader } from "../../row-reader.ts";
import { meaningOrUsual, simpleResource } from "../../simple-entry.ts";
import { defineSource, type MapContext, type Source } from "../../source.ts";
import { readMap } from "../read-map.ts";
import { readFeed, readRow, type MissionRow } from "./read.ts";

/** Volunteering missions in the shape of API Engagement. */
export const missions: Source = defineSource({
  id: "missions",
  name: "Missions de bénévolat (API Engagement)",
  licence: "Celle de la plateforme qui publie",
  url: "https://api-engagement.beta.gouv.fr",
  columns: ["title", "domain"],
  departements: [],
  isFormat: true,
  readFeed,
  read: readRow,
  keyOf: ({ id }) => id,
  map: mapRow,
  maps: {
    domaines: readMap(import.meta.url, "maps/domaines.csv"),
    distance: readMap(import.meta.url, "maps/distance.csv"),
  },
});

function mapRow(row: MissionRow, cells: RowReader, context: MapContext): Resource | null {
  if (row.status !== null && row.status !== "ACCEPTED")
    cells.refuse("statusCode", { code: "eventCancelled" });
  if (row.endsOn !== null && row.endsOn < cells.today) cells.refuse("endAt", { code: "pastEvent" });
  const place = placeOf(
    {
      street: row.street,
      complement: null,
      postcode: row.postalCode,
      townCode: null,
      city: row.city,
      columns: { city: "address.city", latitude: "address.lat", longitude: "address.lon" },
    },
    cells,
    context,
  );
  if (place === null) return null;
  const meaning = joinMeanings([
    cells.meaning("domain", row.domain, context.maps["domaines"]),
    cells.meaning("remote", row.remote, context.maps["distance"]),
  ]);
  return simpleResource({
    source: context.source.id,
    key: row.id,
    organizationKey: row.siret ?? row.organizationName ?? row.id,
    confirmedOn: row.updatedOn,
    name: row.title,
    organizationName: row.organizationName,
    siret: row.siret,
    kind: "mission",
    description: row.description,
    website: row.applicationUrl,
    meaning: meaningOrUsual(meaning, cells, {
      column: "domain",
      category: "take-part",
      intervention: "contact-opportunities",
    }),
    labels: row.domain,
    conditions: [row.schedule, row.requirements].filter((text) => text !== null),
    place,
    phones: [],
    matching: {
      offer_type: "mission",
      attendance: [...meaning.attendance],
      ways_in: row.applicationUrl === null ? [] : ["online"],
      age_min: row.openToMinors ? null : 18,
      wheelchair: row.isAccessible ? "yes" : "unknown",
      capacity_status: row.places === null ? "ask" : row.places > 0 ? "capacity" : "no-capacity",
    },
  });
}
