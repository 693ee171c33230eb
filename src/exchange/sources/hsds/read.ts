import type { LocalDate } from "#base";
import { exchangeErrors } from "../../errors.ts";
import { feedOfRows, isRecord, readJsonValue, type Feed } from "../../reading/feed.ts";
import { cellText } from "../../reading/text.ts";
import type { WrittenHours } from "../../reading/hours.ts";
import type { RawRow, RowReader } from "../../row-reader.ts";

/** A service at a location, in the words of HSDS. */
export interface HsdsRow {
  readonly id: string;
  readonly service_id: string;
  readonly name: string;
  readonly description: string | null;
  readonly url: string | null;
  readonly email: string | null;
  readonly minimum_age: number | null;
  readonly maximum_age: number | null;
  readonly conditions: readonly string[];
  readonly organization_id: string;
  readonly organization_name: string | null;
  readonly organization_description: string | null;
  readonly location_name: string | null;
  readonly transportation: string | null;
  readonly address_1: string | null;
  readonly address_2: string | null;
  readonly city: string | null;
  readonly postal_code: string | null;
  readonly country: string | null;
  readonly phones: readonly string[];
  readonly hours: WrittenHours;
  readonly terms: readonly string[];
  readonly languages: readonly string[];
  readonly isFree: boolean;
  readonly confirmed_on: LocalDate | null;
}

const bar = "\u241F";

/** Takes the services out of a file and parts them by location. @throws exchange.feedNotAList */
export function readFeed(bytes: Uint8Array): Feed {
  const { value, isEncodingGuessed } = readJsonValue(bytes);
  const list = Array.isArray(value)
    ? value
    : isRecord(value)
      ? (value["services"] ?? value["contents"])
      : null;
  if (!Array.isArray(list)) throw exchangeErrors.feedNotAList({});
  const services: readonly unknown[] = list;
  const rows = services.flatMap<RawRow | null>((service) => (isRecord(service) ? rowsOf(service) : [null]));
  return feedOfRows(rows, isEncodingGuessed);
}

function rowsOf(service: RawRow): readonly RawRow[] {
  if (service["status"] === "inactive" || service["status"] === "defunct") return [];
  const places = recordsIn(service["service_at_locations"]);
  return (places.length === 0 ? [{}] : places).map((place) => cellsOf(service, place));
}

function cellsOf(service: RawRow, place: RawRow): RawRow {
  const organization = isRecord(service["organization"]) ? service["organization"] : {};
  const location = isRecord(place["location"]) ? place["location"] : {};
  const address = recordsIn(location["addresses"])[0] ?? {};
  const told = (name: string): readonly RawRow[] => {
    const [own, ofService, ofPlace] = [place[name], service[name], location[name]].map(recordsIn);
    return [own, ofPlace, ofService].find((list) => (list?.length ?? 0) > 0) ?? [];
  };
  const costs = recordsIn(service["cost_options"]);
  return {
    "service_at_location.id": place["id"] ?? service["id"],
    ...prefixed("", service),
    ...prefixed("organization.", organization),
    ...prefixed("location.", location),
    ...prefixed("address.", address),
    phones: told("phones")
      .map(({ number }) => cellText(number) ?? "")
      .join(";"),
    ...hoursCells(told("schedules")),
    languages: told("languages")
      .map(({ code, name }) => cellText(code ?? name) ?? "")
      .join(bar),
    terms: termsOf(service).join(bar),
    free: costs.length > 0 && costs.every(({ amount }) => amount === 0),
  };
}

function prefixed(prefix: string, record: RawRow): RawRow {
  const plain = Object.entries(record).filter(([, value]) => typeof value !== "object");
  return Object.fromEntries(plain.map(([name, value]) => [prefix + name, value]));
}

/** Names of the terms of a service; of our own taxonomies, their codes. */
function termsOf(service: RawRow): readonly string[] {
  return recordsIn(service["attributes"]).flatMap(({ taxonomy_term: term }) => {
    if (!isRecord(term)) return [];
    const isOurs = typeof term["term_uri"] === "string" && term["term_uri"].includes("/open/taxonomy_terms/");
    return [cellText((isOurs ? term["code"] : null) ?? term["name"]) ?? ""];
  });
}

