import { defineCodeList } from "#base";

/** Why somebody cannot be referred to an offer with others, as things are. */
export const groupHindrance = defineCodeList("groupHindrance", "spec/pathway.md §4.3, §4.5; spec/legal.md", [
  "do-not-contact",
  "plan-closed",
  "already-there",
  "too-many",
  "excluded",
  "full",
  "representative-needed",
  "alike",
]);
/** One of {@link groupHindrance}. */
export type GroupHindrance = (typeof groupHindrance.codes)[number];

/** What became of somebody in a gesture for several: sent, waiting for their agreement, or not sent and why. */
export const groupResult = defineCodeList("groupResult", "spec/pathway.md §4.3, §4.5; spec/legal.md", [
  "sent",
  "waits",
  ...groupHindrance.codes,
  "no-ground",
  "nothing-to-tell",
  "not-accompanied",
]);
/** One of {@link groupResult}. */
export type GroupResult = (typeof groupResult.codes)[number];
