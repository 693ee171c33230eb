import type { ControllerId, Id, Instant, LocalDate, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";
import type { Selectable } from "kysely";
import { mapsOfFileAtMost } from "./actions.ts";

/** A map of ties: its day and who drew it in clear; who is on it, sealed. */
export interface NetworkMapTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"networkMap">;
  readonly person_id: PersonId;
  readonly taken_on: LocalDate;
  readonly recorded_at: Instant;
  readonly recorded_by: string | null;
  readonly changed_at: Instant;
  readonly version: number;
  readonly content: Uint8Array;
}
/** A map as read. */
export type NetworkMapRow = Selectable<NetworkMapTable>;

const tables = (db: Tx) => db.withTables<{ network_map: NetworkMapTable }>();

/** Inserts a map. Answers false when there is one of that id, or of that person and day. */
export async function insertMap(db: Tx, row: NetworkMapRow): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto("network_map")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** A map of a person by its id, locked until the end of the transaction: two who change it come one after the other. */
export async function findMap(
  db: Tx,
  { id, personId }: { readonly id: Id<"networkMap">; readonly personId: PersonId },
): Promise<NetworkMapRow | null> {
  const found = await tables(db)
    .selectFrom("network_map")
    .selectAll()
    .where("id", "=", id)
    .where("person_id", "=", personId)
    .forUpdate()
    .executeTakeFirst();
  return found ?? null;
}

/** Whether another map of the person is of this day. */
export async function hasOtherMapOf(
  db: Tx,
  { id, person_id }: Pick<NetworkMapRow, "id" | "person_id">,
  takenOn: LocalDate,
): Promise<boolean> {
  const found = await tables(db)
    .selectFrom("network_map")
    .select("id")
    .where("person_id", "=", person_id)
    .where("taken_on", "=", takenOn)
    .where("id", "<>", id)
    .executeTakeFirst();
  return found !== undefined;
}

/** Writes a map anew, if it still has the version before. */
export async function replaceMap(db: Tx, row: NetworkMapRow): Promise<boolean> {
  const { taken_on, changed_at, version, content } = row;
  const updated = await tables(db)
    .updateTable("network_map")
    .set({ taken_on, changed_at, version, content })
    .where("id", "=", row.id)
    .where("version", "=", version - 1)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** Removes a map, if it still has this version. */
export async function deleteMap(db: Tx, row: Pick<NetworkMapRow, "id" | "version">): Promise<boolean> {
  const deleted = await tables(db)
    .deleteFrom("network_map")
    .where("id", "=", row.id)
    .where("version", "=", row.version)
    .executeTakeFirst();
  return deleted.numDeletedRows === 1n;
}

/** The maps of a person, newest first. */
export async function mapsOf(db: Tx, personId: PersonId): Promise<readonly NetworkMapRow[]> {
  return tables(db)
    .selectFrom("network_map")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("taken_on", "desc")
    .limit(mapsOfFileAtMost)
    .execute();
}
