import { sql, type Kysely } from "kysely";
import type { AccountId, ControllerId, Id, Instant, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";

type BreakGlassTables = {
  readonly break_glass: {
    tenant_id: string;
    id: string;
    controller_id: string;
    account_id: string;
    person_id: string;
    reason: Uint8Array | null;
    opened_at: string;
    expires_at: string;
    closed_at: string | null;
    reviewed_at: string | null;
    reviewed_by: string | null;
    verdict: string | null;
  };
  readonly break_glass_read: {
    tenant_id: string;
    id: string;
    break_glass_id: string;
    controller_id: string;
    account_id: string;
    at: string;
    action: string;
  };
};

function on(db: Tx): Kysely<BreakGlassTables> {
  return db.withTables<BreakGlassTables>();
}

/** An emergency opening as kept. */
export interface StoredOpening {
  readonly id: Id<"opening">;
  readonly tenantId: TenantId;
  readonly controllerId: ControllerId;
  readonly accountId: AccountId;
  readonly personId: PersonId;
  /** Sealed; null once the person was erased. */
  readonly reason: Uint8Array | null;
  readonly openedAt: Instant;
  readonly expiresAt: Instant;
  readonly reviewedAt: Instant | null;
  readonly verdict: "justified" | "not-justified" | null;
}

const columns = [
  "id",
  "tenant_id as tenantId",
  "controller_id as controllerId",
  "account_id as accountId",
  "person_id as personId",
  "reason",
  "opened_at as openedAt",
  "expires_at as expiresAt",
  "reviewed_at as reviewedAt",
  "verdict",
] as const;

/** Adds an emergency opening. */
export async function insertOpening(
  db: Tx,
  opening: Omit<StoredOpening, "reviewedAt" | "verdict">,
): Promise<void> {
  await on(db)
    .insertInto("break_glass")
    .values({
      tenant_id: opening.tenantId,
      id: opening.id,
      controller_id: opening.controllerId,
      account_id: opening.accountId,
      person_id: opening.personId,
      reason: opening.reason,
      opened_at: opening.openedAt,
      expires_at: opening.expiresAt,
      closed_at: null,
      reviewed_at: null,
      reviewed_by: null,
      verdict: null,
    })
    .execute();
}

/** Opens row security to one more organisation for the rest of the transaction. */
export async function reachController(db: Tx, controllerId: ControllerId): Promise<void> {
  await sql`select set_config('tisser.controllers',
    concat_ws(',', nullif(current_setting('tisser.controllers', true), ''), ${controllerId}::text), true),
    set_config('tisser.own_cases_in', '', true)`.execute(db);
}

/** Emergency openings of an account that last at a moment, those of one person when told. */
export async function listLastingOpenings(
  db: Tx,
  wanted: { readonly accountId: AccountId; readonly personId?: PersonId; readonly now: Instant },
): Promise<readonly StoredOpening[]> {
  let query = on(db)
    .selectFrom("break_glass")
    .select(columns)
    .where("account_id", "=", wanted.accountId)
    .where("opened_at", "<=", wanted.now)
    .where("expires_at", ">", wanted.now)
    .where("closed_at", "is", null);
  if (wanted.personId) query = query.where("person_id", "=", wanted.personId);
  const rows = await query.orderBy("opened_at", "desc").limit(50).execute();
  return rows as StoredOpening[];
}

/** Emergency openings of organisations, those to review first, then the newest. */
export async function listOpeningsOf(
  db: Tx,
  wanted: {
    readonly controllerIds: readonly ControllerId[];
    readonly offset: number;
    readonly limit: number;
  },
): Promise<readonly StoredOpening[]> {
  if (wanted.controllerIds.length === 0) return [];
  const rows = await on(db)
    .selectFrom("break_glass")
    .select(columns)
    .where("controller_id", "in", wanted.controllerIds)
    .orderBy(sql`reviewed_at is not null`)
    .orderBy("opened_at", "desc")
    .orderBy("id")
    .offset(wanted.offset)
    .limit(wanted.limit)
    .execute();
  return rows as StoredOpening[];
}

/** An emergency opening; null when row security shows none. */
export async function findOpening(db: Tx, id: string): Promise<StoredOpening | null> {
  const row = await on(db).selectFrom("break_glass").select(columns).where("id", "=", id).executeTakeFirst();
  return (row as StoredOpening | undefined) ?? null;
}

/** Notes a verdict; false when there is one already. */
export async function putVerdict(
  db: Tx,
  id: string,
  review: { readonly by: AccountId; readonly now: Instant; readonly verdict: "justified" | "not-justified" },
): Promise<boolean> {
  const done = await on(db)
    .updateTable("break_glass")
    .set({ reviewed_at: review.now, reviewed_by: review.by, verdict: review.verdict })
    .where("id", "=", id)
    .where("reviewed_at", "is", null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** A read made under an emergency opening. */
export interface EmergencyRead {
  readonly openingId: Id<"opening">;
  readonly at: Instant;
  /** Name of the action that read. */
  readonly action: string;
}

/** Notes a read. */
export async function insertRead(
  db: Tx,
  id: string,
  opening: StoredOpening,
  read: Omit<EmergencyRead, "openingId">,
): Promise<void> {
  await on(db)
    .insertInto("break_glass_read")
    .values({
      tenant_id: opening.tenantId,
      id,
      break_glass_id: opening.id,
      controller_id: opening.controllerId,
      account_id: opening.accountId,
      at: read.at,
      action: read.action,
    })
    // the same action at the same moment is one read
    .onConflict((conflict) => conflict.columns(["tenant_id", "id"]).doNothing())
    .execute();
}

/** Reads made under openings, in order. */
export async function listReadsOf(db: Tx, openingIds: readonly string[]): Promise<readonly EmergencyRead[]> {
  if (openingIds.length === 0) return [];
  const rows = await on(db)
    .selectFrom("break_glass_read")
    .select(["break_glass_id as openingId", "at", "action"])
    .where("break_glass_id", "in", openingIds)
    .orderBy("at")
    .orderBy("id")
    .limit(5000)
    .execute();
  return rows as EmergencyRead[];
}

/** Removes what was written about a person who is erased; who opened and when stays. Answers how many it touched. */
export async function eraseReasonsAbout(db: Tx, personId: PersonId): Promise<number> {
  const done = await on(db)
    .updateTable("break_glass")
    .set({ reason: null })
    .where("person_id", "=", personId)
    .where("reason", "is not", null)
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
}
