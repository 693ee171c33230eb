import { defineCodeList } from "#base";

/** What a contact engagement is for; also the missions for which an organisation says what it asks. */
export const engagementPurpose = defineCodeList("engagementPurpose", "product.md; spec/facts.md", [
  "visit",
  "telephone",
  "mentoring",
  "peer-support",
  "hours",
]);
/** One of {@link engagementPurpose}. */
export type EngagementPurpose = (typeof engagementPurpose.codes)[number];

/** What was looked at of somebody: verdict, kind and days are kept, never the document. */
export const checkKind = defineCodeList(
  "checkKind",
  "spec/legal.md, volunteers (CASF L.133-6 for honorability)",
  ["interview", "references", "extract-shown", "honorability"],
);
/** One of {@link checkKind}. */
export type CheckKind = (typeof checkKind.codes)[number];

/** Trainings of volunteers. */
export const trainingKind = defineCodeList(
  "trainingKind",
  "Tisser, from spec/facts.md (MONALISA, Au bout du fil)",
  ["welcome", "listening", "limits", "safeguarding", "first-aid"],
);
/** One of {@link trainingKind}. */
export type TrainingKind = (typeof trainingKind.codes)[number];

/** Where somebody stands. `frozen`: nothing is shown or proposed to them until somebody looked at it. */
export const volunteerStatus = defineCodeList("volunteerStatus", "Tisser", ["active", "frozen", "ended"]);
/** One of {@link volunteerStatus}. */
export type VolunteerStatus = (typeof volunteerStatus.codes)[number];

/** Why somebody is not proposed for a mission. */
export const unfitReason = defineCodeList("unfitReason", "Tisser, from spec/legal.md", [
  "not-active",
  "charter",
  "check-missing",
  "check-expired",
  "check-unfit",
  "training-missing",
  "training-expired",
  "excluded",
]);
/** One of {@link unfitReason}. */
export type UnfitReason = (typeof unfitReason.codes)[number];

/** What deserves a look. None of them is a finding about somebody. */
export const visitPattern = defineCodeList("visitPattern", "Tisser", [
  "absent-three-times",
  "over-cap",
  "reports-from-two",
  "very-long",
  "many-at-once",
]);
/** One of {@link visitPattern}. */
export type VisitPattern = (typeof visitPattern.codes)[number];
