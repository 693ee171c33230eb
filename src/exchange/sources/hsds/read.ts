import type { LocalDate } from "#base";
import type { WrittenHours } from "../../reading/hours.ts";
import type { Feed } from "../../reading/feed.ts";
import type { RowReader } from "../../row-reader.ts";
import { bar, readServices } from "./cells.ts";

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

/** Takes the services out of a file; an address that names no country is in France. @throws exchange.feedNotAList */
export function readFeed(bytes: Uint8Array, today: LocalDate): Feed {
  return readServices(bytes, today, { country: "FR" });
}

const conditionColumns = [
  "alert",
  "eligibility_description",
  "application_process",
  "fees_description",
  // Its name before HSDS 3.
  "fees",
];

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
    conditions: conditionColumns.flatMap((column) => cells.text(column, 1000) ?? []),
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

function hoursOf(cells: RowReader): WrittenHours {
  // Closed for a time: hours that hold no longer are not told.
  if (cells.line("status", 30) === "temporarily closed")
    return { openingHours: null, note: cells.text("alert", 2000) ?? "temporarily closed" };
  const hours = cells.hours("schedules");
  if (hours.openingHours !== null || cells.numeric("schedules.count") === 0) return hours;
  if (hours.note === null) cells.warn("schedules", { code: "hoursUnreadable" });
  return { openingHours: null, note: cells.text("schedules.description", 2000) };
}
