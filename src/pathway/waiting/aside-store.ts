import type { AccountId, ControllerId, Id, Instant, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";
import type { Selectable } from "kysely";
import type { WaitingReason } from "./reason.ts";

/** Something that waits and was seen. */
export interface SetAsideTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"set-aside">;
  /** What one act set aside has it in common. */
  readonly batch_id: Id<"set-aside">;
  readonly person_id: PersonId;
  readonly referral_id: Id<"referral"> | null;
  readonly reason: WaitingReason;
  readonly set_at: Instant;
  readonly set_by: AccountId | null;
  readonly until: Instant;
  readonly brought_back_at: Instant | null;
}
/** Something set aside, as read. */
export type SetAsideRow = Selectable<SetAsideTable>;

const tables = (db: Tx) => db.withTables<{ set_aside: SetAsideTable }>();

/** What is set aside now, in the organisations in reach; of two of the same, the later. */
export async function setAsideNow(db: Tx, now: Instant): Promise<readonly SetAsideRow[]> {
  return tables(db)
    .selectFrom("set_aside")
    .selectAll()
    .where("brought_back_at", "is", null)
    .where("until", ">", now)
    .orderBy("set_at")
    .orderBy("id")
    .limit(5000)
    .execute();
}

/** Writes down what one act sets aside. */
export async function insertSetAside(db: Tx, rows: readonly SetAsideRow[]): Promise<void> {
  await tables(db)
    .insertInto("set_aside")
    .values([...rows])
    .execute();
}

/** Brings back what one act set aside. Answers the persons concerned. */
export async function bringBackRows(
  db: Tx,
  batchId: Id<"set-aside">,
  now: Instant,
): Promise<readonly PersonId[]> {
  const rows = await tables(db)
    .updateTable("set_aside")
    .set({ brought_back_at: now })
    .where("batch_id", "=", batchId)
    .where("brought_back_at", "is", null)
    .where("until", ">", now)
    .returning("person_id")
    .execute();
  return rows.map(({ person_id }) => person_id);
}
