import { anyOf, defineAction, idSchema } from "#base";
import { z } from "zod";
import { mayAnswerFor, mayFollow, type FileFacts } from "../rules.ts";
import { groundRefusal, groundRemedy } from "./ground.ts";
import { sharedItem, sharingGround } from "./item.ts";

const withdrawalReceipt = z.strictObject({
  personId: idSchema<"person">(),
  /** How many agreements were ended. */
  agreements: z.int().min(0),
  /** How many referrals were recalled. */
  recalled: z.int().min(0),
});

/** Ends what a person agreed to pass on, on their word. */
export const withdrawAgreements = defineAction({
  name: "pathway.withdrawAgreements",
  summary:
    "Ends what a person agreed to pass on, for one referral or all: open referrals are recalled, receivers told, links closed, messages withheld.",
  route: "POST /pathway/persons/:personId/withdrawal",
  part: "persons",
  input: z.strictObject({
    personId: idSchema<"person">(),
    /** Only the agreement of this referral; all of them when left out. */
    referralId: idSchema<"referral">().nullable().default(null),
  }),
  output: withdrawalReceipt,
  // whoever answers for the file too: erasing asks for it
  allow: anyOf<FileFacts>(mayFollow, mayAnswerFor),
  form: {
    path: "/pro/personnes/:personId/retrait",
    page: "/pro/personnes/:personId",
    done: "/pro/personnes/:personId#orientations",
  },
  errors: ["pathway.personNotFound", "pathway.referralNotFound"],
});

/** A ground, or why there is none. */
const groundAnswer = z.strictObject({
  ground: sharingGround.schema.nullable(),
  reason: groundRefusal.schema.nullable(),
  /** The rule and its article. */
  article: z.string().max(100),
  needs: z.enum(["agreement", "information"]),
  /** Title of the accord on which it rests. */
  accord: z.string().max(200).nullable(),
  also: z.array(sharingGround.schema).max(5),
  remedies: z.array(groundRemedy.schema).max(6),
});

/** On what ground something may be told to a receiver. */
export const readSharingGround = defineAction({
  name: "pathway.readSharingGround",
  summary:
    "On what ground items may be told to a receiver, from the roles of both sides: without the person's agreement, and with it; or why not, and what would make it lawful.",
  route: "GET /pathway/persons/:personId/offers/:offerId/sharing-ground",
  part: "persons",
  input: z.strictObject({
    personId: idSchema<"person">(),
    offerId: idSchema<"offer">(),
    /** Items, joined by commas; a first name unless told. */
    items: z
      .string()
      .max(200)
      .default("first-name")
      .transform((text) => text.split(","))
      .pipe(z.array(sharedItem.schema).min(1).max(10)),
  }),
  output: z.strictObject({
    /** The receiver as an organisation of the territory; null where nobody named it as one. */
    receiver: z.string().max(200).nullable(),
    /** As long as the person was only told. */
    told: groundAnswer,
    /** The same, if several professionals must act because difficulties grow worse; null where the rule is not of this receiver. */
    severalNeeded: groundAnswer.nullable(),
    /** Once the person agreed. */
    agreed: groundAnswer,
    /** Items that the accords in force cover, where there are any. */
    covered: z.array(sharedItem.schema).max(10),
  }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound", "pathway.offerNotFound"],
});
