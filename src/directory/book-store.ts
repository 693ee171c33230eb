import type { Tx } from "#storage";
import { sql, type RawBuilder } from "kysely";
import type { Attendance, CapacityStatus, GroupSize, OfferType, WayIn } from "./match/codes.ts";
import type { AreaServed, MatchableOffer, OfferCost } from "./match/matchable.ts";
import { offerFields, offerJoins, type OfferRow } from "./store.ts";

/** What the columns of migration 0007 say of an offer. */
export interface MatchingRow {
  readonly offer_type: OfferType | null;
  readonly attendance: readonly Attendance[];
  readonly publics_restricted: boolean;
  readonly age_min: number | null;
  readonly age_max: number | null;
  readonly gender: "women" | "men" | null;
  readonly languages: readonly string[];
  readonly group_size: GroupSize | null;
  readonly ways_in: readonly WayIn[];
  readonly transport_provided: boolean;
  readonly by_and_for: boolean;
  readonly cost_amount: number | null;
  readonly cost_per: OfferCost["per"];
  readonly area_type: AreaServed["type"] | null;
  readonly area_values: readonly string[];
  readonly wheelchair: MatchableOffer["accessibility"]["wheelchair"];
  readonly access_features: readonly string[];
  readonly capacity_status: CapacityStatus;
  readonly capacity_note: string | null;
  readonly welcome: string | null;
  readonly sessions: MatchableOffer["sessions"];
}

/** An offer as the book of offers keeps it. */
export interface BookRow extends OfferRow {
  readonly matching: MatchingRow;
}

/** Fields by which offers differ. */
const ownFields = [
  "id",
  "service_name",
  "location_name",
  "organization_id",
  "organization_name",
  "summary",
  "description",
  "url",
  "email",
  "address_1",
  "address_2",
  "postal_code",
  "city",
  "code_insee",
  "latitude",
  "longitude",
  "phones",
  "opening_hours",
  "hours_note",
  "transportation",
  "confirmed_on",
  "group_days",
  "room_told_on",
] as const satisfies readonly (keyof OfferRow)[];
/** Fields that many offers tell alike. */
const alikeFields = [
  "kind",
  "categories",
  "interventions",
  "publics",
  "frais",
  "service_labels",
  "conditions_acces",
  "position_precision",
  "welcome",
  "sessions",
  "capacity_status",
  "source",
  "source_name",
  "licence",
  "source_url",
  "imported_on",
] as const satisfies readonly (keyof OfferRow)[];
/** Fields of {@link MatchingRow}, and where they are read. */
const matchingFields: Readonly<Record<keyof MatchingRow, string>> = {
  offer_type: "s.offer_type",
  attendance: "s.attendance",
  publics_restricted: "s.publics_restricted",
  age_min: "s.age_min",
  age_max: "s.age_max",
  gender: "s.gender",
  languages: "s.languages",
  group_size: "s.group_size",
  ways_in: "s.ways_in",
  transport_provided: "s.transport_provided",
  by_and_for: "s.by_and_for",
  cost_amount: "s.cost_amount",
  cost_per: "s.cost_per",
  area_type: "s.area_type",
  area_values: "s.area_values",
  wheelchair: "told_wheelchair(sal.wheelchair, sal.edited_fields, j.wheelchair)",
  access_features: "told_features(sal.access_features, sal.edited_fields, j.access_features)",
  capacity_status: "sal.capacity_status",
  capacity_note: "sal.capacity_note",
  welcome: "sal.welcome",
  sessions: "sal.sessions",
};

type OwnFields = Pick<OfferRow, (typeof ownFields)[number]>;
type AlikeFields = Pick<OfferRow, (typeof alikeFields)[number]>;
interface AlikePart {
  readonly alike: AlikeFields;
  readonly matching: MatchingRow;
}
/** A row as it is read: what many tell alike comes as one text, which is read once for all of them. */
interface ReadRow extends OwnFields {
  readonly alike: string;
}

/** The open offers, of those that a condition leaves. */
function bookRows(condition: RawBuilder<unknown>): RawBuilder<ReadRow> {
  const own = sql.join(ownFields.map((name) => sql.ref(`offer.${name}`)));
  const alike = sql.join([...alikeFields.map((name) => sql.ref(`offer.${name}`)), sql.ref("offer.matching")]);
  const matching = sql.join(Object.values(matchingFields).map((read) => sql.raw(read)));
  return sql<ReadRow>`
    select ${own}, json_build_array(${alike})::text as alike
    from (
      select ${offerFields}, json_build_array(${matching}) as matching ${offerJoins}
      left join joined_access j on j.location_id = l.id and not l.is_confidential
      where sal.closed_on is null and ${condition}
    ) offer`;
}

