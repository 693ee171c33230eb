import type { LocalDate } from "#base";
import { exchangeErrors } from "../../errors.ts";
import { feedOfRows, isRecord, readJsonValue, type Feed } from "../../reading/feed.ts";
import { cellText } from "../../reading/text.ts";
import type { RawRow } from "../../row-reader.ts";

/** What parts several values in a cell. */
export const bar = "\u241F";

/** What a profile of HSDS has beside it, or leaves unsaid. */
export interface Dialect {
  /** Country of an address that names none. */
  readonly country: string;
  /** Cells beside those of HSDS. */
  readonly more?: (service: RawRow, location: RawRow, today: LocalDate) => RawRow;
}

/** Takes the services out of a file and parts them by location. @throws exchange.feedNotAList */
export function readServices(bytes: Uint8Array, today: LocalDate, dialect: Dialect): Feed {
  const { value, isEncodingGuessed } = readJsonValue(bytes);
  const list = Array.isArray(value)
    ? value
    : isRecord(value)
      ? (value["services"] ?? value["contents"] ?? (isService(value) ? [value] : null))
      : null;
  if (!Array.isArray(list)) throw exchangeErrors.feedNotAList({});
  const services: readonly unknown[] = list;
  const rows = services.flatMap<RawRow | null>((service) =>
    isRecord(service) ? rowsOf(service, today, dialect) : [null],
  );
  return feedOfRows(rows, isEncodingGuessed);
}

/** Whether a record is one service, as an API answers it alone, and no page of some. */
function isService({ id, name, status }: RawRow): boolean {
  return [id, name, status].every((value) => typeof value === "string");
}

function rowsOf(service: RawRow, today: LocalDate, dialect: Dialect): readonly RawRow[] {
  if (service["status"] === "inactive" || service["status"] === "defunct") return [];
  const places = recordsIn(service["service_at_locations"]);
  return (places.length === 0 ? [{}] : places).map((place) => cellsOf(service, place, { today, dialect }));
}

function cellsOf(
  service: RawRow,
  place: RawRow,
  { today, dialect }: { readonly today: LocalDate; readonly dialect: Dialect },
): RawRow {
  const organization = isRecord(service["organization"]) ? service["organization"] : {};
  const location = isRecord(place["location"]) ? place["location"] : {};
  const address = recordsIn(location["addresses"])[0] ?? {};
  const told = (name: string): readonly RawRow[] => {
    const [own, ofService, ofPlace] = [place[name], service[name], location[name]].map(recordsIn);
    return [own, ofPlace, ofService].find((list) => (list?.length ?? 0) > 0) ?? [];
  };
  const costs = recordsIn(service["cost_options"]).filter((cost) => isValid(cost, today));
  const country = (cellText(address["country"]) ?? "").trim() || dialect.country;
  return {
    "service_at_location.id": place["id"] ?? service["id"],
    ...prefixed("", service),
    ...prefixed("organization.", organization),
    ...prefixed("location.", location),
    ...prefixed("address.", address),
    "address.country": country,
    phones: told("phones")
      .map(({ number }) => phoneFrom(cellText(number) ?? "", country))
      .join(";"),
    ...hoursCells(told("schedules").filter((one) => isValid(one, today))),
    languages: told("languages")
      .map(({ code, name }) => cellText(code ?? name) ?? "")
      .join(bar),
    terms: termsOf(service).join(bar),
    free: costs.length > 0 && costs.every(({ amount }) => amount === 0),
    ...dialect.more?.(service, location, today),
  };
}

/** Whether a schedule or a price holds today: some are of last year, some of the next. */
export function isValid({ valid_from: from, valid_to: to }: RawRow, today: LocalDate): boolean {
  const [first, last] = [from, to].map((day) => /^\d{4}-\d{2}-\d{2}/.exec(cellText(day) ?? "")?.[0]);
  return (first === undefined || first <= today) && (last === undefined || last >= today);
}

