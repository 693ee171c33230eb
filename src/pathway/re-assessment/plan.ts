import type { NewId } from "#base";
import type { Tx } from "#storage";
import { revokeLinks } from "../answer/store.ts";
import type { ResponseRow } from "../screening/store.ts";
import { daysLater } from "../timer/delays.ts";
import { clearTimers, setTimer } from "../timer/store.ts";
import { askedAgain, earlyDays, stepDays } from "./codes.ts";
import { changeReassessment, insertReassessment, reassessmentsOf, type ReassessmentRow } from "./store.ts";

/** Answers just recorded. */
export type RecordedAnswers = Pick<
  ResponseRow,
  "tenant_id" | "controller_id" | "id" | "person_id" | "instrument" | "mode" | "asked_at" | "replaces_id"
>;

/** Whether somebody may still answer it. */
export const isOpen = ({ status }: Pick<ReassessmentRow, "status">): boolean =>
  ["planned", "due", "sent"].includes(status);

/**
 * After answers were recorded: they end the task of asking them again, where there is one in the same way of asking that is
 * due or soon would be; and the first answers of a kind plan the two next times. Corrections plan nothing.
 */
export async function planAfterAnswers(db: Tx, given: RecordedAnswers, newId: NewId): Promise<void> {
  if (given.replaces_id !== null || !askedAgain.has(given.instrument)) return;
  const all = await reassessmentsOf(db, given.person_id);
  const same = all.filter(({ instrument }) => instrument === given.instrument);
  const ended = same.find((row) => isOpen(row) && isAnsweredBy(row, given));
  if (ended) await endWith(db, ended, given);
  // A series goes on to its end: what answers a time of it, or comes in between, begins no other.
  const isInSeries = ended ? ended.step !== "first" : same.some((row) => row.step !== "first" && isOpen(row));
  if (isInSeries) return;
  for (const step of ["weeks-12", "months-6"] as const) await planStep(db, { given, step }, newId);
}

function isAnsweredBy({ mode, due_at, step }: ReassessmentRow, given: RecordedAnswers): boolean {
  return mode === given.mode && (step === "first" || given.asked_at >= daysLater(due_at, -earlyDays));
}

async function endWith(db: Tx, row: ReassessmentRow, given: RecordedAnswers): Promise<void> {
  await changeReassessment(db, row, {
    status: "answered",
    response_id: given.id,
    ended_at: given.asked_at,
    invitation: null,
  });
  await clearTimers(db, row, ["reassessment-due"]);
  await revokeLinks(db, { reassessmentId: row.id }, given.asked_at);
}

async function planStep(
  db: Tx,
  { given, step }: { readonly given: RecordedAnswers; readonly step: keyof typeof stepDays },
  newId: NewId,
): Promise<void> {
  const due_at = daysLater(given.asked_at, stepDays[step]);
  const row: ReassessmentRow = {
    tenant_id: given.tenant_id,
    controller_id: given.controller_id,
    id: newId<"reassessment">(),
    person_id: given.person_id,
    base_id: given.id,
    instrument: given.instrument,
    mode: given.mode,
    step,
    status: "planned",
    due_at,
    sent_at: null,
    ended_at: null,
    response_id: null,
    version: 1,
    invitation: null,
  };
  if (await insertReassessment(db, row)) await setTimer(db, { ...row, kind: "reassessment-due" }, due_at);
}
