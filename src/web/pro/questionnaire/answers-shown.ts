import type { CallAction, OutputOf } from "#base";
import { listAssessments, readAssessment, readScreening } from "#pathway/actions";

/** Questions under way that the reader may go on with. */
export type GoingOn = OutputOf<typeof readAssessment>;
/** Questions under way as others see them. */
export type UnderWay = OutputOf<typeof listAssessments>["assessments"][number];

/** What stands beside an empty form: questions under way, or answers to correct. */
export interface Started {
  /** What the reader goes on with; null where there is nothing of theirs. */
  readonly own: GoingOn | null;
  /** What somebody else has under way; null for none. */
  readonly other: UnderWay | null;
  /** Answers that these correct; null for none. */
  readonly corrected: OutputOf<typeof readScreening> | null;
}

/** What was begun before with a person and an instrument. */
export async function startedBefore(
  call: CallAction,
  wanted: {
    readonly personId: string;
    readonly instrument: string;
    /** Answers that are to be corrected; null for none. */
    readonly correctedId: string | null;
  },
): Promise<Started> {
  const { personId, instrument, correctedId } = wanted;
  if (correctedId !== null) {
    const corrected = await call(readScreening, { personId, screeningId: correctedId });
    return { own: null, other: null, corrected };
  }
  const { assessments } = await call(listAssessments, { personId });
  const open = assessments.find((one) => one.instrument === instrument && one.status === "open") ?? null;
  if (open === null) return { own: null, other: null, corrected: null };
  if (!open.isOwn && open.mode !== "paper") return { own: null, other: open, corrected: null };
  return { own: await call(readAssessment, { personId, id: open.id }), other: null, corrected: null };
}
