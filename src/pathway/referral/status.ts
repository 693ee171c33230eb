import { defineCodeList } from "#base";

/**
 * States of a referral.
 * Source  spec/pathway.md §4.2, after the Gravity SDOHCC referral task and Dora's orientations.
 */
export const referralStatus = defineCodeList("referralStatus", "Tisser, after Gravity SDOHCC task status", [
  "draft",
  "awaiting_consent",
  "sent",
  "needs_info",
  "accepted",
  "waitlisted",
  "contacted",
  "started",
  "paused",
  "completed",
  "not_completed",
  "refused",
  "declined",
  "expired",
  "recalled",
  "rerouted",
  "error",
]);
/** State of a referral. */
export type ReferralStatus = (typeof referralStatus.codes)[number];

/** Whether one knows how a referral ended: an accepted one has not succeeded, and unknown counts as unknown. */
export const referralLoop = defineCodeList("referralLoop", "Tisser, from product.md rule 2", [
  "open",
  "closed_known",
  "closed_unknown",
]);
/** Whether one knows how it ended. */
export type ReferralLoop = (typeof referralLoop.codes)[number];

/** States after which nothing more is expected, and how it ended is known. */
export const endedStatuses: ReadonlySet<ReferralStatus> = new Set([
  "completed",
  "not_completed",
  "refused",
  "declined",
  "recalled",
  "rerouted",
  "error",
]);

/** The loop of a referral that just came into a state by an act of somebody: an end is known, all else is open. */
export function loopOf(status: ReferralStatus): ReferralLoop {
  return endedStatuses.has(status) ? "closed_known" : "open";
}
