import { sql } from "kysely";
import type { Instant, TenantId } from "#base";
import type { Tx } from "../database.ts";
import { storageErrors } from "../errors.ts";

/** To whom and to what an idempotency key belongs: the same key of somebody else is another one. */
export interface ReceiptKey {
  readonly tenantId: TenantId;
  /** Who asked: account or link id, or a mark of the anonymous caller. */
  readonly actor: string;
  /** Name of the action. */
  readonly action: string;
  /** Key that the caller chose. */
  readonly key: string;
}

/** What was answered to a request. */
export interface Receipt {
  /** SHA-256 of the request (32 bytes): another request under the same key is refused. */
  readonly digest: Uint8Array;
  /** HTTP status answered. */
  readonly status: number;
  /** Ids, versions and codes from which the answer is made again. */
  readonly receipt: unknown;
}

type ReceiptTables = {
  readonly idempotency: {
    tenant_id: string;
    actor: string;
    action: string;
    key: string;
    digest: Buffer;
    status: number;
    receipt: unknown;
    created_at: string;
  };
};

/**
 * The receipt of a request made before. Call it before anything is changed: it makes requests with the same key take
 * turns, so that the second waits for the commit of the first and then finds its receipt. (Lock and reading are
 * two statements of `claim_receipt`: in READ COMMITTED the second sees what was committed during the wait.)
 * Missing  `null` when the request is new; this transaction then holds the key until it ends.
 */
export async function findReceipt(
  tx: Tx,
  { tenantId, actor, action, key }: ReceiptKey,
): Promise<Receipt | null> {
  const { rows } = await sql<Receipt>`
    select digest, status, receipt from claim_receipt(${tenantId}, ${actor}, ${action}, ${key})`.execute(tx);
  return rows[0] ?? null;
}

/**
 * Keeps the receipt of what this transaction did.
 * @throws storage.receiptTwice when the key has one already, so that the effects of this transaction are undone too.
 */
export async function keepReceipt(tx: Tx, key: ReceiptKey, receipt: Receipt, now: Instant): Promise<void> {
  const { numInsertedOrUpdatedRows } = await tx
    .withTables<ReceiptTables>()
    .insertInto("idempotency")
    .values({
      tenant_id: key.tenantId,
      actor: key.actor,
      action: key.action,
      key: key.key,
      digest: Buffer.from(receipt.digest),
      status: receipt.status,
      receipt: JSON.stringify(receipt.receipt),
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) throw storageErrors.receiptTwice({});
}

/** Forgets the receipts of this transaction's territory made before a moment; tells how many. */
export async function forgetReceipts(tx: Tx, before: Instant): Promise<number> {
  const { numDeletedRows } = await tx
    .withTables<ReceiptTables>()
    .deleteFrom("idempotency")
    .where("created_at", "<", before)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
