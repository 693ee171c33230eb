import { defineCodeList } from "#base";

/** Why somebody may act without agreement (country pack France). */
export const dangerGround = defineCodeList("dangerGround", "spec/legal.md, acting in danger", [
  "vital-emergency",
  "child-in-danger",
  "vulnerable-adult-abuse",
  "legal-order",
]);

/** What was done: something of the person was passed on, or they or those around them were contacted. */
export const dangerDeed = defineCodeList("dangerDeed", "Tisser, from spec/legal.md", ["shared", "contacted"]);

/** Why the person is not told yet. */
export const tellingReason = defineCodeList("tellingReason", "spec/legal.md, acting in danger", [
  "would-endanger",
  "cannot-be-reached",
  "cannot-understand-now",
]);

/** What the second person found. */
export const dangerVerdict = defineCodeList("dangerVerdict", "Tisser, from spec/legal.md", [
  "justified",
  "excessive",
  "unjustified",
]);
/** What the second person found. */
export type DangerVerdict = (typeof dangerVerdict.codes)[number];

/** What follows from a review. */
export const dangerFollowUp = defineCodeList("dangerFollowUp", "Tisser, from spec/legal.md", [
  "nothing-more",
  "ask-to-erase",
  "alert-authority",
  "protect-person",
  "tell-officer",
  "talk-in-team",
]);
/** What follows from a review. */
export type DangerFollowUp = (typeof dangerFollowUp.codes)[number];

/**
 * Whether what follows fits what was found: something always does, nothing more stands alone, and where too much was done
 * nothing more is no answer.
 */
export function followUpsFit(verdict: DangerVerdict, followUps: readonly DangerFollowUp[]): boolean {
  if (followUps.length === 0) return false;
  if (!followUps.includes("nothing-more")) return true;
  return followUps.length === 1 && verdict === "justified";
}
