import { sql, type Kysely } from "kysely";
import type { Instant } from "#base";
import type { Database } from "#storage";

type ResetTables = {
  readonly "auth.user": { id: string; reset_count: number; updated_at: string };
  readonly "auth.account": {
    id: string;
    user_id: string;
    account_id: string;
    provider_id: string;
    password: string;
    created_at: string;
    updated_at: string;
  };
  readonly "auth.verification": { value: string };
  readonly "auth.invitation": { kind: string; user_id: string | null; used_at: string | null };
};

function on(db: Database): Kysely<ResetTables> {
  return db.withTables<ResetTables>();
}

/** Makes the links useless that would reset an account. */
export async function removeResetLinks(db: Database, accountId: string): Promise<void> {
  await on(db)
    .deleteFrom("auth.invitation")
    .where("kind", "=", "reset")
    .where("user_id", "=", accountId)
    .where("used_at", "is", null)
    .execute();
}

/**
 * Locks an account for the rest of the transaction and counts a reset: no session of it can be begun meanwhile, and
 * one begun with a password or factor from before is refused afterwards.
 */
export async function countReset(db: Database, accountId: string, now: Instant): Promise<void> {
  await on(db).selectFrom("auth.user").select("id").where("id", "=", accountId).forUpdate().execute();
  await on(db)
    .updateTable("auth.user")
    .set({ reset_count: sql<number>`reset_count + 1`, updated_at: now })
    .where("id", "=", accountId)
    .execute();
}

/** Forgets passwords given that still wait for their second factor. */
export async function removeChallengesOf(db: Database, accountId: string): Promise<void> {
  await on(db).deleteFrom("auth.verification").where("value", "=", accountId).execute();
}

/** A password to put in the place of the one there is, if any. */
export interface ReplacingPassword {
  readonly id: string;
  readonly accountId: string;
  readonly hash: string;
  readonly now: Instant;
}

/** Puts a password in the place of the one there is, if any. */
export async function replacePassword(
  db: Database,
  { id, accountId, hash, now }: ReplacingPassword,
): Promise<void> {
  await on(db)
    .insertInto("auth.account")
    .values({
      id,
      user_id: accountId,
      account_id: accountId,
      provider_id: "credential",
      password: hash,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(["provider_id", "account_id"]).doUpdateSet({ password: hash, updated_at: now }),
    )
    .execute();
}
