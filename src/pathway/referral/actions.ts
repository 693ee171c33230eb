import { defineAction, idSchema, localDateSchema } from "#base";
import { z } from "zod";
import { agreedBy } from "../representative/codes.ts";
import { mayFollow } from "../rules.ts";
import { agreementEvidence, sharedItem, sharingGround } from "../sharing/item.ts";
import { referralPriority } from "./codes.ts";
import { moveFields, phoneSchema, receiverFields, referralSchema } from "./referral.ts";
import { referralLoop, referralStatus } from "./status.ts";

const referralReceipt = z.strictObject({
  referralId: idSchema<"referral">(),
  personId: idSchema<"person">(),
  status: referralStatus.schema,
  loop: referralLoop.schema,
  version: z.int().min(1),
});

/** Whose agreement it is, and which representative agreed beside the person. */
const agreeing = {
  agreedBy: agreedBy.schema.default("person"),
  representativeId: idSchema<"representative">().nullable().default(null),
};

/** What only the worker knows of why something may be told; the ground itself is computed. */
const told = {
  askedByPerson: z.boolean().default(false),
  severalNeeded: z.boolean().default(false),
  /** As older applications send it: never trusted, except that `self-referral` says that the person asked. */
  ground: sharingGround.schema.nullable().default(null),
};

/** Refers a person to an offer, with the ground for sharing and what is shared. */
export const createReferral = defineAction({
  name: "pathway.createReferral",
  summary:
    "Refers a person to an offer: with a ground for sharing it is sent at once, without one it waits for the person's agreement.",
  route: "POST /pathway/persons/:personId/referrals",
  part: "persons",
  input: z.strictObject({
    id: idSchema<"referral">(),
    personId: idSchema<"person">(),
    offerId: idSchema<"offer">(),
    planItemId: idSchema<"planItem">().nullable().default(null),
    /** Referral that this one follows on: it is closed as rerouted. */
    partOfId: idSchema<"referral">().nullable().default(null),
    ...receiverFields,
    items: z.array(sharedItem.schema).min(1).max(10),
    /** How the agreement is known; left out while it is still to be asked. */
    evidence: agreementEvidence.schema.nullable().default(null),
    ...told,
    ...agreeing,
    /** Last day of the agreement; twelve months from today unless told. */
    until: localDateSchema.nullable().default(null),
    priority: referralPriority.schema.default("routine"),
    /** What the receiver should know, in words that the person could read. */
    words: z.string().trim().max(2000).nullable().default(null),
    /** Number at which the receiver reaches whoever refers. */
    callbackPhone: phoneSchema,
  }),
  output: referralReceipt,
  allow: mayFollow,
  offline: true,
  personal: ["receiverName", "receiverEmail", "receiverPhone", "words", "callbackPhone"],
  form: {
    path: "/pro/personnes/:personId/orienter/:offerId",
    done: "/pro/personnes/:personId#orientations",
  },
  errors: [
    "pathway.personNotFound",
    "pathway.offerNotFound",
    "pathway.receiverAddressNeeded",
    "pathway.noGround",
    "pathway.agreementOfWrongOne",
    "pathway.agreementEndInvalid",
    "pathway.tooManyOpenReferrals",
    "pathway.planClosed",
    "pathway.contactForbidden",
    "pathway.referralExists",
    "pathway.referralNotFound",
    "pathway.planItemNotFound",
    "pathway.moveNotAllowed",
  ],
});

/** Notes the person's agreement to a referral that waited for it, and sends it. */
export const sendReferral = defineAction({
  name: "pathway.sendReferral",
  summary:
    "Notes how the person agreed to a referral that waited for it, and sends it; or sends an expired one again.",
  route: "POST /pathway/referrals/:referralId/sending",
  part: "persons",
  input: z.strictObject({
    referralId: idSchema<"referral">(),
    evidence: agreementEvidence.schema,
    ...told,
    ...agreeing,
    until: localDateSchema.nullable().default(null),
  }),
  output: referralReceipt,
  allow: mayFollow,
  versioned: true,
  form: {
    path: "/pro/orientations/:referralId/envoi",
    page: "/pro/orientations/:referralId",
    done: "/pro/orientations/:referralId",
  },
  errors: [
    "pathway.referralNotFound",
    "pathway.noGround",
    "pathway.agreementOfWrongOne",
    "pathway.agreementEndInvalid",
    "pathway.moveNotAllowed",
    "pathway.tooManyOpenReferrals",
    "pathway.planClosed",
    "pathway.contactForbidden",
  ],
});

/** Moves a referral on, as the organisation that sent it. */
export const moveReferral = defineAction({
  name: "pathway.moveReferral",
  summary:
    "Moves a referral on: what the person said or did, what the receiver said by word of mouth, a recall.",
  route: "POST /pathway/referrals/:referralId/moves",
  part: "persons",
  input: z.strictObject({ referralId: idSchema<"referral">(), ...moveFields }),
  output: referralReceipt,
  allow: mayFollow,
  versioned: true,
  personal: ["note"],
  form: {
    path: "/pro/orientations/:referralId/suite",
    page: "/pro/orientations/:referralId",
    done: "/pro/orientations/:referralId",
  },
  errors: [
    "pathway.referralNotFound",
    "pathway.moveNotAllowed",
    "pathway.moveIncomplete",
    "pathway.sharingRefused",
  ],
});

/** Reads a referral with its history. */
export const readReferral = defineAction({
  name: "pathway.readReferral",
  summary: "A referral with its history, as the organisation that sent it reads it.",
  route: "GET /pathway/referrals/:referralId",
  part: "persons",
  input: z.strictObject({ referralId: idSchema<"referral">() }),
  output: referralSchema,
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.referralNotFound"],
});

/** The referrals of a person. */
export const listReferrals = defineAction({
  name: "pathway.listReferrals",
  summary: "The referrals of a person, newest first.",
  route: "GET /pathway/persons/:personId/referrals",
  part: "persons",
  input: z.strictObject({ personId: idSchema<"person">() }),
  output: z.strictObject({ referrals: z.array(referralSchema).max(1000) }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound"],
});
