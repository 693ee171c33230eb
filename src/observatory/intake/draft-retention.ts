import {
  addMilliseconds,
  operatorActor,
  type ControllerId,
  type Id,
  type Instant,
  type TenantId,
} from "#base";
import { appendAudit, withTransaction, type Database } from "#storage";
import { listControllerIds, listDraftIdsBefore, removeDraft } from "./store.ts";

const day = 86_400_000;

/** Word of the audit under which a draft is forgotten that nobody took up again. */
export const forgetDraftAction = "observatory.forgetSurveyDraft";

/** When the file of a draft that nobody changes any more is erased. */
export function erasedAt(changedAt: Instant, days: number): Instant {
  return addMilliseconds(changedAt, days * day);
}

/** What forgetting needs of the program. */
export interface DraftForgetting {
  readonly db: Database;
  readonly now: Instant;
  readonly days: number;
  /** Erases the files of a draft. */
  readonly clear: (id: Id<"survey-draft">) => Promise<void>;
}

/**
 * Forgets the drafts of a territory whose days are over: first their files, then what was said of them, with a line in the
 * audit. Versions that were imported stay. Harmless twice; one that was interrupted is completed the next time. Answers how many.
 */
export async function forgetDueDrafts(work: DraftForgetting, tenantId: TenantId): Promise<number> {
  const scope = { tenantId, controllerIds: [] as readonly ControllerId[], actorId: null };
  const controllerIds = await withTransaction(work.db, scope, listControllerIds);
  const before = addMilliseconds(work.now, -work.days * day);
  return withTransaction(work.db, { ...scope, controllerIds }, async (tx) => {
    const due = await listDraftIdsBefore(tx, before);
    for (const id of due) {
      await work.clear(id);
      await removeDraft(tx, id);
      const line = { kind: "survey-draft", ids: [id], fields: [] };
      await appendAudit(tx, { ...line, at: work.now, actor: operatorActor, action: forgetDraftAction });
    }
    return due.length;
  });
}
