import type { ControllerId, Id, Instant, TenantId } from "#base";
import type { Tx } from "#storage";
import type { Selectable } from "kysely";
import type { ReferrerKind } from "./codes.ts";

/** Whoever left a request for somebody: what kind of professional, and whether they were told how it ended. */
export interface ReferrerTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"call-referrer">;
  readonly request_id: Id<"call-request">;
  readonly kind: ReferrerKind;
  readonly is_priority: boolean;
  readonly left_at: Instant;
  readonly told: "none" | "wished" | "waiting" | "sent" | "failed" | "withheld";
  readonly told_at: Instant | null;
  readonly content: Uint8Array;
}
/** A referrer, as read. */
export type ReferrerRow = Selectable<ReferrerTable>;

const tables = (db: Tx) => db.withTables<{ call_referrer: ReferrerTable }>();

/** Writes down who left a request. */
export async function insertReferrer(db: Tx, row: ReferrerRow): Promise<void> {
  await tables(db).insertInto("call_referrer").values(row).execute();
}

/** Who left a request for somebody, first ones first. */
export async function referrersOf(db: Tx, requestId: Id<"call-request">): Promise<readonly ReferrerRow[]> {
  return tables(db)
    .selectFrom("call_referrer")
    .selectAll()
    .where("request_id", "=", requestId)
    .orderBy("left_at")
    .orderBy("id")
    .limit(50)
    .execute();
}

/** What kind of professional left requests first, by request. */
export async function originsOf(
  db: Tx,
  requestIds: readonly Id<"call-request">[],
): Promise<ReadonlyMap<Id<"call-request">, ReferrerKind>> {
  if (requestIds.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom("call_referrer")
    .select(["request_id", "kind"])
    .where("request_id", "in", [...requestIds])
    .orderBy("left_at", "desc")
    .orderBy("id", "desc")
    .execute();
  return new Map(rows.map(({ request_id, kind }) => [request_id, kind]));
}

/** A referrer, locked until the transaction ends; null when there is none any more. */
export async function lockReferrer(db: Tx, id: Id<"call-referrer">): Promise<ReferrerRow | null> {
  const row = await tables(db)
    .selectFrom("call_referrer")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Notes how far the telling is. */
export async function setTold(
  db: Tx,
  id: Id<"call-referrer">,
  { told, now }: { readonly told: ReferrerRow["told"]; readonly now: Instant },
): Promise<void> {
  await tables(db).updateTable("call_referrer").set({ told, told_at: now }).where("id", "=", id).execute();
}
