import { defineCodeList } from "#base";

/** What waits because whoever asked may not be the person. Source  notes/reliability.md §2 T3 and M7. */
export const heldKind = defineCodeList("heldKind", "Tisser, from notes/reliability.md M7", [
  "contact-change",
  "own-copy",
]);
/** What waits. */
export type HeldKind = (typeof heldKind.codes)[number];

/** How it was checked that who asks for another way to be reached is the person. */
export const identityCheck = defineCodeList("identityCheck", "Tisser, from notes/reliability.md T3", [
  "seen",
  "called-back",
  "document",
  "not-checked",
]);
/** How it was checked. */
export type IdentityCheck = (typeof identityCheck.codes)[number];

/** Checks that prove it: face to face, or by the number that was known before. */
export const provingChecks = ["seen", "called-back"] as const satisfies readonly IdentityCheck[];

/**
 * Whether a check proves that it is the person. A document does not by itself: whoever lives with somebody has their papers at hand.
 */
export function isProof(check: IdentityCheck): check is (typeof provingChecks)[number] {
  return check === "seen" || check === "called-back";
}

/** Hours that what nobody checked waits; no territory chooses them. Source  notes/reliability.md M7. */
export const holdHours = 72;
/** Days that a copy may be taken once it waited. */
export const copyDays = 7;
/** Minutes that a second proof is worth something. */
export const proofMinutes = 30;
/** The most wrong proofs of a request. */
export const mostWrongProofs = 10;