function recordsIn(value: unknown): readonly RawRow[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** Reads a row; the position is read once the town is known. */
export function readRow(cells: RowReader): HsdsRow {
  const country = cells.line("address.country", 60);
  const isFrench = country === null || /^fr/i.test(country);
  return {
    id: cells.required("service_at_location.id", 100),
    service_id: cells.required("id", 100),
    name: cells.required("name", 200),
    description: cells.text("description", 10_000),
    url: cells.website("url"),
    email: cells.email("email"),
    minimum_age: ageOf(cells, "minimum_age"),
    maximum_age: ageOf(cells, "maximum_age"),
    conditions: ["eligibility_description", "application_process", "fees_description"].flatMap(
      (column) => cells.text(column, 1000) ?? [],
    ),
    organization_id: cells.line("organization.id", 100) ?? cells.line("organization_id", 100) ?? "",
    organization_name: cells.line("organization.name", 200),
    organization_description: cells.text("organization.description", 10_000),
    location_name: cells.line("location.name", 200),
    transportation: cells.text("location.transportation", 500),
    address_1: cells.line("address.address_1", 300),
    address_2: cells.line("address.address_2", 300),
    city: cells.line("address.city", 100),
    postal_code: isFrench ? cells.postcode("address.postal_code") : null,
    country,
    phones: cells.phones("phones"),
    hours: hoursOf(cells),
    terms: cells.labels("terms", bar),
    languages: cells
      .labels("languages", bar)
      .filter((code) => /^[a-z]{2,3}(?:-[a-z]+)?$/i.test(code))
      .slice(0, 20),
    isFree: cells.line("free", 10) === "true",
    confirmed_on: cells.has("assured_date") ? cells.day("assured_date") : cells.day("last_modified"),
  };
}

function ageOf(cells: RowReader, column: string): number | null {
  const age = cells.numeric(column);
  return age !== null && Number.isInteger(age) && age >= 0 && age <= 120 ? age : null;
}

const osmDays: Readonly<Record<string, string>> = {
  MO: "Mo",
  TU: "Tu",
  WE: "We",
  TH: "Th",
  FR: "Fr",
  SA: "Sa",
  SU: "Su",
};

/** The schedules of a row in OSM form, and the publisher's words for where one of them cannot be told so. */
function hoursCells(schedules: readonly RawRow[]): RawRow {
  const rules = schedules.map(ruleOf);
  const words = schedules.flatMap(({ description, notes }) => description ?? notes ?? []);
  return {
    schedules: rules.includes(null) ? "" : rules.join("; "),
    "schedules.description": [...new Set(words.filter((text) => typeof text === "string"))].join("\n"),
    "schedules.count": schedules.length,
  };
}

function hoursOf(cells: RowReader): WrittenHours {
  const hours = cells.hours("schedules");
  if (hours.openingHours !== null || cells.numeric("schedules.count") === 0) return hours;
  if (hours.note === null) cells.warn("schedules", { code: "hoursUnreadable" });
  return { openingHours: null, note: cells.text("schedules.description", 2000) };
}

/** One schedule as a rule; null when its rhythm has no equal in `opening_hours`. */
function ruleOf(schedule: RawRow): string | null {
  const { freq, byday, opens_at: opens, closes_at: closes, interval, dtstart } = schedule;
  const hasOtherRhythm = ["count", "until", "byweekno", "bymonthday", "byyearday"].some(
    (name) => schedule[name] != null,
  );
  if (typeof byday !== "string" || hasOtherRhythm || (interval != null && interval !== 1)) return null;
  if (freq === "WEEKLY" && dtstart != null && typeof dtstart !== "string") return null;
  const days = byday.split(",").map((day) => dayOf(day.trim(), freq));
  const times = [opens, closes].map((time) => /^([01]\d|2[0-4]):[0-5]\d/.exec(cellText(time) ?? "")?.[0]);
  if (days.includes(null) || times.includes(undefined)) return null;
  return `${days.join(",")} ${times.join("-")}`;
}

function dayOf(text: string, freq: unknown): string | null {
  const [, place = "", code = ""] = /^(-?\d)?([A-Z]{2})$/.exec(text) ?? [];
  const day = osmDays[code];
  if (day === undefined) return null;
  if (freq === "WEEKLY") return place === "" ? day : null;
  return freq === "MONTHLY" && place !== "" ? `${day}[${place}]` : null;
}
