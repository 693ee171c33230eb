import type { LocalDate } from "#base";
import type { Tx } from "#storage";
import { sql } from "kysely";
import type { Offer } from "./actions.ts";

/** Closures of offers, by their ids, that are not over on a day; offers without one are left out. */
export async function readClosures(
  db: Tx,
  offerIds: readonly string[],
  today: LocalDate,
): Promise<ReadonlyMap<string, NonNullable<Offer["closure"]>>> {
  const { rows } = await sql<{ offer_id: string; from_on: LocalDate | null; until_on: LocalDate }>`
    select offer_id, from_on::text as from_on, until_on::text as until_on from entry_pause
    where offer_id = any (${offerIds}::uuid[]) and until_on >= ${today}::date`.execute(db);
  return new Map(rows.map(({ offer_id: id, from_on: from, until_on: until }) => [id, { from, until }]));
}
