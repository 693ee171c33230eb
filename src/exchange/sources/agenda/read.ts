import type { LocalDate } from "#base";
import { placeMatchingSchema, type GivenMatching } from "#directory";
import ICAL from "ical.js";
import { exchangeErrors } from "../../errors.ts";
import { splitAddress, type AddressParts } from "../../reading/address.ts";
import { decodeBytes } from "../../reading/bytes.ts";
import { cellText } from "../../reading/text.ts";
import { feedOfRows, type Feed } from "../../reading/feed.ts";
import type { RawRow, RowReader } from "../../row-reader.ts";
import { occurrencesOf } from "./occurrences.ts";

/** An event with its dates. */
export interface EventRow {
  readonly uid: string;
  readonly summary: string;
  readonly description: string | null;
  readonly calendar: string | null;
  readonly place: AddressParts & { readonly name: string | null };
  readonly url: string | null;
  readonly labels: readonly string[];
  readonly sessions: NonNullable<GivenMatching["sessions"]>;
  readonly isCut: boolean;
  readonly isUnread: boolean;
  readonly isZoneAssumed: boolean;
  readonly isCancelled: boolean;
  readonly isFree: boolean;
}

/** Takes the events out of a calendar, each with its dates from `today` on. @throws exchange.feedUnreadable, exchange.feedEmpty */
export function readFeed(bytes: Uint8Array, today: LocalDate): Feed {
  const { text, isGuessed } = decodeBytes(bytes);
  if (text.trim() === "") throw exchangeErrors.feedEmpty({});
  const rows = calendarsIn(text).flatMap((calendar) => rowsOf(calendar, today));
  return feedOfRows(rows, isGuessed);
}

function calendarsIn(text: string): readonly ICAL.Component[] {
  try {
    const parsed: unknown = ICAL.parse(text.replace(/^\uFEFF/, ""));
    const list: readonly unknown[] = Array.isArray(parsed) && Array.isArray(parsed[0]) ? parsed : [parsed];
    return list.map((one) => new ICAL.Component(one as unknown[]));
  } catch (cause) {
    throw exchangeErrors.feedUnreadable({ position: 0 }, { cause });
  }
}

function rowsOf(calendar: ICAL.Component, today: LocalDate): readonly (RawRow | null)[] {
  const components = calendar.getAllSubcomponents("vevent");
  const byUid = Map.groupBy(components, (component) => String(component.getFirstPropertyValue("uid") ?? ""));
  const name = textOf(calendar, "x-wr-calname") ?? textOf(calendar, "name");
  return [...byUid.values()].flatMap((same) => {
    const masters = same.filter((component) => !component.hasProperty("recurrence-id"));
    const changes = same.filter((component) => component.hasProperty("recurrence-id"));
    return (masters.length === 0 ? changes.slice(0, 1) : masters).map((master) =>
      rowOf(master, { changes, name, today }),
    );
  });
}

/** One event as cells. What the library cannot make sense of is no record, and is refused as such. */
function rowOf(
  master: ICAL.Component,
  {
    changes,
    name,
    today,
  }: { readonly changes: readonly ICAL.Component[]; readonly name: string | null; readonly today: LocalDate },
): RawRow | null {
  try {
    const dates = occurrencesOf(
      master,
      changes.filter((change) => change !== master),
      today,
    );
    if (dates === null) return null;
    const geo = String(master.getFirstPropertyValue("geo") ?? "").split(/[,;]/);
    return {
      UID: textOf(master, "uid"),
      SUMMARY: textOf(master, "summary"),
      DESCRIPTION: textOf(master, "description"),
      LOCATION: textOf(master, "location"),
      URL: textOf(master, "url"),
      CATEGORIES: master
        .getAllProperties("categories")
        .flatMap((property) => property.getValues())
        .join("|"),
      STATUS: textOf(master, "status"),
      "GEO.lat": geo[0] ?? null,
      "GEO.lon": geo[1] ?? null,
      "X-WR-CALNAME": name,
      sessions: dates.sessions,
      isCut: dates.isCut,
      isUnread: dates.isUnread,
      isZoneAssumed: dates.isZoneAssumed,
    };
  } catch {
    return null;
  }
}

function textOf(component: ICAL.Component, property: string): string | null {
  const value: unknown = component.getFirstPropertyValue(property);
  return cellText(value);
}

/** Reads a row; the position is read once the town is known. */
export function readRow(cells: RowReader): EventRow {
  const description = cells.text("DESCRIPTION", 10_000);
  const sessions = placeMatchingSchema.shape.sessions.safeParse(cells.raw("sessions") ?? []);
  return {
    uid: cells.required("UID", 500),
    summary: cells.required("SUMMARY", 200),
    description,
    calendar: cells.line("X-WR-CALNAME", 200),
    place: placeOfLine(cells.line("LOCATION", 500)),
    url: cells.website("URL"),
    labels: cells.labels("CATEGORIES", "|"),
    sessions: sessions.success ? sessions.data : [],
    isCut: cells.raw("isCut") === true,
    isUnread: cells.raw("isUnread") === true,
    isZoneAssumed: cells.raw("isZoneAssumed") === true,
    isCancelled: cells.line("STATUS", 40)?.toUpperCase() === "CANCELLED",
    isFree: /\b(?:gratuit|entrée libre)/i.test(description ?? ""),
  };
}

/** `Salle des fêtes, 3 rue de l'Exemple, 38500 Voiron`: the first part is the name of the place where it has no number. */
function placeOfLine(line: string | null): EventRow["place"] {
  if (line === null) return { street: null, postcode: null, town: null, name: null };
  const parts = splitAddress(line, null);
  const pieces = (parts.street ?? "").split(/\s*,\s*/);
  const isNamed = pieces.length > 1 && !/\d/.test(pieces[0] ?? "");
  const rest = isNamed ? pieces.slice(1) : pieces;
  const town = parts.postcode === null ? (rest.at(-1) ?? null) : parts.town;
  const street = parts.postcode === null ? rest.slice(0, -1).join(", ") : rest.join(", ");
  return {
    street: street === "" ? null : street,
    postcode: parts.postcode,
    town: town === null ? null : town.replace(/,\s*France$/i, "").slice(0, 100),
    name: isNamed ? (pieces[0] ?? null) : null,
  };
}
