import { defineCodeList } from "#base";

/** What may be told of a person to a receiver, item by item. Answers, scores and notes are never among them. */
export const sharedItem = defineCodeList("sharedItem", "spec/pathway.md §4.4; spec/legal.md fact (c)", [
  "first-name",
  "full-name",
  "phone",
  "email",
  "town",
  "wishes",
  "practical-needs",
]);
/** One item. */
export type SharedItem = (typeof sharedItem.codes)[number];

/** On what ground an item may go to a receiver. */
export const sharingGround = defineCodeList("sharingGround", "spec/legal.md fact (c)", [
  "person-agreed",
  "same-care-team",
  "self-referral",
  "social-action",
  "joint-controllers",
]);
/** A ground for sharing. */
export type SharingGround = (typeof sharingGround.codes)[number];

/** How the agreement is known. `informed` belongs to a care team, which needs no agreement but must tell the person. */
export const agreementEvidence = defineCodeList("agreementEvidence", "spec/pathway.md §4.5", [
  "witnessed-oral",
  "signed-paper",
  "click",
  "informed",
]);
/** How an agreement is known. */
export type AgreementEvidence = (typeof agreementEvidence.codes)[number];

/** Whether the person's file may serve statistics: told and not against, agreed, against, or not asked yet. */
export const statisticsUse = defineCodeList("statisticsUse", "spec/legal.md fact (d)", [
  "not-asked",
  "informed",
  "agreed",
  "objected",
]);
/** Whether a file may serve statistics. */
export type StatisticsUse = (typeof statisticsUse.codes)[number];
