import { anyone, defineAction, idSchema, instantSchema, localDateSchema, localeSchema } from "#base";
import { z } from "zod";
import { momentsSchema } from "../offered-moment/moments-schema.ts";
import { moveFields, referralEventSchema } from "../referral/referral.ts";
import { moveNames } from "../referral/moves.ts";
import { referralLoop, referralStatus } from "../referral/status.ts";
import { responsivenessSchema } from "../responsiveness/actions.ts";
import { erasureState, keepingGround } from "../receiver-erasure/erasure.ts";
import { holdsLink, receives } from "../rules.ts";

const tokenSchema = z
  .string()
  .min(40)
  .max(60)
  .regex(/^[\w-]+$/);

/** Opens a signed link: its secret is given up for a short session. A mail scanner that only reads changes nothing. */
export const openAnswerLink = defineAction({
  name: "pathway.openAnswerLink",
  summary: "Gives up the secret of a signed link for a short session in cookies; each link opens once.",
  route: "POST /answers/links/:token",
  part: "persons",
  input: z.strictObject({ token: tokenSchema }),
  output: z.strictObject({
    holder: z.enum(["receiver", "person"]),
    /** Last part of the address at which it is answered. */
    next: z.enum(["reponse", "questions", "moi"]),
  }),
  allow: anyone,
  isRepeatable: true,
  form: { path: "/r/:token", page: "/r/:token", done: "/r/:next" },
  errors: ["pathway.linkUnusable", "pathway.linkSpent", "pathway.linkExpired"],
});

/** Sends a new link to the address that the old one went to. */
export const renewAnswerLink = defineAction({
  name: "pathway.renewAnswerLink",
  summary: "Sends a new link to the address that a spent or expired one went to; never shows it.",
  route: "POST /answers/links/:token/renewal",
  part: "persons",
  input: z.strictObject({ token: tokenSchema }),
  output: z.strictObject({ isAsked: z.literal(true) }),
  allow: anyone,
  isRepeatable: true,
  form: { path: "/r/:token/nouveau", page: "/r/:token", done: "/r/envoye" },
});

/** What the receiver reads of a referral. */
export const readAnswer = defineAction({
  name: "pathway.readAnswer",
  summary:
    "The referral of the link held: what the person agreed to pass on, what happened, what can be answered.",
  route: "GET /answers/referral",
  part: "persons",
  input: z.strictObject({}),
  output: z.strictObject({
    status: referralStatus.schema,
    loop: referralLoop.schema,
    offerId: idSchema<"offer">(),
    receiverName: z.string().max(200),
    senderName: z.string().max(200),
    callbackPhone: z.string().max(30),
    sentAt: instantSchema.nullable(),
    sessionUntil: instantSchema,
    version: z.int().min(1),
    /** What the person agreed to pass on; absent keys are not shared. Nothing at all once the referral is recalled. */
    person: z.strictObject({
      firstName: z.string().max(100).optional(),
      fullName: z.string().max(201).optional(),
      phone: z.string().max(30).optional(),
      email: z.string().max(200).optional(),
      townCode: z.string().max(5).optional(),
      wishes: z.string().max(5000).optional(),
      practicalNeeds: z.array(z.string().max(40)).max(40).optional(),
      contactChannels: z.array(z.string().max(20)).max(6).optional(),
      preferredLocale: localeSchema.optional(),
    }),
    /** Day of the meeting; null where none is known. */
    meetingOn: localDateSchema.nullable(),
    /** Moments offered for a meeting, and the one that the person chose. */
    moments: momentsSchema,
    /** Whether moments may be offered now; a receiver who has not accepted yet does so by it. */
    mayOfferMoments: z.boolean(),
    /** Day by which the receiver said that they answer, or about which they expect a place; null where they did not. */
    expectedOn: localDateSchema.nullable(),
    words: z.string().max(2000).nullable(),
    /** How many persons the sender referred by the same gesture, this one too; each has a link of their own. 0 for one alone. */
    together: z.int().min(0),
    events: z.array(referralEventSchema).max(200),
    moves: z.array(z.enum(moveNames)).max(20),
    /** How the receiver answered the organisation that sent this, in the last year; nobody else sees it below six referrals. */
    responsiveness: responsivenessSchema,
    /** Whether what was received is to be erased, and what was answered; null while nothing is asked. */
    erasure: z
      .strictObject({ state: erasureState.schema, ground: keepingGround.schema.nullable() })
      .nullable(),
  }),
  allow: receives,
  auditRead: true,
  errors: ["pathway.referralNotFound"],
});

/** Answers a referral, or reports what became of it, without account. */
export const answerReferral = defineAction({
  name: "pathway.answerReferral",
  summary: "Answers a referral or reports what became of it, by the link held.",
  route: "POST /answers/referral/moves",
  part: "persons",
  input: z.strictObject(moveFields),
  output: z.strictObject({
    status: referralStatus.schema,
    loop: referralLoop.schema,
    version: z.int().min(1),
  }),
  allow: receives,
  versioned: true,
  personal: ["note"],
  form: { path: "/r/reponse", page: "/r/reponse", done: "/r/reponse" },
  errors: ["pathway.referralNotFound", "pathway.moveNotAllowed", "pathway.moveIncomplete"],
});

/** Leaves: the session of a link is ended on this device. */
export const leaveAnswer = defineAction({
  name: "pathway.leaveAnswer",
  summary: "Ends the session of a link on this device.",
  route: "POST /answers/leave",
  part: "persons",
  input: z.strictObject({}),
  output: z.strictObject({ hasLeft: z.literal(true) }),
  allow: holdsLink,
  isRepeatable: true,
  form: { path: "/r/quitter", page: "/r/reponse", done: "/r/fini" },
});
