import type { ControllerId, Instant, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";

/** What a person needs, sealed; one row a file. */
export interface NeedTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly person_id: PersonId;
  readonly version: number;
  readonly changed_at: Instant;
  readonly changed_by: string | null;
  readonly profile: Uint8Array;
}

const tables = (db: Tx) => db.withTables<{ person_need: NeedTable }>();

/** The needs of a person that row security lets through; null when nobody asked yet. */
export async function findNeeds(db: Tx, personId: PersonId): Promise<NeedTable | null> {
  const found = await tables(db)
    .selectFrom("person_need")
    .selectAll()
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return found ?? null;
}

/** Keeps needs, if they still have the version before. */
export async function putNeeds(db: Tx, row: NeedTable): Promise<boolean> {
  const put = await tables(db)
    .insertInto("person_need")
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(["tenant_id", "controller_id", "person_id"])
        .doUpdateSet({
          version: row.version,
          changed_at: row.changed_at,
          changed_by: row.changed_by,
          profile: row.profile,
        })
        .where("person_need.version", "=", row.version - 1),
    )
    .executeTakeFirst();
  return put.numInsertedOrUpdatedRows === 1n;
}
