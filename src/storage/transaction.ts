import { sql } from "kysely";
import { escapeLiteral } from "pg";
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

/** How often a transaction is begun at most, when PostgreSQL ends it because several waited for each other. */
const mostAttempts = 4;

/**
 * Runs something in one transaction (READ COMMITTED) under row security. A transaction that PostgreSQL chose to end because
 * several waited for each other is begun again, up to three times: nothing of it stays, so `run` must stand being run anew.
 * Nothing else is tried again: a lost connection may have come after the commit, so only the caller, with its idempotency
 * key, can know.
 *
 * `lastWords` tells a statement, with its values written in, that goes to the database in one message with the commit: what
 * it locks is held for no round trip. When it fails, nothing of the transaction stays.
 * @throws storage.databaseAway, storage.diskFull, storage.readOnly, or whatever `run` throws, after rolling back.
 */
export async function withTransaction<Result>(
  database: Database,
  scope: Scope,
  run: (tx: Tx) => Promise<Result>,
  lastWords: (result: Result) => string | null = () => null,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(database, scope, run, lastWords);
    } catch (error) {
      if (attempt === mostAttempts || !isDeadlock(error)) throw toStorageError(error);
    }
  }
}

/** SQLSTATE 40P01: PostgreSQL found that transactions wait for each other, and rolled this one back as a whole. */
function isDeadlock(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "40P01";
}

function runOnce<Result>(
  database: Database,
  scope: Scope,
  run: (tx: Tx) => Promise<Result>,
  lastWords: (result: Result) => string | null,
): Promise<Result> {
  return database.connection().execute(async (connection) => {
    // A connection of its own inside begin and commit is a transaction; only the type tells them apart.
    const tx = connection as unknown as Tx;
    try {
      await begin(tx, scope);
      const result = await run(tx);
      await commit(tx, lastWords(result));
      return result;
    } catch (error) {
      // A rollback that fails because the connection broke must not hide why it was asked for.
      await sql`rollback`.execute(tx).catch(() => {});
      throw error;
    }
  });
}

/** Begins and enters the scope in one round trip: a message of several statements takes no parameters. */
async function begin(tx: Tx, { tenantId, controllerIds, actorId, ownCasesIn, isRead }: Scope): Promise<void> {
  const set = (name: string, value: string): string => `set_config('${name}', ${escapeLiteral(value)}, true)`;
  const settings = [
    set("tisser.tenant", tenantId ?? ""),
    set("tisser.controllers", controllerIds.join(",")),
    set("tisser.actor", actorId ?? ""),
    set("tisser.own_cases_in", (ownCasesIn ?? []).join(",")),
    set("tisser.reads", isRead === true ? "on" : ""),
  ];
  await sql.raw(`begin isolation level read committed; select ${settings.join(", ")}`).execute(tx);
}

async function commit(tx: Tx, lastWords: string | null): Promise<void> {
  const text = lastWords === null ? "commit" : `${lastWords}; commit`;
  const { rows } = await sql.raw<{ readonly command: string }>(text).execute(tx);
  // PostgreSQL answers so, without an error, when a statement failed before and the failure was swallowed.
  if (rows.at(-1)?.command !== "COMMIT")
    throw new Error("a statement of the transaction had failed: rolled back");
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
