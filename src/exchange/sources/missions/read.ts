import type { LocalDate } from "#base";
import { exchangeErrors } from "../../errors.ts";
import { feedOfRows, isRecord, readJsonValue, type Feed } from "../../reading/feed.ts";
import type { RawRow, RowReader } from "../../row-reader.ts";

/** A mission, in the words of API Engagement. */
export interface MissionRow {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly organizationName: string | null;
  readonly siret: string | null;
  readonly domain: readonly string[];
  readonly remote: readonly string[];
  readonly schedule: string | null;
  readonly requirements: string | null;
  readonly street: string | null;
  readonly postalCode: string | null;
  readonly city: string | null;
  readonly applicationUrl: string | null;
  readonly places: number | null;
  readonly openToMinors: boolean;
  readonly isAccessible: boolean;
  readonly endsOn: string | null;
  readonly status: string | null;
  readonly updatedOn: LocalDate | null;
}

/** Takes the missions out of a file. @throws exchange.feedNotAList */
export function readFeed(bytes: Uint8Array): Feed {
  const { value, isEncodingGuessed } = readJsonValue(bytes);
  const list: unknown = isRecord(value) ? (value["data"] ?? value["missions"]) : value;
  if (!Array.isArray(list)) throw exchangeErrors.feedNotAList({});
  const missions: readonly unknown[] = list;
  return feedOfRows(
    missions.map((mission) => (isRecord(mission) ? cellsOf(mission) : null)),
    isEncodingGuessed,
  );
}

function cellsOf(mission: RawRow): RawRow {
  const { addresses } = mission;
  const first: unknown = Array.isArray(addresses) ? addresses[0] : null;
  const address: RawRow = isRecord(first) ? first : { ...mission, street: mission["address"] };
  const at = isRecord(address["location"]) ? address["location"] : address;
  const plain = Object.entries(mission).filter(([, value]) => typeof value !== "object");
  return {
    ...(Object.fromEntries(plain) as RawRow),
    "address.street": address["street"],
    "address.postalCode": address["postalCode"],
    "address.city": address["city"],
    "address.lat": at["lat"],
    "address.lon": at["lon"],
  };
}

/** Reads a row; the position is read once the town is known. */
export function readRow(cells: RowReader): MissionRow {
  return {
    id: cells.line("id", 100) ?? cells.required("clientId", 100),
    title: cells.required("title", 200),
    description: cells.text("description", 10_000),
    organizationName: cells.line("organizationName", 200),
    siret: cells.siret("organizationSiret"),
    domain: cells.labels("domain", ","),
    remote: cells.labels("remote", ","),
    schedule: cells.line("schedule", 1000),
    requirements: cells.line("requirements", 1000),
    street: cells.line("address.street", 300),
    postalCode: cells.postcode("address.postalCode"),
    city: cells.line("address.city", 100),
    applicationUrl: cells.website("applicationUrl"),
    places: cells.numeric("places"),
    openToMinors: /^(?:true|yes)$/i.test(cells.line("openToMinors", 10) ?? ""),
    isAccessible: /^(?:true|yes)$/i.test(cells.line("reducedMobilityAccessible", 10) ?? ""),
    endsOn: /^\d{4}-\d{2}-\d{2}/.exec(cells.line("endAt", 40) ?? "")?.[0] ?? null,
    status: cells.line("statusCode", 40),
    updatedOn: cells.day("updatedAt"),
  };
}