/**
 * A number as it is called from anywhere. What another country writes for itself must not be read as French: it is put in full where
 * its prefix is known, else under the name of its country, which no reader takes for a number.
 */
function phoneFrom(number: string, country: string): string {
  if (/^fr/i.test(country) || /^\s*(?:\+|00)/.test(number) || number.trim() === "") return number;
  const digits = number.replace(/\(0\)/g, "").replace(/\D/g, "");
  // The United Kingdom: ten or eleven digits from 0 (Ofcom, National Telephone Numbering Plan).
  return isBritish(country) && /^0[1-9]\d{8,9}$/.test(digits)
    ? `+44${digits.slice(1)}`
    : `${country} ${number}`;
}

function isBritish(country: string): boolean {
  return /^(?:gb|uk|gbr|united kingdom|great britain|england|scotland|wales|northern ireland)$/i.test(
    country,
  );
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

/** The records of a list; none where there is no list. */
export function recordsIn(value: unknown): readonly RawRow[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
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

/** The schedules of a row in OSM form, and the publisher's words for where they cannot be told so. */
function hoursCells(schedules: readonly RawRow[]): RawRow {
  const words = schedules.flatMap(({ description, notes }) => description ?? notes ?? []);
  return {
    schedules: rulesOf(schedules.map(ruleOf)) ?? "",
    "schedules.description": [...new Set(words.filter((text) => typeof text === "string"))].join("\n"),
    "schedules.count": schedules.length,
  };
}

/** A schedule as OSM tells it: `Mo` or `Mo[2]`, each with the same time. */
interface Rule {
  readonly days: readonly string[];
  readonly time: string;
}

/**
 * Schedules as one text. A morning and an afternoon are two schedules of one day: in OSM a second rule for a day would take the place
 * of the first. Null where one has no equal there, or where every week and one week of the month name the same day.
 */
function rulesOf(rules: readonly (Rule | null)[]): string | null {
  const times = new Map<string, string[]>();
  for (const rule of rules) {
    if (rule === null) return null;
    for (const day of rule.days) times.set(day, [...(times.get(day) ?? []), rule.time]);
  }
  const days = [...times.keys()];
  if (days.some((day) => day.includes("[") && times.has(day.slice(0, 2)))) return null;
  const alike = Map.groupBy(days, (day) => [...new Set(times.get(day))].toSorted().join(","));
  return [...alike].map(([time, same]) => `${same.join(",")} ${time}`).join("; ");
}

/** One schedule as a rule; null when its rhythm has no equal in `opening_hours`. */
function ruleOf(schedule: RawRow): Rule | null {
  const { freq, byday, opens_at: opens, closes_at: closes, interval, dtstart } = schedule;
  const hasOtherRhythm = ["count", "until", "byweekno", "bymonthday", "byyearday"].some(
    (name) => schedule[name] != null,
  );
  if (typeof byday !== "string" || hasOtherRhythm || (interval != null && interval !== 1)) return null;
  if (freq === "WEEKLY" && dtstart != null && typeof dtstart !== "string") return null;
  const days = byday.split(",").map((day) => dayOf(day.trim(), freq));
  // A time of another zone, or of none that changes with summer, is no time on the clock of the place.
  const times = [opens, closes].map(
    (time) => /^((?:[01]\d|2[0-4]):[0-5]\d)(?::\d\d(?:\.\d+)?)?$/.exec(cellText(time)?.trim() ?? "")?.[1],
  );
  const known = days.filter((day) => day !== null);
  if (known.length < days.length || times.includes(undefined)) return null;
  return { days: known, time: times.join("-") };
}

function dayOf(text: string, freq: unknown): string | null {
  const [, place = "", code = ""] = /^(-?\d)?([A-Z]{2})$/.exec(text) ?? [];
  const day = osmDays[code];
  if (day === undefined) return null;
  if (freq === "WEEKLY") return place === "" ? day : null;
  return freq === "MONTHLY" && place !== "" ? `${day}[${place}]` : null;
}
