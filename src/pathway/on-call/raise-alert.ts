import type { AccountId, Id, Instant, NewId } from "#base";
import type { Tx } from "#storage";
import type { PersonRow } from "../store.ts";
import { setTimer } from "../timer/store.ts";
import { alertAbout, insertAlert, insertAlertEvent } from "./alert-store.ts";

/** Answers that tell of risk. */
export interface RiskFound {
  readonly file: Pick<PersonRow, "tenant_id" | "controller_id" | "id">;
  readonly screeningId: Id<"screening">;
  readonly instrument: string;
  /** Level of the pathway: 2 risk, 3 immediate danger. */
  readonly level: 2 | 3;
  readonly askedBy: AccountId | null;
  readonly askedAt: Instant;
  /** Whether somebody else was on call. */
  readonly wasCovered: boolean;
}

/**
 * Raises an alert in the transaction that keeps the answers: where it cannot be written, neither are they. Its first notice
 * is due at once.
 * Source  notes/reliability.md §3 (K-b).
 */
export async function raiseAlert(
  { db, now, newId }: { readonly db: Tx; readonly now: Instant; readonly newId: NewId },
  found: RiskFound,
): Promise<Id<"risk-alert">> {
  const id = newId<"risk-alert">();
  const { tenant_id, controller_id } = found.file;
  const isNew = await insertAlert(db, {
    tenant_id,
    controller_id,
    id,
    person_id: found.file.id,
    screening_id: found.screeningId,
    instrument: found.instrument,
    level: found.level,
    asked_by: found.askedBy,
    asked_at: found.askedAt,
    raised_at: now,
    was_covered: found.wasCovered,
    steps: 0,
    acknowledged_at: null,
    acknowledged_by: null,
    version: 1,
  });
  // An assessment that was interrupted raised it already: one alert, which goes on as it is.
  if (!isNew) return (await alertAbout(db, found.screeningId))?.id ?? id;
  await insertAlertEvent(db, {
    tenant_id,
    controller_id,
    id: newId<"risk-alert-event">(),
    alert_id: id,
    at: now,
    by_id: found.askedBy,
    kind: "raised",
    step: null,
    people: null,
    words: null,
  });
  await setTimer(db, { tenant_id, controller_id, kind: "risk-alert", id }, now, now);
  return id;
}
