import { defineAction, idSchema, instantSchema, localDateSchema } from "#base";
import { z } from "zod";
import { referralPriority } from "../referral/codes.ts";
import { phoneSchema, receiverFields } from "../referral/referral.ts";
import { referralStatus } from "../referral/status.ts";
import { mayFollow, accompanies } from "../rules.ts";
import { agreementEvidence, sharedItem } from "../sharing/item.ts";
import { groupHindrance, groupResult } from "./codes.ts";

/** Most persons referred by one gesture. */
export const groupAtMost = 40;
/** Most of one's own persons shown to choose from. */
export const ownCasesAtMost = 300;

const controllerId = idSchema<"controller">().optional();

const namedPerson = {
  personId: idSchema<"person">(),
  givenNames: z.string().max(100),
  familyName: z.string().max(100).nullable(),
};

/** The own persons, and whether each could go to an offer. */
export const listOwnCasesForOffer = defineAction({
  name: "pathway.listOwnCasesForOffer",
  summary:
    "The persons whom one accompanies, and for each whether they could be referred to an offer now: cap, what they exclude, do-not-contact, already there, written twice, whose agreement is needed.",
  route: "GET /pathway/offers/:offerId/own-cases",
  part: "persons",
  input: z.strictObject({ offerId: idSchema<"offer">(), controllerId }),
  output: z.strictObject({
    offerName: z.string().max(400),
    organisationName: z.string().max(200).nullable(),
    /** Where the offer has a waiting list, the receiver puts each person on it. */
    hasWaitingList: z.boolean(),
    persons: z
      .array(
        z.strictObject({
          ...namedPerson,
          hindrance: groupHindrance.schema.nullable(),
          /** Whether a rule of law says that telling the person is enough, for a first name. */
          isToldEnough: z.boolean(),
        }),
      )
      .max(ownCasesAtMost),
    hasMore: z.boolean(),
  }),
  allow: accompanies,
  auditRead: true,
  errors: ["pathway.offerNotFound", "pathway.organisationNeeded"],
});

/** A person of a gesture, as a form names them: `<person>.<how they agreed>`, or `.ask` where they are still to be asked. */
const lineName = z
  .string()
  .regex(
    new RegExp(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.(ask|${agreementEvidence.codes.join("|")})$`),
  );

/**
 * Refers several persons, each by a referral of their own. The name says no more than that of one: it stands in the record of
 * accesses that each person may read.
 */
export const createReferrals = defineAction({
  name: "pathway.createReferrals",
  summary:
    "Refers persons to one offer by one gesture: each by a referral of their own with its own check, link and thread. Nobody hinders another; what became of each can be read later.",
  route: "POST /pathway/offers/:offerId/referrals",
  part: "persons",
  input: z.strictObject({
    /** Made by the caller: the same gesture sent twice is one. */
    groupId: idSchema<"referral-group">(),
    offerId: idSchema<"offer">(),
    controllerId,
    lines: z.array(lineName).max(groupAtMost),
    ...receiverFields,
    items: z.array(sharedItem.schema).min(1).max(10),
    until: localDateSchema.nullable().default(null),
    priority: referralPriority.schema.default("routine"),
    /** What the receiver reads with each of them: about the occasion, about nobody. */
    words: z.string().trim().max(2000).nullable().default(null),
    callbackPhone: phoneSchema,
  }),
  output: z.strictObject({
    groupId: idSchema<"referral-group">(),
    sent: z.int().min(0),
    waiting: z.int().min(0),
    refused: z.int().min(0),
  }),
  allow: mayFollow,
  personal: ["receiverName", "receiverEmail", "receiverPhone", "words", "callbackPhone"],
  form: {
    path: "/pro/orienter-plusieurs/:offerId",
    done: "/pro/orientations-groupees/:groupId",
  },
  errors: [
    "pathway.organisationNeeded",
    "pathway.offerNotFound",
    "pathway.receiverAddressNeeded",
    "pathway.agreementEndInvalid",
    "pathway.groupExists",
    "pathway.groupNobody",
    "pathway.groupNamesTwice",
  ],
});

/** What became of each of a gesture. */
export const readReferralGroup = defineAction({
  name: "pathway.readReferralGroup",
  summary:
    "What became of each person of one gesture: the referral and where it stands now, or why there is none.",
  route: "GET /pathway/referral-groups/:groupId",
  part: "persons",
  input: z.strictObject({ groupId: idSchema<"referral-group">() }),
  output: z.strictObject({
    groupId: idSchema<"referral-group">(),
    offerId: idSchema<"offer">(),
    /** Null where the offer is not there any more. */
    offerName: z.string().max(400).nullable(),
    madeAt: instantSchema,
    lines: z
      .array(
        z.strictObject({
          /** Null where whoever was named is not accompanied by who asked. */
          person: z.strictObject(namedPerson).nullable(),
          result: groupResult.schema,
          referralId: idSchema<"referral">().nullable(),
          status: referralStatus.schema.nullable(),
        }),
      )
      .max(groupAtMost),
  }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.groupNotFound"],
});
