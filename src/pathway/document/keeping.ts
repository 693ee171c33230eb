import { operatorActor, type Instant, type PersonId, type TenantId } from "#base";
import { appendAudit, withTransaction, type Database, type Tx } from "#storage";
import { inOrganisation, listOrganisationIds } from "../call-queue/queue-store.ts";
import { daysLater, delays } from "../timer/delays.ts";
import { documentsEnding, forgetDocument, type DocumentRow } from "./store.ts";

/** Most documents removed in one transaction. */
const atOnce = 200;

/** From when on it is brought forward that a document will be removed. */
export function endingFrom({ kept_until }: Pick<DocumentRow, "kept_until">): Instant {
  return daysLater(kept_until, -delays.documentWarningDays);
}

/** Whether a document will be removed soon: whoever follows the file looks whether it still serves. */
export function isEnding(row: Pick<DocumentRow, "kept_until">, now: Instant): boolean {
  return now >= endingFrom(row);
}

/** A person of whose file a document will be removed soon. */
export interface Ending {
  readonly personId: PersonId;
  /** From when on this is brought forward. */
  readonly since: Instant;
}

/** Persons of whose file documents will be removed soon, of those that `isSeen` lets through; each once, soonest first. */
export async function personsWithEnding(
  db: Tx,
  now: Instant,
  { limit, isSeen }: { readonly limit: number; readonly isSeen: (row: DocumentRow) => boolean },
): Promise<readonly Ending[]> {
  const rows = await documentsEnding(db, { by: daysLater(now, delays.documentWarningDays), limit });
  const first = new Map<PersonId, Ending>();
  for (const row of rows)
    if (isSeen(row) && !first.has(row.person_id))
      first.set(row.person_id, { personId: row.person_id, since: endingFrom(row) });
  return [...first.values()];
}

/** Word of the record under which documents are removed whose time is over. */
export const endDocumentAction = "pathway.endDocument";

/**
 * Removes the documents of a territory whose time is over: what is in them and their words go for good, the line stays. Each
 * has its line in the record, in the same transaction. Harmless twice. Answers how many.
 */
export async function endDueDocuments(
  { db, now }: { readonly db: Database; readonly now: Instant },
  tenantId: TenantId,
): Promise<number> {
  let ended = 0;
  for (;;) {
    const found = await withTransaction(db, { tenantId, controllerIds: [], actorId: null }, async (tx) => {
      const controllerIds = await listOrganisationIds(tx);
      return inOrganisation(tx, { tenantId, controllerIds }, async () => {
        const due = await documentsEnding(tx, { by: now, limit: atOnce });
        for (const { id, person_id } of due) {
          await forgetDocument(tx, id, { at: now, by: null, reason: "time-over" });
          const line = { kind: "person-document", ids: [id, person_id], fields: ["removed"] };
          await appendAudit(tx, { ...line, at: now, actor: operatorActor, action: endDocumentAction });
        }
        return due.length;
      });
    });
    ended += found;
    if (found < atOnce) return ended;
  }
}
