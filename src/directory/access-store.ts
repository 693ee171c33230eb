import type { LocalDate } from "#base";
import type { Tx } from "#storage";
import { sql } from "kysely";
import type { WheelchairAccess } from "./taxonomy.ts";

/** What is told of the access to an offer, and by which joined place where that is another than its own source. */
export interface AccessRow {
  readonly offer_id: string;
  readonly wheelchair: WheelchairAccess;
  readonly access_features: readonly string[];
  /** Null when no place is joined. */
  readonly place_wheelchair: WheelchairAccess | null;
  readonly place_url: string | null;
  readonly place_confirmed_on: LocalDate | null;
  readonly place_imported_on: LocalDate | null;
  readonly source_name: string | null;
  readonly source_url: string | null;
  readonly licence: string | null;
}

/** What is told of the access to offers, by their ids; an offer that is not there is left out. */
export async function readAccess(db: Tx, offerIds: readonly string[]): Promise<Map<string, AccessRow>> {
  const { rows } = await sql<AccessRow>`
    select a.offer_id, a.wheelchair, a.access_features, a.place_wheelchair, a.place_url,
      a.place_confirmed_on::text as place_confirmed_on, a.place_imported_on::text as place_imported_on,
      source.name as source_name, source.url as source_url, source.licence
    from offer_access a left join source on source.id = a.place_source
    where a.offer_id = any (${offerIds}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.offer_id, row]));
}
