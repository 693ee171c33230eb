import { defineCodeList } from "#base";

/** How those who meet a person are chosen: one who stays, or several on purpose, so that nobody depends on one. */
export const pairing = defineCodeList("pairing", "spec/facts.md (Au bout du fil)", ["stable", "rotating"]);

/** Where an engagement stands. */
export const engagementStatus = defineCodeList("engagementStatus", "Tisser", [
  "seeking",
  "running",
  "paused",
  "ended",
]);

/** Why an engagement ended. */
export const engagementEnd = defineCodeList("engagementEnd", "Tisser, from spec/pathway.md §4.2", [
  "goal-reached",
  "person-wishes",
  "volunteer-leaves",
  "moved",
  "hospital",
  "death",
  "safety",
  "other",
]);

/** What became of a meeting. */
export const meetingOutcome = defineCodeList("meetingOutcome", "Tisser", [
  "met",
  "person-absent",
  "volunteer-absent",
  "put-off",
]);

/** How long a meeting was, in minutes: the choices of a log in three taps. */
export const meetingLengths = [20, 60, 120] as const;

/** What somebody may say of a visit without account. The first three freeze at once. */
export const visitReportReason = defineCodeList("visitReportReason", "Tisser, from spec/legal.md", [
  "hurt",
  "money",
  "limits",
  "absent",
  "other",
]);
/** One of {@link visitReportReason}. */
export type VisitReportReason = (typeof visitReportReason.codes)[number];

/** Reasons that freeze at once, before anybody has looked. */
export const freezingReasons: ReadonlySet<VisitReportReason> = new Set(["hurt", "money", "limits"]);

/** What the review of a report found. */
export const visitFinding = defineCodeList("visitFinding", "Tisser", [
  "nothing-wrong",
  "settled",
  "stays-frozen",
  "ended",
]);
