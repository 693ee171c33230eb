import type { Instant } from "#base";
import type { Tx } from "#storage";
import type { Kysely } from "kysely";

/** Where outlines come from, and the height of their drawing. */
export interface GeographyRow {
  readonly level: "department";
  readonly source: string;
  readonly licence: string;
  readonly edition: string;
  readonly height: number;
  readonly imported_at: Instant;
}

interface AreaRow {
  readonly level: "department";
  readonly code: string;
  readonly path: string;
}

type Tables = { readonly geography: GeographyRow; readonly geography_area: AreaRow };

const on = (db: Tx): Kysely<Tables> => db.withTables<Tables>();

/** The outlines of a level; null when none were imported. */
export async function readGeography(
  db: Tx,
  level: "department",
): Promise<(GeographyRow & { readonly areas: readonly AreaRow[] }) | null> {
  const head = await on(db).selectFrom("geography").selectAll().where("level", "=", level).executeTakeFirst();
  if (head === undefined) return null;
  const areas = await on(db)
    .selectFrom("geography_area")
    .selectAll()
    .where("level", "=", level)
    .orderBy("code")
    .execute();
  return { ...head, areas };
}

/** Puts outlines in the place of those that were there. */
export async function writeGeography(
  db: Tx,
  head: GeographyRow,
  areas: readonly { readonly code: string; readonly path: string }[],
): Promise<void> {
  const { level, ...rest } = head;
  await on(db)
    .insertInto("geography")
    .values(head)
    .onConflict((conflict) => conflict.column("level").doUpdateSet(rest))
    .execute();
  await on(db).deleteFrom("geography_area").where("level", "=", level).execute();
  await on(db)
    .insertInto("geography_area")
    .values(areas.map((one) => ({ ...one, level })))
    .execute();
}
