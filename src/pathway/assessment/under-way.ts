import type { Id } from "#base";
import type { Recorder } from "../screening/record.ts";
import { assessmentErrors } from "./errors.ts";
import { changeAssessment, lockAssessment, openAssessment, type AssessmentRow } from "./store.ts";

/** Which questions a device answers, and which version of them it saw. */
export interface Seen {
  readonly id: Id<"screening">;
  readonly instrument: string;
  /** Null from a device that never kept any. */
  readonly seenVersion: number | null;
}

/**
 * The questions under way that somebody goes on with or ends; null when these were never kept. They are locked, so that two
 * devices come one after the other and the second is told; what it brought stays with it.
 * Errors  pathway.assessmentEnded, assessmentOfOther, assessmentOvertaken, assessmentUnderWay.
 */
export async function underWay(
  { db, file, actorId }: Recorder,
  { id, instrument, seenVersion }: Seen,
): Promise<AssessmentRow | null> {
  const own = await lockAssessment(db, { id, personId: file.id });
  if (own === null) {
    const other = await openAssessment(db, { personId: file.id, instrument });
    if (other !== null) throw assessmentErrors.assessmentUnderWay({});
    return null;
  }
  if (own.status !== "open") throw assessmentErrors.assessmentEnded({});
  if (own.started_by !== actorId && own.mode !== "paper") throw assessmentErrors.assessmentOfOther({});
  if (seenVersion !== null && seenVersion !== own.version) throw assessmentErrors.assessmentOvertaken({});
  return own;
}

/** Ends questions under way because they were answered. */
export async function endAsAnswered({ db, actorId, now }: Recorder, row: AssessmentRow): Promise<void> {
  const isPaper = row.mode === "paper";
  await changeAssessment(db, row, {
    status: "done",
    changed_at: now,
    ended_at: now,
    ended_by: actorId,
    // The first reading of a paper form stays beside the second; the rest is in the answers now.
    ...(isPaper ? {} : { content: null }),
  });
}
