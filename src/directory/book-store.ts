import type { Tx } from "#storage";
import { sql } from "kysely";
import type { Attendance, CapacityStatus, GroupSize, OfferType, WayIn } from "./match/codes.ts";
import type { AreaServed, MatchableOffer, OfferCost } from "./match/matchable.ts";
import { readOfferRows, type OfferRow } from "./store.ts";

/** What the columns of migration 0007 say of an offer. */
export interface MatchingRow {
  readonly id: string;
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

async function readMatchingRows(db: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, MatchingRow>> {
  const { rows } = await sql<MatchingRow>`
    select sal.id, s.offer_type, s.attendance, s.publics_restricted, s.age_min, s.age_max, s.gender, s.languages,
      s.group_size, s.ways_in, s.transport_provided, s.by_and_for, s.cost_amount, s.cost_per, s.area_type,
      s.area_values, told_wheelchair(sal.wheelchair, sal.edited_fields, j.wheelchair) as wheelchair,
      told_features(sal.access_features, sal.edited_fields, j.access_features) as access_features, sal.capacity_status, sal.capacity_note, sal.welcome,
      sal.sessions
    from service_at_location sal join service s on s.id = sal.service_id join location l on l.id = sal.location_id
    left join joined_access j on j.location_id = l.id and not l.is_confidential
    where sal.closed_on is null and sal.id = any (${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Open offers by their ids, in no order; those closed or gone are missing. */
export async function readBookRows(db: Tx, ids: readonly string[]): Promise<readonly BookRow[]> {
  const [rows, matching] = [await readOfferRows(db, ids), await readMatchingRows(db, ids)];
  return rows.flatMap((row) => {
    const found = matching.get(row.id);
    return found === undefined ? [] : [{ ...row, matching: found }];
  });
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

/** Ids of all open offers, a part at a time, in the order of ids. */
export async function readOpenOfferIds(
  db: Tx,
  after: string | null,
  count: number,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from service_at_location where closed_on is null
      and (${after}::uuid is null or id > ${after}::uuid) order by id limit ${count}`.execute(db);
  return rows.map(({ id }) => id);
}
