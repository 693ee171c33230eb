import type { Actor, Instant, NewId } from "#base";
import type { AuditNote, Tx } from "#storage";
import { instrumentSettingErrors } from "./errors.ts";
import { insertWordingDecision, newestWordingDecisions } from "./store.ts";

/** A decision on words to record, and who takes it. */
export interface WordsDecision {
  readonly instrument: string;
  readonly wording: string;
  readonly isAccepted: boolean;
  readonly reason: string;
  readonly tenantId: NonNullable<Actor["tenantId"]>;
  readonly by: Actor["id"];
  readonly now: Instant;
  readonly newId: NewId;
  readonly audit: (note: AuditNote) => void;
}

/**
 * Records whether words may feed the published figures of the territory in force; earlier decisions stay.
 * @throws pathway.decisionOvertaken when another one took its place meanwhile.
 */
export async function decideWords(db: Tx, decision: WordsDecision): Promise<void> {
  const { instrument, wording, isAccepted, reason, tenantId, by, now, newId, audit } = decision;
  const before = (await newestWordingDecisions(db)).get(`${instrument} ${wording}`);
  const isNew = await insertWordingDecision(db, {
    tenant_id: tenantId,
    id: newId<"wording-decision">(),
    instrument,
    wording,
    position: (before?.position ?? 0) + 1,
    is_accepted: isAccepted,
    reason,
    decided_at: now,
    decided_by: by,
  });
  if (!isNew) throw instrumentSettingErrors.decisionOvertaken({});
  audit({ kind: "wording", ids: [instrument, wording], fields: ["isAccepted", "reason"] });
}
