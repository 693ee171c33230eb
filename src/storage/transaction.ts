import { sql } from "kysely";
import type { AccountId, ControllerId, TenantId } from "#base";
import { toStorageError } from "./connection-failure.ts";
import type { Database, Tx } from "./database.ts";

/** For whom a transaction works: what row security lets it see. */
export interface Scope {
  /** Territory; null outside any, and then no row of any territory is seen. */
  readonly tenantId: TenantId | null;
  /** Organisations whose files may be reached. */
  readonly controllerIds: readonly ControllerId[];
  /** Account that acts; null for a visitor and for the operator. */
  readonly actorId: AccountId | null;
  /** Organisations in which only the files of those whom the account accompanies are seen; none unless told. */
  readonly ownCasesIn?: readonly ControllerId[];
  /** Whether nothing is changed: then files that were handed over can still be read. */
  readonly isRead?: boolean;
}

/**
 * Runs something in one transaction (READ COMMITTED) under row security. Nothing is tried again: a lost connection may have
 * come after the commit, so only the caller, with its idempotency key, can know.
 * @throws storage.databaseAway, storage.diskFull, storage.readOnly, or whatever `run` throws, after rolling back.
 */
export async function withTransaction<Result>(
  database: Database,
  scope: Scope,
  run: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  let refusal: { readonly error: unknown } | null = null;
  try {
    return await database
      .transaction()
      .setIsolationLevel("read committed")
      .execute(async (tx) => {
        try {
          await applyScope(tx, scope);
          return await run(tx);
        } catch (error) {
          refusal = { error };
          throw error;
        }
      });
  } catch (error) {
    // A rollback that fails because the connection broke must not hide why it was asked for.
    throw toStorageError((refusal as { readonly error: unknown } | null)?.error ?? error);
  }
}

/**
 * Reads outside any transaction and territory: row security shows nothing that belongs to one. Each statement stands alone.
 * @throws storage.databaseAway
 */
export async function withoutTransaction<Result>(
  database: Database,
  read: (db: Tx) => Promise<Result>,
): Promise<Result> {
  try {
    // A store asks a database and a transaction in the same way; only the type tells them apart.
    return await read(database as unknown as Tx);
  } catch (error) {
    throw toStorageError(error);
  }
}

/** Sets whom the rest of the transaction works for, in one round trip; the settings end with the transaction. */
export async function applyScope(tx: Tx, scope: Scope): Promise<void> {
  await sql`select set_config('tisser.tenant', ${scope.tenantId ?? ""}, true),
    set_config('tisser.controllers', ${scope.controllerIds.join(",")}, true),
    set_config('tisser.actor', ${scope.actorId ?? ""}, true),
    set_config('tisser.own_cases_in', ${(scope.ownCasesIn ?? []).join(",")}, true),
    set_config('tisser.reads', ${scope.isRead ? "on" : ""}, true)`.execute(tx);
}

/**
 * Works for somewhere else for a while, inside a transaction: for whoever brings no territory but a secret or a town that
 * leads to one. What was in force before is in force again afterwards; when `run` throws, the transaction is lost anyway.
 */
export async function withScope<Result>(
  tx: Tx,
  { tenantId, controllerIds }: Pick<Scope, "tenantId" | "controllerIds">,
  run: () => Promise<Result>,
): Promise<Result> {
  const { rows } = await sql<{ tenant: string | null; controllers: string | null }>`
    select current_setting('tisser.tenant', true) as tenant,
      current_setting('tisser.controllers', true) as controllers`.execute(tx);
  const enter = (tenant: string, controllers: string) =>
    sql`select set_config('tisser.tenant', ${tenant}, true),
      set_config('tisser.controllers', ${controllers}, true)`.execute(tx);
  await enter(tenantId ?? "", controllerIds.join(","));
  const result = await run();
  await enter(rows[0]?.tenant ?? "", rows[0]?.controllers ?? "");
  return result;
}
