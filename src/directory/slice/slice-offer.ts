import type { Id, Instant, LocalDate } from "#base";
import type { BookRow, MatchingRow } from "../book-store.ts";

/** Where the entries of a slice come from, told once for many. */
export interface SliceSource {
  readonly id: string;
  readonly name: string;
  readonly licence: string;
  readonly url: string | null;
  readonly importedOn: LocalDate;
}

/** Long texts of an offer, read only when it is opened. */
export type SliceTexts = Partial<
  Pick<BookRow, "summary" | "description" | "conditions_acces" | "hours_note" | "transportation">
>;

const textFields = ["summary", "description", "conditions_acces", "hours_note", "transportation"] as const;

/** What a slice keeps of a row, beside its long texts: nothing else leaves the server. */
const rowFields = [
  "id",
  "kind",
  "service_name",
  "location_name",
  "organization_name",
  "categories",
  "interventions",
  "publics",
  "frais",
  "service_labels",
  "url",
  "email",
  "address_1",
  "address_2",
  "postal_code",
  "city",
  "position_precision",
  "phones",
  "opening_hours",
  "welcome",
  "confirmed_on",
] as const satisfies readonly (keyof BookRow)[];

/** What of {@link MatchingRow} a search on a device asks, or a page shows. */
const toldFields = [
  "offer_type",
  "attendance",
  "age_min",
  "age_max",
  "gender",
  "group_size",
  "publics_restricted",
  "transport_provided",
  "languages",
  "ways_in",
  "by_and_for",
  "cost_amount",
  "cost_per",
  "wheelchair",
  "access_features",
] as const satisfies readonly (keyof MatchingRow)[];

type RowField = (typeof rowFields)[number];
type ToldField = (typeof toldFields)[number];

/** Start, end, and whether it is full. */
type SliceDate = readonly [start: Instant, end: Instant, isFull: 0 | 1];

/** Offers of a slice field by field, each list in the order of the offers; null for what is empty or not told. */
export type SliceOffers = { readonly [Field in RowField]: readonly (BookRow[Field] | null)[] } & {
  readonly [Field in ToldField]: readonly (MatchingRow[Field] | null)[];
} & {
  /** Places of their sources in the list of the slice. */
  readonly from: readonly number[];
  readonly dates: readonly (readonly SliceDate[] | null)[];
  /** Absent in slices that were made before days were told by group. */
  readonly group_days?: readonly (BookRow["group_days"] | null)[];
};

/**
 * Rows of the public book as a slice keeps them.
 * @param after sessions that ended before this day are left out
 */
export function sliceOffersOf(
  rows: readonly BookRow[],
  sourceOf: (row: BookRow) => number,
  after: LocalDate | null,
): SliceOffers {
  const columns: Record<string, unknown> = {};
  for (const field of rowFields) columns[field] = rows.map((row) => orNull(row[field]));
  for (const field of toldFields) columns[field] = rows.map(({ matching }) => orNull(matching[field]));
  columns["from"] = rows.map(sourceOf);
  columns["group_days"] = rows.map((row) => row.group_days);
  columns["dates"] = rows.map(({ matching }) => orNull(datesOf(matching, after)));
  return columns as SliceOffers;
}

function orNull(value: unknown): unknown {
  return value === false || (Array.isArray(value) && value.length === 0) ? null : value;
}

function datesOf({ sessions }: MatchingRow, after: LocalDate | null): readonly SliceDate[] {
  return sessions
    .filter(({ end }) => after === null || end.slice(0, 10) >= after)
    .map(({ start, end, remaining }) => [start, end, remaining === 0 ? 1 : 0] as const);
}

/** The long texts of a row, none longer than told; those that would be empty are left out. */
export function sliceTextsOf(row: BookRow, longest: number): SliceTexts {
  return Object.fromEntries(
    textFields.flatMap((field) => {
      const text = row[field];
      if (text === null || longest === 0) return [];
      return [[field, text.length <= longest ? text : `${text.slice(0, longest).trimEnd()}…`]];
    }),
  );
}

const none: readonly never[] = [];

/** What of an offer is not told beside it. */
export interface ToldApart extends Pick<BookRow, "latitude" | "longitude" | "code_insee"> {
  readonly sources: readonly SliceSource[];
  readonly texts: SliceTexts;
}

/** The row of the book at a place of a block, as far as a search and a page need it. */
export function bookRowAt(
  offers: SliceOffers,
  at: number,
  { sources, texts, latitude, longitude, code_insee: commune }: ToldApart,
): BookRow {
  const source = sources[offers.from[at] ?? -1];
  const [id, kind] = [offers.id[at], offers.kind[at]];
  if (!source || !id || !kind) throw new Error(`a slice without an offer ${at}`);
  const matching = matchingRowAt(offers, at);
  return {
    id,
    kind,
    service_name: offers.service_name[at] ?? "",
    location_name: offers.location_name[at] ?? null,
    // What an offer says of its room changes by the day: a slice does not tell it.
    capacity_status: "ask",
    organization_id: "" as Id<"organization">,
    organization_name: offers.organization_name[at] ?? "",
    categories: offers.categories[at] ?? none,
    interventions: offers.interventions[at] ?? none,
    publics: offers.publics[at] ?? none,
    frais: offers.frais[at] ?? none,
    service_labels: offers.service_labels[at] ?? none,
    summary: texts.summary ?? null,
    description: texts.description ?? null,
    conditions_acces: texts.conditions_acces ?? null,
    url: offers.url[at] ?? null,
    email: offers.email[at] ?? null,
    address_1: offers.address_1[at] ?? null,
    address_2: offers.address_2[at] ?? null,
    postal_code: offers.postal_code[at] ?? null,
    city: offers.city[at] ?? "",
    code_insee: commune,
    latitude,
    longitude,
    position_precision: offers.position_precision[at] ?? null,
    phones: offers.phones[at] ?? none,
    opening_hours: offers.opening_hours[at] ?? null,
    hours_note: texts.hours_note ?? null,
    transportation: texts.transportation ?? null,
    welcome: offers.welcome[at] ?? null,
    sessions: matching.sessions,
    confirmed_on: offers.confirmed_on[at] ?? null,
    group_days: offers.group_days?.[at] ?? null,
    room_told_on: null,
    source: source.id,
    source_name: source.name,
    licence: source.licence,
    source_url: source.url,
    imported_on: source.importedOn,
    matching,
  };
}

function matchingRowAt(offers: SliceOffers, at: number): MatchingRow {
  const dates = offers.dates[at] ?? none;
  return {
    offer_type: offers.offer_type[at] ?? null,
    attendance: offers.attendance[at] ?? none,
    publics_restricted: offers.publics_restricted[at] ?? false,
    age_min: offers.age_min[at] ?? null,
    age_max: offers.age_max[at] ?? null,
    gender: offers.gender[at] ?? null,
    languages: offers.languages[at] ?? none,
    group_size: offers.group_size[at] ?? null,
    ways_in: offers.ways_in[at] ?? none,
    transport_provided: offers.transport_provided[at] ?? false,
    by_and_for: offers.by_and_for[at] ?? false,
    cost_amount: offers.cost_amount[at] ?? null,
    cost_per: offers.cost_per[at] ?? null,
    area_type: null,
    area_values: none,
    wheelchair: offers.wheelchair[at] ?? "unknown",
    access_features: offers.access_features[at] ?? none,
    capacity_status: "ask",
    capacity_note: null,
    welcome: null,
    sessions:
      dates.length === 0
        ? none
        : dates.map(([start, end, isFull]) => ({ start, end, remaining: isFull === 1 ? 0 : null })),
  };
}
