import type { LocalDate } from "#base";
import { isRecord, type Feed } from "../../reading/feed.ts";
import { cellText } from "../../reading/text.ts";
import type { RawRow, RowReader } from "../../row-reader.ts";
import { bar, isValid, readServices, recordsIn } from "../hsds/cells.ts";
import { readRow as readHsdsRow, type HsdsRow } from "../hsds/read.ts";

/** A service at a location in the words of Open Referral UK: those of HSDS, and what the profile tells apart. */
export interface OpenReferralUkRow extends HsdsRow {
  /** Names of the terms, each with the address of the taxonomy it is of; the empty text where none is told. */
  readonly classified: readonly { readonly name: string; readonly taxonomy: string }[];
  /** `physical`, `postal` or `virtual`. */
  readonly location_type: readonly string[];
}

/** Takes the services out of a file; an address that names no country is in the United Kingdom. @throws exchange.feedNotAList */
export function readFeed(bytes: Uint8Array, today: LocalDate): Feed {
  return readServices(bytes, today, { country: "GB", more: cellsOf });
}

/** What the profile tells in lists of its own. */
function cellsOf(service: RawRow, location: RawRow, today: LocalDate): RawRow {
  const lines = (name: string, ...columns: readonly string[]): readonly string[] =>
    recordsIn(name === "accessibility" ? location[name] : service[name]).map((record) =>
      [...new Set(columns.flatMap((column) => cellText(record[column])?.trim() || []))].join(" – "),
    );
  return {
    prices: recordsIn(service["cost_options"])
      .filter((cost) => isValid(cost, today))
      .map(priceOf)
      .join("\n"),
    areas: lines("service_areas", "name", "service_area").join("\n"),
    accessibility: lines("accessibility", "description", "accessibility", "details").join("\n"),
    taxonomies: recordsIn(service["attributes"])
      .flatMap(({ taxonomy_term: term }) => (isRecord(term) ? [taxonomyOf(term)] : []))
      .join(bar),
  };
}

/** A price in words: the profile counts in pounds, and says for whom it is. */
function priceOf({ amount, currency, option, amount_description: per }: RawRow): string {
  const told = typeof amount === "number" ? `${amount} ${cellText(currency)?.toUpperCase() ?? "GBP"}` : "";
  return [option, told, per].flatMap((part) => cellText(part)?.trim() || []).join(" – ");
}

/** The taxonomy of a term: its own address up to the mark, else the address that the publisher names. */
function taxonomyOf({ term_uri: uri, taxonomy }: RawRow): string {
  const [address = "", mark] = (cellText(uri) ?? "").split("#");
  return mark === undefined ? (cellText(taxonomy) ?? "") : address;
}

/** Reads a row; the position is read once the town is known. */
export function readRow(cells: RowReader): OpenReferralUkRow {
  const row = readHsdsRow(cells);
  const isAbroad = row.postal_code === null;
  return {
    ...row,
    // The postcode of another country is no French one: it stands in the address, where a reader looks for it.
    address_2: isAbroad
      ? [row.address_2, cells.line("address.postal_code", 20)].filter((part) => part !== null).join(", ") ||
        null
      : row.address_2,
    conditions: [
      ...row.conditions,
      ...["prices", "areas", "accessibility"].flatMap((column) => cells.text(column, 1000) ?? []),
    ],
    classified: partsOf(cells.raw("terms")).map((name, place) => ({
      name,
      taxonomy: partsOf(cells.raw("taxonomies"))[place] ?? "",
    })),
    location_type: cells.labels("location.location_type", bar),
  };
}

function partsOf(cell: unknown): readonly string[] {
  const text = cellText(cell) ?? "";
  return text === "" ? [] : text.split(bar);
}
