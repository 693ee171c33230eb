import type { LocalDate } from "#base";
import type { WrittenHours } from "../../reading/hours.ts";
import {
  attendance,
  capacityStatus,
  groupSize,
  offerKind,
  offerType,
  wayIn,
  type GivenMatching,
  type OfferKind,
} from "#directory";
import type { RowReader } from "../../row-reader.ts";

/** An invented offer, as a world file gives it. */
export interface InventedOffer {
  readonly slug: string;
  readonly name: string;
  readonly organizationName: string | null;
  readonly description: string | null;
  readonly categories: readonly string[];
  readonly interventions: readonly string[];
  readonly townCode: string | null;
  readonly street: string | null;
  readonly openingHours: WrittenHours;
  readonly frais: readonly string[];
  readonly phone: readonly string[];
  readonly email: string | null;
  readonly website: string | null;
  readonly confirmedOn: LocalDate | null;
  readonly kind: OfferKind;
  readonly publics: readonly string[];
  readonly matching: GivenMatching;
}

/** Reads a row; the position is read once the town is known. */
export function readRow(cells: RowReader): InventedOffer {
  return {
    slug: cells.required("slug", 60),
    name: cells.required("name", 200),
    organizationName: cells.line("organizationName", 200),
    description: cells.text("description", 10_000),
    categories: cells.labels("categories", ";"),
    interventions: cells.labels("interventions", ";"),
    townCode: cells.townCode("townCode"),
    street: cells.line("street", 300),
    openingHours: cells.hours("openingHours"),
    frais: cells.labels("frais", ";"),
    phone: cells.phones("phone"),
    email: cells.email("email"),
    website: cells.website("website"),
    confirmedOn: cells.day("confirmedOn"),
    kind: readKind(cells),
    publics: cells.labels("publics", ";"),
    matching: readMatching(cells),
  };
}

/** An activity unless the row says another kind. */
function readKind(cells: RowReader): OfferKind {
  const kind = cells.line("kind", 20) ?? "";
  return offerKind.has(kind) ? kind : "activity";
}

function readNumber(cells: RowReader, column: string): number | null {
  const number = Number(cells.line(column, 10) ?? Number.NaN);
  return Number.isFinite(number) ? number : null;
}

function oneOf<const Code extends string>(text: string | null, codes: readonly Code[]): Code | null {
  return codes.find((code) => code === text) ?? null;
}

/** What a world says of an offer for matching; codes that are none are left out. */
function readMatching(cells: RowReader): GivenMatching {
  const line = (column: string): string | null => cells.line(column, 300);
  const isTrue = (column: string): boolean => line(column) === "true";
  return {
    offer_type: oneOf(line("type"), offerType.codes),
    attendance: cells.labels("attendance", ";").filter(attendance.has),
    publics_restricted: isTrue("publicsRestricted"),
    age_min: readNumber(cells, "ageMin"),
    age_max: readNumber(cells, "ageMax"),
    gender: oneOf(line("gender"), ["women", "men"]),
    languages: [...cells.labels("languages", ";")],
    group_size: oneOf(line("groupSize"), groupSize.codes),
    ways_in: cells.labels("waysIn", ";").filter(wayIn.has),
    transport_provided: isTrue("transportProvided"),
    by_and_for: isTrue("byAndFor"),
    cost_amount: readNumber(cells, "costAmount"),
    cost_per: oneOf(line("costPer"), ["session", "month", "quarter", "year"]),
    area_type: oneOf(line("areaType"), ["country", "departement", "communes"]),
    area_values: [...cells.labels("areaValues", ";")],
    wheelchair: oneOf(line("wheelchair"), ["yes", "limited", "no", "unknown"]) ?? "unknown",
    access_features: [...cells.labels("accessFeatures", ";")],
    capacity_status: oneOf(line("capacity"), capacityStatus.codes) ?? "ask",
    capacity_note: line("capacityNote"),
    welcome: cells.line("welcome", 200),
  };
}
