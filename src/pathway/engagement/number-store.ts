import type { ControllerId, Id, Instant, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";
import type { Selectable } from "kysely";

interface NumberTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"shownNumber">;
  readonly person_id: PersonId;
  readonly engagement_id: Id<"engagement">;
  readonly volunteer_id: Id<"volunteer">;
  readonly whose: "person" | "volunteer";
  readonly noted_at: Instant;
  readonly noted_by: string | null;
  /** The number of a volunteer, sealed; null for that of the person, which stays in their file. */
  readonly content: Uint8Array | null;
}
/** An agreement that a number is shown, as read. */
export type NumberRow = Selectable<NumberTable>;
type NumberKey = Pick<NumberRow, "engagement_id" | "volunteer_id" | "whose">;

const tables = (db: Tx) => db.withTables<{ shown_number: NumberTable }>();

/** Notes that a number is shown, in place of what was noted of it before. */
export async function putNumber(db: Tx, row: NumberRow): Promise<void> {
  const { engagement_id, volunteer_id, whose } = row;
  await deleteNumbers(db, { engagement_id, volunteer_id, whose });
  await tables(db).insertInto("shown_number").values(row).execute();
}

/** Takes back what was noted: of an engagement, of one volunteer in it, of one of the two there, or of a volunteer everywhere. */
export async function deleteNumbers(
  db: Tx,
  of: (Pick<NumberKey, "engagement_id"> & Partial<NumberKey>) | Pick<NumberKey, "volunteer_id">,
): Promise<void> {
  const { engagement_id, volunteer_id, whose }: Partial<NumberKey> = of;
  let query = tables(db).deleteFrom("shown_number");
  if (engagement_id !== undefined) query = query.where("engagement_id", "=", engagement_id);
  if (volunteer_id !== undefined) query = query.where("volunteer_id", "=", volunteer_id);
  if (whose !== undefined) query = query.where("whose", "=", whose);
  await query.execute();
}

/** What is shown in engagements. */
export async function numbersOf(db: Tx, ids: readonly Id<"engagement">[]): Promise<readonly NumberRow[]> {
  if (ids.length === 0) return [];
  return tables(db)
    .selectFrom("shown_number")
    .selectAll()
    .where("engagement_id", "in", [...ids])
    .orderBy("noted_at")
    .execute();
}
