import { defineAction, idSchema, instantSchema } from "#base";
import { needCode } from "#directory";
import { z } from "zod";
import { keptBirthDate } from "../birth-date.ts";
import { nextStep, outcome, refusalReason } from "../referral/codes.ts";
import { referralLoop, referralStatus } from "../referral/status.ts";
import { mayFollow } from "../rules.ts";

/** What goes back to whoever referred, once a referral ended. */
export const readMessageBack = defineAction({
  name: "pathway.readMessageBack",
  summary:
    "The minimum that goes back to whoever referred, once a referral ended or its end stayed unknown: who, what they wish and look for, what was offered, what became of it. Never a score, an answer or a note.",
  route: "GET /pathway/referrals/:referralId/message-back",
  part: "persons",
  input: z.strictObject({ referralId: idSchema<"referral">() }),
  output: z.strictObject({
    referralId: idSchema<"referral">(),
    personId: idSchema<"person">(),
    organisationName: z.string().max(200),
    callbackPhone: z.string().max(30),
    givenNames: z.string().max(100),
    familyName: z.string().max(100).nullable(),
    birthDate: keptBirthDate.nullable(),
    /** In the person's own words. */
    wishes: z.string().max(5000).nullable(),
    /** What the person looks for, as noted with them; empty where nobody asked. */
    needs: z.array(needCode.schema).max(40),
    /** What was offered; null when the offer is not in the directory any more. */
    offerName: z.string().max(300).nullable(),
    receiverName: z.string().max(200),
    createdAt: instantSchema,
    sentAt: instantSchema.nullable(),
    endedAt: instantSchema,
    status: referralStatus.schema,
    loop: referralLoop.schema,
    outcome: outcome.schema.nullable(),
    reason: refusalReason.schema.nullable(),
    nextStep: nextStep.schema.nullable(),
  }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.referralNotFound", "pathway.referralNotEnded"],
});
