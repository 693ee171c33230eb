import type { LocalDate } from "#base";
import type { WrittenHours } from "../../reading/hours.ts";
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
  };
}
