import type { Resource } from "#directory";
import { placeOf } from "../../place.ts";
import type { RowReader } from "../../row-reader.ts";
import { meaningOrUsual, simpleResource } from "../../simple-entry.ts";
import { defineSource, type MapContext, type Source } from "../../source.ts";
import { readMap } from "../read-map.ts";
import { windowEnd } from "./occurrences.ts";
import { readFeed, readRow, type EventRow } from "./read.ts";

/** A calendar: its events as activities with dated sessions. */
export const agenda: Source = defineSource({
  id: "agenda",
  name: "Agenda (iCalendar)",
  licence: "Celle de l’organisme qui publie",
  url: null,
  columns: ["UID", "SUMMARY"],
  departements: [],
  isFormat: true,
  readFeed,
  read: readRow,
  keyOf: ({ uid }) => uid,
  map: mapRow,
  maps: { categories: readMap(import.meta.url, "maps/categories.csv") },
});

function mapRow(row: EventRow, cells: RowReader, context: MapContext): Resource | null {
  if (row.isCancelled) cells.refuse("STATUS", { code: "eventCancelled" });
  else if (row.sessions.length === 0) cells.refuse("DTSTART", { code: "pastEvent" });
  if (row.isCut) cells.warn("RRULE", { code: "recurrenceCut", params: { until: windowEnd(cells.today) } });
  if (row.isUnread) cells.warn("RRULE", { code: "recurrenceUnread" });
  if (row.isZoneAssumed) cells.warn("DTSTART", { code: "timeZoneAssumed" });
  const place = placeOf(
    {
      street: row.place.street,
      complement: null,
      postcode: row.place.postcode,
      townCode: null,
      city: row.place.town,
      columns: { city: "LOCATION", latitude: "GEO.lat", longitude: "GEO.lon" },
    },
    cells,
    context,
  );
  if (place === null) return null;
  const meaning = cells.meaning("CATEGORIES", row.labels, context.maps["categories"]);
  return simpleResource({
    source: context.source.id,
    key: row.uid,
    ...(row.calendar === null ? {} : { organizationKey: row.calendar }),
    confirmedOn: cells.today,
    name: row.summary,
    organizationName: row.calendar,
    kind: "activity",
    description: row.description,
    website: row.url,
    meaning: {
      ...meaningOrUsual(meaning, cells, {
        column: "CATEGORIES",
        category: "gather",
        intervention: "contact-opportunities",
      }),
      frais: row.isFree ? ["gratuit"] : [],
    },
    labels: row.labels,
    locationName: row.place.name,
    place,
    phones: [],
    matching: { sessions: row.sessions },
  });
}
