import type { AccountId, ControllerId, Id, Instant, TenantId } from "#base";
import type { Tx } from "#storage";
import type { Selectable } from "kysely";

/** Whether whoever referred was told that a message back is there. */
export interface ToldBackTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly referral_id: Id<"referral">;
  readonly account_id: AccountId;
  /** Withheld: the referral went on before the message went. */
  readonly status: "waiting" | "sent" | "failed" | "withheld";
  readonly made_at: Instant;
  readonly ended_at: Instant | null;
}
/** Whether whoever referred was told, as read. */
export type ToldBackRow = Selectable<ToldBackTable>;

const tables = (db: Tx) => db.withTables<{ told_back: ToldBackTable }>();

/** Writes down that whoever referred is to be told; of a referral that ended before, anew. */
export async function putToldBack(db: Tx, row: ToldBackRow): Promise<void> {
  const { account_id, status, made_at, ended_at } = row;
  await tables(db)
    .insertInto("told_back")
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(["tenant_id", "controller_id", "referral_id"])
        .doUpdateSet({ account_id, status, made_at, ended_at }),
    )
    .execute();
}

/** Who is to be told of a referral, locked until the end of the transaction. */
export async function lockToldBack(db: Tx, referralId: Id<"referral">): Promise<ToldBackRow | null> {
  const row = await tables(db)
    .selectFrom("told_back")
    .selectAll()
    .where("referral_id", "=", referralId)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** How the telling ended. */
export async function endToldBack(
  db: Tx,
  referralId: Id<"referral">,
  end: { readonly status: "sent" | "failed" | "withheld"; readonly now: Instant },
): Promise<void> {
  await tables(db)
    .updateTable("told_back")
    .set({ status: end.status, ended_at: end.now })
    .where("referral_id", "=", referralId)
    .execute();
}

/** How whoever referred was told, by the referral. */
export async function toldBackOf(
  db: Tx,
  ids: readonly Id<"referral">[],
): Promise<ReadonlyMap<string, ToldBackRow["status"]>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom("told_back")
    .select(["referral_id", "status"])
    .where("referral_id", "in", [...ids])
    .execute();
  return new Map(rows.map(({ referral_id, status }) => [referral_id, status]));
}
