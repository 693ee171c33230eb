import { sql, type Kysely } from "kysely";
import { type AccountId, type Id, type Instant, type TenantId } from "#base";
import type { Database } from "#storage";

/** Tables of schema `auth` as far as we read or write them ourselves; the rest is better-auth's business. */
type AuthTables = {
  readonly "auth.user": {
    id: string;
    name: string;
    email: string;
    email_verified: boolean;
    created_at: string;
    updated_at: string;
    two_factor_enabled: boolean;
    reset_count: number;
  };
  readonly "auth.session": {
    id: string;
    user_id: string;
    token: string;
    expires_at: string;
    user_agent: string | null;
    started_at: string | null;
    seen_at: string | null;
    second_factor_at: string | null;
    tenant_id: string | null;
  };
  readonly "auth.account": {
    id: string;
    user_id: string;
    account_id: string;
    provider_id: string;
    password: string | null;
    created_at: string;
    updated_at: string;
  };
  readonly "auth.verification": { identifier: string; value: string; expires_at: string };
  readonly "auth.invitation": {
    id: string;
    kind: string;
    user_id: string | null;
    token_digest: Buffer;
    expires_at: string;
    used_at: string | null;
    tenant_id: string | null;
    made_by: string | null;
  };
};

function on(db: Database): Kysely<AuthTables> {
  return db.withTables<AuthTables>();
}

/** A session as kept. Times are those of the program's clock. */
export interface StoredSession {
  readonly id: Id<"session">;
  readonly accountId: AccountId;
  readonly startedAt: Instant | null;
  readonly seenAt: Instant | null;
  readonly secondFactorAt: Instant | null;
  readonly tenantId: TenantId | null;
  readonly userAgent: string | null;
}

const sessionColumns = [
  "id",
  "user_id as accountId",
  "started_at as startedAt",
  "seen_at as seenAt",
  "second_factor_at as secondFactorAt",
  "tenant_id as tenantId",
  "user_agent as userAgent",
] as const;

/** The session of a token; null when there is none. */
export async function findSession(db: Database, token: string): Promise<StoredSession | null> {
  const row = await on(db)
    .selectFrom("auth.session")
    .select(sessionColumns)
    .where("token", "=", token)
    .executeTakeFirst();
  return (row as StoredSession | undefined) ?? null;
}

/** Sessions of an account that were marked, the last seen first. */
export async function listSessionsOf(db: Database, accountId: string): Promise<readonly StoredSession[]> {
  const rows = await on(db)
    .selectFrom("auth.session")
    .select(sessionColumns)
    .where("user_id", "=", accountId)
    .where("started_at", "is not", null)
    .orderBy("seen_at", "desc")
    .limit(50)
    .execute();
  return rows as StoredSession[];
}

/** What makes a session count. */
export interface SessionMark {
  readonly now: Instant;
  readonly secondFactorAt: Instant | null;
  readonly tenantId: TenantId | null;
  /** Start of the sitting: kept when a session takes over from another one. */
  readonly startedAt: Instant;
  readonly userAgent: string | null;
}

/** Marks a session just made by better-auth; without this it counts for nothing. Gives its id and account. */
export async function markSession(
  db: Database,
  token: string,
  mark: SessionMark,
): Promise<Pick<StoredSession, "id" | "accountId">> {
  const row = await on(db)
    .updateTable("auth.session")
    .set({
      started_at: mark.startedAt,
      seen_at: mark.now,
      second_factor_at: mark.secondFactorAt,
      tenant_id: mark.tenantId,
      user_agent: mark.userAgent,
    })
    .where("token", "=", token)
    .returning(["id", "user_id as accountId"])
    .executeTakeFirstOrThrow();
  return row as Pick<StoredSession, "id" | "accountId">;
}

/** Notes that a session is in use. */
export async function touchSession(db: Database, id: string, now: Instant): Promise<void> {
  await on(db).updateTable("auth.session").set({ seen_at: now }).where("id", "=", id).execute();
}

/** Notes the territory in which a session works. */
export async function setSessionTerritory(db: Database, id: string, tenantId: TenantId): Promise<void> {
  await on(db).updateTable("auth.session").set({ tenant_id: tenantId }).where("id", "=", id).execute();
}

/** Ends a session of an account; says whether there was one. */
export async function endSessionOf(db: Database, accountId: string, id: string): Promise<boolean> {
  const done = await on(db)
    .deleteFrom("auth.session")
    .where("user_id", "=", accountId)
    .where("id", "=", id)
    .executeTakeFirst();
  return done.numDeletedRows > 0n;
}

/** Ends every session of an account. */
export async function endSessionsOf(db: Database, accountId: string): Promise<void> {
  await on(db).deleteFrom("auth.session").where("user_id", "=", accountId).execute();
}

/** Account that gave its password and owes its second factor, by the challenge in its cookie; null when unknown or late. */
export async function findChallenged(
  db: Database,
  identifier: string,
  now: Instant,
): Promise<AccountId | null> {
  const row = await on(db)
    .selectFrom("auth.verification")
    .select("value")
    .where("identifier", "=", identifier)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return (row?.value as AccountId | undefined) ?? null;
}

