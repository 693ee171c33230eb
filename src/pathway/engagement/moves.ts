import { baseErrors, type Instant, type LocalDate } from "#base";
import type { Tx } from "#storage";
import { endEngagement, writeEngagement } from "./carry-out.ts";
import { partiesOf, type EngagementRow } from "./store.ts";

/** What is to become of an engagement. */
export interface EngagementMove {
  readonly move: "pause" | "resume" | "review" | "end";
  readonly reviewOn: LocalDate | null;
  readonly reason: EngagementRow["end_reason"];
}

/** Pauses, resumes, reviews or ends an engagement whose row is locked. @throws base.invalidInput without the reason or the day that the move asks */
export async function moved(
  db: Tx,
  row: EngagementRow,
  { input, now }: { readonly input: EngagementMove; readonly now: Instant },
): Promise<EngagementRow> {
  const missing = (path: string) => baseErrors.invalidInput({}, { issues: [{ path, code: "required" }] });
  switch (input.move) {
    case "end":
      if (input.reason === null) throw missing("reason");
      return endEngagement(db, row, { reason: input.reason, now });
    case "pause":
      return writeEngagement(db, row, { changes: { status: "paused", missed_since: null }, now });
    case "review":
      if (input.reviewOn === null) throw missing("reviewOn");
      return writeEngagement(db, row, { changes: { review_on: input.reviewOn, missed_since: null }, now });
    default: {
      const parties = await partiesOf(db, { engagementIds: [row.id] });
      const isPeopled = parties.some(({ status }) => status === "accepted");
      return writeEngagement(db, row, { changes: { status: isPeopled ? "running" : "seeking" }, now });
    }
  }
}
