import { sql } from "kysely";
import type { Tx } from "./database.ts";

/**
 * Has PostgreSQL gather the statistics by which it plans, of some tables or of all; it does so by itself about a minute later.
 * Another transaction that gathers those of the same tables waits for the end of this one.
 */
export async function gatherStatistics(db: Tx, tables: readonly string[] | null): Promise<void> {
  await sql`select gather_statistics(${tables}::text[])`.execute(db);
}