/** An account's name and address. */
export interface StoredAccount {
  readonly id: AccountId;
  readonly name: string;
  readonly email: string;
  /** How often it was reset. Whoever gives a password or a factor must find it unchanged when the session begins. */
  readonly resetCount: number;
}

const accountColumns = ["id", "name", "email", "reset_count as resetCount"] as const;

/** The account of an e-mail address, written in any case. */
export async function findAccountByEmail(db: Database, email: string): Promise<StoredAccount | null> {
  const row = await on(db)
    .selectFrom("auth.user")
    .select(accountColumns)
    .where("email", "=", email.toLowerCase())
    .executeTakeFirst();
  return (row as StoredAccount | undefined) ?? null;
}

/** Names and addresses of accounts. */
export async function readAccounts(db: Database, ids: readonly string[]): Promise<readonly StoredAccount[]> {
  if (ids.length === 0) return [];
  const rows = await on(db).selectFrom("auth.user").select(accountColumns).where("id", "in", ids).execute();
  return rows as StoredAccount[];
}

/** One account, which must be there. */
export async function readAccount(db: Database, id: string): Promise<StoredAccount> {
  const row = await on(db)
    .selectFrom("auth.user")
    .select(accountColumns)
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return row as StoredAccount;
}

/** Whether anybody can sign in. */
export async function hasAnyAccount(db: Database): Promise<boolean> {
  const row = await on(db).selectFrom("auth.account").select("id").limit(1).executeTakeFirst();
  return row !== undefined;
}

/** An account to make. */
export interface NewAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly now: Instant;
}

/** Adds an account, without a way to sign in. */
export async function insertAccount(db: Database, { id, name, email, now }: NewAccount): Promise<void> {
  await on(db)
    .insertInto("auth.user")
    .values({
      id,
      name,
      email: email.toLowerCase(),
      email_verified: false,
      created_at: now,
      updated_at: now,
      two_factor_enabled: false,
      reset_count: 0,
    })
    .execute();
}

/** Whether an account has a password. */
export async function hasPassword(db: Database, accountId: string): Promise<boolean> {
  const row = await on(db)
    .selectFrom("auth.account")
    .select("id")
    .where("user_id", "=", accountId)
    .where("provider_id", "=", "credential")
    .executeTakeFirst();
  return row !== undefined;
}

/** Gives an account its first password; says whether it had none. */
export async function insertPassword(
  db: Database,
  password: { readonly id: string; readonly accountId: string; readonly hash: string; readonly now: Instant },
): Promise<boolean> {
  const done = await on(db)
    .insertInto("auth.account")
    .values({
      id: password.id,
      user_id: password.accountId,
      account_id: password.accountId,
      provider_id: "credential",
      password: password.hash,
      created_at: password.now,
      updated_at: password.now,
    })
    .onConflict((conflict) => conflict.columns(["provider_id", "account_id"]).doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** What a one-time link is for: a first password, the first administrator, a new password and new factors. */
export type InvitationKind = "member" | "first-administrator" | "reset";

/** A one-time link to keep. */
export interface NewInvitation {
  readonly id: string;
  readonly kind: InvitationKind;
  readonly accountId: string | null;
  /** Administrator and territory that a reset comes from; absent: the operator, or another kind. */
  readonly from?: { readonly accountId: AccountId; readonly tenantId: TenantId };
  readonly tokenDigest: Buffer;
  readonly expiresAt: Instant;
}

/** Keeps a one-time link; earlier unused ones of the same account or kind stop working. */
export async function putInvitation(db: Database, invitation: NewInvitation): Promise<void> {
  await on(db)
    .deleteFrom("auth.invitation")
    .where("kind", "=", invitation.kind)
    .where(sql<boolean>`user_id is not distinct from ${invitation.accountId}::uuid`)
    .where("used_at", "is", null)
    .execute();
  await on(db)
    .insertInto("auth.invitation")
    .values({
      id: invitation.id,
      kind: invitation.kind,
      user_id: invitation.accountId,
      token_digest: invitation.tokenDigest,
      expires_at: invitation.expiresAt,
      used_at: null,
      tenant_id: invitation.from?.tenantId ?? null,
      made_by: invitation.from?.accountId ?? null,
    })
    .execute();
}

/** A one-time link that can be used now. */
export interface OpenInvitation {
  readonly id: string;
  readonly kind: InvitationKind;
  readonly accountId: AccountId | null;
  readonly tenantId: TenantId | null;
  readonly madeBy: AccountId | null;
}

/** The link of a token, when it is unused and in time. */
export async function findInvitation(
  db: Database,
  digest: Buffer,
  now: Instant,
): Promise<OpenInvitation | null> {
  const row = await on(db)
    .selectFrom("auth.invitation")
    .select(["id", "kind", "user_id as accountId", "tenant_id as tenantId", "made_by as madeBy"])
    .where("token_digest", "=", digest)
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return (row as OpenInvitation | undefined) ?? null;
}

/** Uses a link up; says whether it was unused. */
export async function useInvitation(db: Database, id: string, now: Instant): Promise<boolean> {
  const done = await on(db)
    .updateTable("auth.invitation")
    .set({ used_at: now })
    .where("id", "=", id)
    .where("used_at", "is", null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}
