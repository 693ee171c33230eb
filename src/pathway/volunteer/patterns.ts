import type { LocalDate } from "#base";
import type { VisitPattern } from "./codes.ts";

/** What is known of the visits of somebody. */
export interface VisitsSeen {
  /** Of all engagements, oldest first. */
  readonly meetings: readonly {
    readonly engagementId: string;
    readonly day: LocalDate;
    readonly outcome: "met" | "person-absent" | "volunteer-absent" | "put-off";
    readonly minutes: number | null;
    /** Most meetings of a month in this engagement; null without a cap. */
    readonly monthlyCap: number | null;
  }[];
  /** Engagements from which something was reported, within a year. */
  readonly reportedFrom: readonly string[];
  /** Engagements that are running. */
  readonly running: number;
}

const longMinutes = 240;
const manyAtOnce = 4;

/**
 * What deserves a look, in the order of the code list: three absences in a row, more meetings of a month than agreed, reports
 * from two engagements or more, a meeting of over four hours, more than four engagements at once.
 */
export function patternsIn({ meetings, reportedFrom, running }: VisitsSeen): readonly VisitPattern[] {
  const patterns: VisitPattern[] = [];
  const lastThree = meetings.slice(-3);
  if (lastThree.length === 3 && lastThree.every(({ outcome }) => outcome === "volunteer-absent"))
    patterns.push("absent-three-times");
  const months = Map.groupBy(
    meetings.filter(({ outcome }) => outcome === "met"),
    ({ engagementId, day }) => `${engagementId} ${day.slice(0, 7)}`,
  );
  if ([...months.values()].some((own) => own.length > (own[0]?.monthlyCap ?? Infinity)))
    patterns.push("over-cap");
  if (new Set(reportedFrom).size >= 2) patterns.push("reports-from-two");
  if (meetings.some(({ minutes }) => (minutes ?? 0) > longMinutes)) patterns.push("very-long");
  if (running > manyAtOnce) patterns.push("many-at-once");
  return patterns;
}
