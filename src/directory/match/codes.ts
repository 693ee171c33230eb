import { defineCodeList } from "#base";

const judged = "Tisser, with the judged relevance set for matching (reference/matching)";

/** What a person looks for, as a link worker would note it. */
export const needCode = defineCodeList("need", judged, [
  "meet-people",
  "be-listened-to",
  "be-visited",
  "be-called",
  "practical-help",
  "digital-help",
  "respite",
  "peer-support",
  "psychological-support",
  "skills",
  "move",
  "nature",
  "be-useful",
  "learn-language",
  "transport",
  "mentoring",
  "safe-space",
]);
/** One need. */
export type NeedCode = (typeof needCode.codes)[number];

/** What stands between a person and others. */
export const barrierCode = defineCodeList("barrier", judged, [
  "transport",
  "cost",
  "digital",
  "language",
  "literacy",
  "hearing",
  "vision",
  "shame",
  "groups",
  "carer-duties",
  "hours",
]);
/** One barrier. */
export type BarrierCode = (typeof barrierCode.codes)[number];

/** How a person gets about; `none` does not go out. */
export const mobilityMode = defineCodeList("mobilityMode", judged, ["none", "walk", "bike", "bus", "car"]);
/** One way of getting about. */
export type MobilityMode = (typeof mobilityMode.codes)[number];

/** What a place must allow for the person to take part. */
export const accessNeed = defineCodeList("accessNeed", judged, [
  "wheelchair",
  "no-stairs",
  "deaf",
  "hard-of-hearing",
  "visual",
  "quiet",
]);
/** One need of access. */
export type AccessNeed = (typeof accessNeed.codes)[number];

/** Needs of access that a search may be narrowed by, beside the wheelchair: what a place tells for each. */
export const accessSought = defineCodeList("accessNeed", judged, [
  "deaf",
  "hard-of-hearing",
  "visual",
  "quiet",
]);
/** One of them. */
export type AccessSought = (typeof accessSought.codes)[number];

/** Where or how one takes part. */
export const attendance = defineCodeList("attendance", judged, [
  "on-site",
  "at-home",
  "phone",
  "online",
  "sms",
  "post",
]);
/** One way of taking part. */
export type Attendance = (typeof attendance.codes)[number];

/** How one gets in. */
export const wayIn = defineCodeList("wayIn", judged, [
  "phone",
  "drop-in",
  "referral",
  "online",
  "sms",
  "post",
]);
/** One way in. */
export type WayIn = (typeof wayIn.codes)[number];

/** Whether there is room. */
export const capacityStatus = defineCodeList(
  "capacityStatus",
  "Tisser, after ReferralRequest capacity in HSDS profiles",
  ["capacity", "waitlist", "no-capacity", "ask"],
);
/** One answer to "is there room?". */
export type CapacityStatus = (typeof capacityStatus.codes)[number];

/** How many are there at once. */
export const groupSize = defineCodeList("groupSize", judged, ["small", "medium", "large"]);
/** One size of group: small up to about twelve, large above about thirty. */
export type GroupSize = (typeof groupSize.codes)[number];

/** What can be done there, finer than the kind of offer. */
export const offerType = defineCodeList("offerType", judged, [
  "social-cafe",
  "gem",
  "third-place",
  "garden",
  "workshop",
  "walk",
  "choir",
  "talk-group",
  "peer-support",
  "helpline",
  "home-visit",
  "befriending-call",
  "stop",
  "digital-helper",
  "paperwork-help",
  "ccas",
  "clic",
  "respite",
  "mission",
  "bench",
  "sport",
  "youth-group",
  "youth-house",
  "perinatal",
  "animal",
  "culture",
  "language-cafe",
  "lgbt-group",
  "psych",
  "skills",
  "transport",
  "meal",
  "library",
  "games",
  "mentoring",
  "accompany",
  "home-hours",
  "outreach",
  "housing",
  "event",
  "food-aid",
  "forum",
  "family-place",
  "senior-club",
  "mutual-aid",
  "work-group",
]);
/** One type of offer. */
export type OfferType = (typeof offerType.codes)[number];

/**
 * Attributes that are used only when the person asked for it: a code of a situation in this list counts for nothing
 * unless it stands in `asked` too.
 */
export const sensitiveSituations: ReadonlySet<string> = new Set([
  "lgbt",
  "transgenre",
  "religion",
  "catholique",
  "protestant",
  "musulman",
  "juif",
  "bouddhiste",
  "sans-religion",
  "origine",
  "origine-ethnique",
  "gens-du-voyage",
  "roms",
  "opinion-politique",
  "syndicat",
  "vie-sexuelle",
  "travail-du-sexe",
  "vih",
]);
