import type { Kysely } from "kysely";
import type { AccountId, Id, Instant } from "#base";
import type { Database } from "#storage";

type FactorTables = {
  readonly "auth.user": { id: string; two_factor_enabled: boolean };
  readonly "auth.two_factor": {
    id: string;
    user_id: string;
    secret: string;
    backup_codes: string;
    verified: boolean;
    last_step: number;
    pending_secret: string | null;
    codes_made_at: string | null;
    codes_session_id: string | null;
  };
  readonly "auth.passkey": {
    id: string;
    user_id: string;
    name: string | null;
    created_at: string | null;
    credential_id: string;
  };
};

function on(db: Database): Kysely<FactorTables> {
  return db.withTables<FactorTables>();
}

/** The authenticator of an account, sealed parts as they lie. */
export interface StoredTotp {
  readonly secret: string;
  readonly backupCodes: string;
  /** Whether a first code was given: only then it counts. */
  readonly isConfirmed: boolean;
  /** A secret that waits to replace the one in force. */
  readonly pendingSecret: string | null;
  /** When recovery codes were last made, and the session that may see them. */
  readonly codesMadeAt: Instant | null;
  readonly codesSessionId: string | null;
}

/** Reads the authenticator of an account; null when it has none. */
export async function readTotp(db: Database, accountId: string): Promise<StoredTotp | null> {
  const row = await on(db)
    .selectFrom("auth.two_factor")
    .select([
      "secret",
      "backup_codes as backupCodes",
      "verified as isConfirmed",
      "pending_secret as pendingSecret",
      "codes_made_at as codesMadeAt",
      "codes_session_id as codesSessionId",
    ])
    .where("user_id", "=", accountId)
    .executeTakeFirst();
  return (row as StoredTotp | undefined) ?? null;
}

/** An authenticator to keep, sealed. */
export interface NewTotp {
  readonly id: string;
  readonly accountId: string;
  readonly secret: string;
  readonly backupCodes: string;
}

/** Keeps a secret until its first code: as the account's only one, or beside the one in force. */
export async function putPendingTotp(db: Database, totp: NewTotp): Promise<void> {
  const replaced = await on(db)
    .updateTable("auth.two_factor")
    .set({ pending_secret: totp.secret })
    .where("user_id", "=", totp.accountId)
    .where("verified", "=", true)
    .executeTakeFirst();
  if (replaced.numUpdatedRows > 0n) return;
  await on(db)
    .insertInto("auth.two_factor")
    .values({
      id: totp.id,
      user_id: totp.accountId,
      secret: totp.secret,
      backup_codes: totp.backupCodes,
      verified: false,
      last_step: 0,
      pending_secret: null,
      codes_made_at: null,
      codes_session_id: null,
    })
    .onConflict((conflict) =>
      conflict
        .column("user_id")
        .doUpdateSet({ secret: totp.secret, backup_codes: totp.backupCodes, last_step: 0 }),
    )
    .execute();
}

/** Keeps an authenticator in force at once, for accounts made by the operator. */
export async function putTotp(db: Database, totp: NewTotp): Promise<void> {
  await putPendingTotp(db, totp);
  await on(db)
    .updateTable("auth.two_factor")
    .set({ verified: true })
    .where("user_id", "=", totp.accountId)
    .execute();
  await on(db)
    .updateTable("auth.user")
    .set({ two_factor_enabled: true })
    .where("id", "=", totp.accountId)
    .execute();
}

/** Steps of a day. A step used further ahead than that was used while the clock was wrong, and must lock nobody out. */
const stepsOfDay = 2880;

/** Uses up a 30-second step; false when it, or a later one, was used before: a code serves once. */
export async function claimStep(db: Database, accountId: string, step: number): Promise<boolean> {
  const done = await on(db)
    .updateTable("auth.two_factor")
    .set({ last_step: step })
    .where("user_id", "=", accountId)
    .where((where) => where.or([where("last_step", "<", step), where("last_step", ">", step + stepsOfDay)]))
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Puts the waiting secret in force; false when another one waits by now. */
export async function adoptPendingTotp(
  db: Database,
  accountId: string,
  { secret, step }: { readonly secret: string; readonly step: number },
): Promise<boolean> {
  const done = await on(db)
    .updateTable("auth.two_factor")
    .set({ secret, pending_secret: null, last_step: step })
    .where("user_id", "=", accountId)
    .where("pending_secret", "=", secret)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** New recovery codes to keep, sealed, and the session that may see them; null codes leaves those kept. */
export interface NewRecoveryCodes {
  readonly backupCodes: string | null;
  readonly sessionId: string;
  readonly now: Instant;
}

/** Replaces the recovery codes, or says who may see those just made. False when the account has no authenticator. */
export async function putRecoveryCodes(
  db: Database,
  accountId: string,
  codes: NewRecoveryCodes,
): Promise<boolean> {
  const done = await on(db)
    .updateTable("auth.two_factor")
    .set({
      ...(codes.backupCodes === null ? {} : { backup_codes: codes.backupCodes }),
      codes_made_at: codes.now,
      codes_session_id: codes.sessionId,
    })
    .where("user_id", "=", accountId)
    .where("verified", "=", true)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** A passkey as its owner sees it. */
export interface StoredPasskey {
  readonly id: Id<"passkey">;
  readonly name: string | null;
  readonly createdAt: Instant | null;
}

/** Passkeys of an account, oldest first. */
export async function listPasskeysOf(db: Database, accountId: string): Promise<readonly StoredPasskey[]> {
  const rows = await on(db)
    .selectFrom("auth.passkey")
    .select(["id", "name", "created_at as createdAt"])
    .where("user_id", "=", accountId)
    .orderBy("created_at")
    .limit(20)
    .execute();
  return rows as StoredPasskey[];
}

/** Removes a passkey of an account; says whether there was one. */
export async function removePasskeyOf(db: Database, accountId: string, id: string): Promise<boolean> {
  const done = await on(db)
    .deleteFrom("auth.passkey")
    .where("user_id", "=", accountId)
    .where("id", "=", id)
    .executeTakeFirst();
  return done.numDeletedRows > 0n;
}

/** The account to which a passkey belongs, by the id that its browser gives; null when it is nobody's. */
export async function findPasskeyHolder(db: Database, credentialId: string): Promise<AccountId | null> {
  const row = await on(db)
    .selectFrom("auth.passkey")
    .select("user_id")
    .where("credential_id", "=", credentialId)
    .executeTakeFirst();
  return (row?.user_id as AccountId | undefined) ?? null;
}

/** Removes authenticator, recovery codes and passkeys of an account: its next sign-in enrols anew. */
export async function removeFactorsOf(db: Database, accountId: string): Promise<void> {
  await on(db).deleteFrom("auth.two_factor").where("user_id", "=", accountId).execute();
  await on(db).deleteFrom("auth.passkey").where("user_id", "=", accountId).execute();
  await on(db)
    .updateTable("auth.user")
    .set({ two_factor_enabled: false })
    .where("id", "=", accountId)
    .execute();
}