/** Texts of which the parts are kept while rows are read: feeds tell most offers in a few ways. */
const mostAlike = 20_000;

/** Makes rows of what is read; those that tell the same share the objects that tell it. */
function rowMaker(): (read: ReadRow) => BookRow {
  const known = new Map<string, AlikePart>();
  const partOf = (text: string): AlikePart => {
    const found = known.get(text) ?? readAlike(text);
    if (known.size < mostAlike) known.set(text, found);
    return found;
  };
  return ({ alike: text, ...own }) => {
    const { alike, matching } = partOf(text);
    return { ...own, ...alike, matching };
  };
}

function readAlike(text: string): AlikePart {
  const values = JSON.parse(text) as unknown[];
  const matching = values.pop() as unknown[];
  return {
    alike: named<AlikeFields>(alikeFields, values),
    matching: named<MatchingRow>(Object.keys(matchingFields), matching),
  };
}

function named<Fields>(names: readonly string[], values: readonly unknown[]): Fields {
  return Object.fromEntries(names.map((name, place) => [name, values[place]])) as Fields;
}

/** Open offers by their ids, in no order; those closed or gone are missing. */
export async function readBookRows(db: Tx, ids: readonly string[]): Promise<readonly BookRow[]> {
  const { rows } = await bookRows(sql`sal.id = any (${ids}::uuid[])`).execute(db);
  return rows.map(rowMaker());
}

/** Pages of the table of offers read at once: some 2000 offers. */
const pagesAtOnce = 250;

/**
 * All open offers, in no order, some at a time: while some are taken, the next are read. They are read as they lie in the
 * table, and their services and places lie as near to one another: in the order of ids each is somewhere else.
 * What is written meanwhile may be missing.
 */
export async function* readOpenBookRows(db: Tx): AsyncGenerator<readonly BookRow[]> {
  const { rows: size } = await sql<{ pages: number }>`
    select (pg_relation_size('service_at_location') / current_setting('block_size')::int)::int as pages`.execute(
    db,
  );
  const pages = size[0]?.pages ?? 0;
  const readFrom = (page: number): Promise<{ readonly rows: readonly ReadRow[] }> => {
    const [first, end] = [`(${page},0)`, `(${page + pagesAtOnce},0)`];
    const read = bookRows(sql`sal.ctid >= ${first}::tid and sal.ctid < ${end}::tid`).execute(db);
    // A refusal is met where the rows are waited for, which may be later than it comes.
    read.catch(() => {});
    return read;
  };
  const make = rowMaker();
  let next = readFrom(0);
  for (let page = pagesAtOnce; page < pages + pagesAtOnce; page += pagesAtOnce) {
    const { rows } = await next;
    if (page < pages) next = readFrom(page);
    yield rows.map(make);
  }
}

/** Where a reader of changes stands: every transaction below it was seen. A number as text, for it has 64 bits. */
export type ChangeCursor = string;

/** An offer that changed, and the transaction that changed it last. */
export interface OfferChange {
  readonly id: string;
  readonly changedIn: ChangeCursor;
}

/**
 * Offers that changed since a cursor, and the cursor to go on from: the oldest transaction still open. Changes of younger
 * transactions that are already seen come again with the next reading, so that none is waited for and none is missed.
 */
export async function readOfferChanges(
  db: Tx,
  since: ChangeCursor,
): Promise<{ readonly changes: readonly OfferChange[]; readonly cursor: ChangeCursor }> {
  const { rows } = await sql<{ id: string | null; changed_in: ChangeCursor | null; cursor: ChangeCursor }>`
    select c.offer_id as id, c.changed_in::text as changed_in,
      pg_snapshot_xmin(pg_current_snapshot())::text as cursor
    from (select 1) one left join offer_change c on c.changed_in >= ${since}::xid8`.execute(db);
  const changes = rows.flatMap(({ id, changed_in: changedIn }) =>
    id === null || changedIn === null ? [] : [{ id, changedIn }],
  );
  return { changes, cursor: rows[0]?.cursor ?? since };
}

/** The oldest transaction still open: where a reader stands that is about to read everything. */
export async function readChangeCursor(db: Tx): Promise<ChangeCursor> {
  const { rows } = await sql<{ cursor: ChangeCursor }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as cursor`.execute(db);
  return rows[0]?.cursor ?? "0";
}
