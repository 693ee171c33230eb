import { operatorActor, type Instant, type PersonId, type TenantId } from "#base";
import { appendAudit, withTransaction, type Database } from "#storage";
import { inOrganisation, listOrganisationIds } from "./queue-store.ts";
import { listRequestsToErase } from "./store.ts";

/** Word of the audit under which requests are erased; an interrupted erasure is completed when it finds it. */
export const eraseRequestAction = "pathway.eraseCallRequest";

/** What erasing needs of the program. */
export interface RequestErasure {
  readonly db: Database;
  readonly now: Instant;
  /** Notes durably that an erasure begins; before the commit. */
  readonly beginErasure: (tenantId: TenantId, keyId: PersonId) => Promise<void>;
  /** Erases for good: ledger, rows, key. Outside any transaction. */
  readonly erasePerson: (tenantId: TenantId, keyId: PersonId) => Promise<void>;
}

/**
 * Erases the requests of a territory whose thirty days are over, key and all, each with its line in the audit. Harmless
 * twice; what was interrupted is completed at the next start. Answers how many.
 */
export async function eraseDueRequests(work: RequestErasure, tenantId: TenantId): Promise<number> {
  const due = await withTransaction(work.db, { tenantId, controllerIds: [], actorId: null }, async (tx) => {
    const controllerIds = await listOrganisationIds(tx);
    const found = await inOrganisation(tx, { tenantId, controllerIds }, () =>
      listRequestsToErase(tx, work.now),
    );
    for (const { id, key_id: keyId } of found) {
      const line = { kind: "call-request", ids: [id, keyId], fields: [] };
      await appendAudit(tx, { ...line, at: work.now, actor: operatorActor, action: eraseRequestAction });
      await work.beginErasure(tenantId, keyId);
    }
    return found;
  });
  for (const { key_id: keyId } of due) await work.erasePerson(tenantId, keyId);
  return due.length;
}
