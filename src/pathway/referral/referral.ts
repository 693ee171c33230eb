import { idSchema, instantSchema, localDateSchema, localeSchema } from "#base";
import { z } from "zod";
import { momentsSchema } from "../offered-moment/moments-schema.ts";
import { erasureState, keepingGround } from "../receiver-erasure/erasure.ts";
import { agreementEvidence, sharedItem, sharingGround } from "../sharing/item.ts";
import { nextStep, outcome, referralPriority, refusalReason } from "./codes.ts";
import { fhirStatusesSchema } from "./fhir-status.ts";
import { moveNames } from "./moves.ts";
import { referralLoop, referralStatus } from "./status.ts";

/** A telephone number as people write it. */
export const phoneSchema = z
  .string()
  .trim()
  .min(3)
  .max(30)
  .regex(/^[+0-9 .()-]+$/);

/** To whom a referral goes: the name of the welcome, and where a neutral message with a link is sent. */
export const receiverFields = {
  receiverName: z.string().trim().min(1).max(200),
  /** `none` when the receiver is told by word of mouth: then the worker notes the answers. */
  receiverChannel: z.enum(["email", "sms", "none"]),
  receiverEmail: z.email().max(200).nullable().default(null),
  receiverPhone: phoneSchema.nullable().default(null),
  /** Language of the message. */
  receiverLocale: localeSchema.default("fr"),
};

/** What happened, told with a move. */
export const moveFields = {
  move: z.enum(moveNames),
  reason: refusalReason.schema.nullable().default(null),
  nextStep: nextStep.schema.nullable().default(null),
  outcome: outcome.schema.nullable().default(null),
  /** In plain words, read by both sides. Sealed. */
  note: z.string().trim().max(2000).nullable().default(null),
  /** Day of a meeting with the receiver. */
  meetingOn: localDateSchema.nullable().default(null),
  /** Day by which an answer, or about which a place, is expected. */
  expectedOn: localDateSchema.nullable().default(null),
};

/** One event of a referral's history. */
export const referralEventSchema = z.strictObject({
  position: z.int().min(1),
  at: instantSchema,
  by: z.enum(["worker", "receiver", "person", "system"]),
  move: z.string().max(40),
  to: referralStatus.schema,
  /** Code of the reason or of the outcome; null when the move needs none. */
  code: z.string().max(40).nullable(),
  nextStep: nextStep.schema.nullable(),
  note: z.string().max(2000).nullable(),
});
/** One event of a referral's history. */
export type ReferralEvent = z.output<typeof referralEventSchema>;

/** A referral as the organisation that sent it reads it. */
export const referralSchema = z.strictObject({
  id: idSchema<"referral">(),
  personId: idSchema<"person">(),
  offerId: idSchema<"offer">(),
  planItemId: idSchema<"planItem">().nullable(),
  partOfId: idSchema<"referral">().nullable(),
  status: referralStatus.schema,
  loop: referralLoop.schema,
  /** The same in the words of FHIR R4. */
  fhir: fhirStatusesSchema,
  priority: referralPriority.schema,
  outcome: outcome.schema.nullable(),
  reason: refusalReason.schema.nullable(),
  nextStep: nextStep.schema.nullable(),
  createdAt: instantSchema,
  sentAt: instantSchema.nullable(),
  lastActAt: instantSchema,
  /** When the receiver was asked whether the person still waits for a place, and has not said; null else. */
  waitlistAskedAt: instantSchema.nullable(),
  /** Day of the meeting with the receiver; null where none is known. */
  meetingOn: localDateSchema.nullable(),
  /** Day by which the receiver said that they answer, or about which they expect a place; null where they did not. */
  expectedOn: localDateSchema.nullable(),
  /** Moments offered for a meeting, and the one that the person chose. */
  moments: momentsSchema,
  /** Whether the reader may offer moments now. */
  mayOfferMoments: z.boolean(),
  /** Whether somebody else told that it is completed, and no worker acknowledged or disputed it yet. */
  isToAcknowledge: z.boolean(),
  version: z.int().min(1),
  receiverName: z.string().max(200),
  receiverChannel: z.enum(["email", "sms", "none"]),
  ground: sharingGround.schema.nullable(),
  evidence: agreementEvidence.schema.nullable(),
  items: z.array(sharedItem.schema).max(10),
  agreedUntil: localDateSchema.nullable(),
  /** Whose agreement it is; null while there is none. */
  agreedBy: z.enum(["person", "both"]).nullable(),
  /** Whether whoever agreed beside the person represents them no longer: then nothing is shared any more. */
  isRepresentationOver: z.boolean(),
  /** Whether the accord between organisations on which it rests holds no longer: then nothing is shared any more. */
  isAccordOver: z.boolean(),
  /** Whether the agreement was withdrawn. */
  isWithdrawn: z.boolean(),
  /** What the receiver was asked to erase and answered; null while there was nothing to ask. */
  erasure: z
    .strictObject({
      state: erasureState.schema,
      ground: keepingGround.schema.nullable(),
      askedAt: instantSchema,
      answeredAt: instantSchema.nullable(),
      by: z.enum(["receiver", "worker"]).nullable(),
      reminders: z.int().min(0),
    })
    .nullable(),
  events: z.array(referralEventSchema).max(200),
  /** Moves that the reader may make now. */
  moves: z.array(z.enum(moveNames)).max(20),
  /** Whether the message to the receiver waits, went, was withheld or failed; null when none was made. */
  delivery: z.enum(["waiting", "sent", "withheld", "failed"]).nullable(),
  /** Whether whoever referred was told that a message back is there; null when it did not come to that. */
  toldBack: z.enum(["waiting", "sent", "withheld", "failed"]).nullable(),
});
/** A referral as the organisation that sent it reads it. */
export type Referral = z.output<typeof referralSchema>;
