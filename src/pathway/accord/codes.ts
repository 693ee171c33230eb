import { defineCodeList } from "#base";

/** What organisations agree to be together: a care team, or controllers of the same processing. */
export const accordKind = defineCodeList("accordKind", "CSP art. L.1110-12; GDPR art. 26", [
  "care-team",
  "joint-controllers",
]);
/** What organisations agree to be together. */
export type AccordKind = (typeof accordKind.codes)[number];

/** What an accord is for. */
export const accordPurpose = defineCodeList("accordPurpose", "Tisser, from spec/legal.md", [
  "accompany",
  "coordinate-care",
  "activities",
  "follow-up",
]);
/** What an accord is for. */
export type AccordPurpose = (typeof accordPurpose.codes)[number];

/** Why a party ended an accord; the last two end it at once. */
export const accordEnd = defineCodeList("accordEnd", "Tisser, from spec/legal.md", [
  "no-longer-needed",
  "replaced",
  "breach",
  "authority",
]);
/** Why a party ended an accord. */
export type AccordEnd = (typeof accordEnd.codes)[number];

/** Where an accord stands on a day. */
export const accordState = defineCodeList("accordState", "Tisser, from spec/legal.md", [
  "proposed",
  "to-come",
  "in-force",
  "ending",
  "ended",
  "withdrawn",
]);
/** Where an accord stands on a day. */
export type AccordState = (typeof accordState.codes)[number];
