import { defineAction, idSchema, instantSchema, localeSchema } from "#base";
import { z } from "zod";
import { phoneSchema } from "../referral/referral.ts";
import { holdsQuestions, mayFollow } from "../rules.ts";
import { responseFields } from "../screening/response.ts";
import { reassessmentStatus, reassessmentStep } from "./codes.ts";

const reassessmentId = idSchema<"reassessment">();
const personId = idSchema<"person">();
const receipt = z.strictObject({ personId, reassessmentId, version: z.int().min(1) });
const instrument = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[a-z0-9-]+$/);

/** How a link is sent: by a channel that the person agreed to, in the name of somebody they know. */
const invitationFields = {
  channel: z.enum(["email", "sms"]),
  /** First name that the person will recognise; it stands in the message. */
  agreedName: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .regex(/^[\p{L}\p{M}' .-]+$/u),
  /** Number at which the person can call back. */
  callbackPhone: phoneSchema,
};

/** How a link is sent, as it is kept. */
export const invitationContent = z.strictObject({ ...invitationFields, locale: localeSchema });
/** See {@link invitationContent}. */
export type Invitation = z.output<typeof invitationContent>;

/** What is to be asked again of a person, and what was. */
export const listReassessments = defineAction({
  name: "pathway.listReassessments",
  summary: "When the same questions are asked again of a person, in which way, and how far each is.",
  route: "GET /pathway/persons/:personId/reassessments",
  part: "persons",
  input: z.strictObject({ personId }),
  output: z.strictObject({
    reassessments: z
      .array(
        z.strictObject({
          id: reassessmentId,
          instrument: z.string().max(40),
          mode: z.enum(["self", "in-person", "telephone", "paper"]),
          step: reassessmentStep.schema,
          status: reassessmentStatus.schema,
          dueAt: instantSchema,
          sentAt: instantSchema.nullable(),
          /** How the message with the link fares; null when none was made. */
          delivery: z.enum(["waiting", "sent", "withheld", "failed"]).nullable(),
          version: z.int().min(1),
        }),
      )
      .max(200),
    /** Channels by which a link can go now: agreed to, and with an address. */
    channels: z.array(z.enum(["email", "sms"])).max(2),
    /** Instruments whose questions can be sent by link. */
    instruments: z.array(z.string().max(40)).max(10),
  }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound"],
});

/** Sends questions by link that were not asked before, or not by link. */
export const inviteFirst = defineAction({
  name: "pathway.inviteFirst",
  summary:
    "Sends the person a link to questions that they answer by themselves, the first time, by a channel they agreed to.",
  route: "POST /pathway/persons/:personId/invitations",
  part: "persons",
  input: z.strictObject({ id: reassessmentId, personId, instrument, ...invitationFields }),
  output: receipt,
  allow: mayFollow,
  personal: ["agreedName", "callbackPhone"],
  form: {
    path: "/pro/personnes/:personId/reprises",
    page: "/pro/personnes/:personId/reprises",
    done: "/pro/personnes/:personId/reprises",
  },
  errors: [
    "pathway.personNotFound",
    "pathway.instrumentNotOffered",
    "pathway.tooYoungForScoring",
    "pathway.ageToAsk",
    "pathway.contactForbidden",
    "pathway.contactNotAgreed",
    "pathway.contactAddressMissing",
    "pathway.contactHeld",
    "pathway.contactRulesLate",
    "pathway.reassessmentOver",
  ],
});

/** Sends the link to the questions of a task. */
export const inviteAgain = defineAction({
  name: "pathway.inviteAgain",
  summary: "Sends the person a link to the same questions as before, by a channel they agreed to.",
  route: "POST /pathway/persons/:personId/reassessments/:reassessmentId/invitation",
  part: "persons",
  input: z.strictObject({ personId, reassessmentId, ...invitationFields }),
  output: receipt,
  allow: mayFollow,
  versioned: true,
  personal: ["agreedName", "callbackPhone"],
  form: {
    path: "/pro/personnes/:personId/reprises/:reassessmentId/lien",
    page: "/pro/personnes/:personId/reprises",
    done: "/pro/personnes/:personId/reprises",
  },
  errors: [
    "pathway.personNotFound",
    "pathway.reassessmentNotFound",
    "pathway.reassessmentOver",
    "pathway.reassessmentModeDiffers",
    "pathway.instrumentNotOffered",
    "pathway.tooYoungForScoring",
    "pathway.ageToAsk",
    "pathway.contactForbidden",
    "pathway.contactNotAgreed",
    "pathway.contactAddressMissing",
    "pathway.contactHeld",
    "pathway.contactRulesLate",
  ],
});

/** Stops asking: the person would rather not. */
export const stopReassessment = defineAction({
  name: "pathway.stopReassessment",
  summary: "Stops asking the same questions again, because the person would rather not; their link closes.",
  route: "POST /pathway/persons/:personId/reassessments/:reassessmentId/stop",
  part: "persons",
  input: z.strictObject({ personId, reassessmentId }),
  output: receipt,
  allow: mayFollow,
  versioned: true,
  form: {
    path: "/pro/personnes/:personId/reprises/:reassessmentId/arreter",
    page: "/pro/personnes/:personId/reprises",
    done: "/pro/personnes/:personId/reprises",
  },
  errors: ["pathway.personNotFound", "pathway.reassessmentNotFound", "pathway.reassessmentOver"],
});

/** What the holder of a link to questions reads: which questions, from whom. Nothing of the person. */
export const readQuestions = defineAction({
  name: "pathway.readQuestions",
  summary: "The questions of the link held, and who asks; after an answer, the sentence that it gives.",
  route: "GET /answers/questions",
  part: "persons",
  input: z.strictObject({}),
  output: z.strictObject({
    instrument: z.string().max(40),
    /** Language in which the questions were asked before, so that answers compare. */
    language: localeSchema,
    isAnswered: z.boolean(),
    /** Key of the sentence for the person; null before an answer. */
    reading: z.string().max(80).nullable(),
    senderName: z.string().max(200),
    agreedName: z.string().max(40),
    callbackPhone: z.string().max(30),
    sessionUntil: instantSchema,
  }),
  allow: holdsQuestions,
  auditRead: true,
  errors: ["pathway.questionsGone"],
});

/** Answers the questions of a link, once. */
export const answerQuestions = defineAction({
  name: "pathway.answerQuestions",
  summary: "Keeps the person's own answers to the questions of the link held; once.",
  route: "POST /answers/questions",
  part: "persons",
  input: z.strictObject({ answers: responseFields.answers }),
  output: z.strictObject({ status: z.enum(["scored", "incomplete"]) }),
  allow: holdsQuestions,
  personal: ["answers"],
  form: { path: "/r/questions", page: "/r/questions", done: "/r/questions" },
  errors: [
    "pathway.questionsGone",
    "pathway.questionsAnswered",
    "pathway.answersUnreadable",
    "pathway.tooYoungForScoring",
    "pathway.ageToAsk",
  ],
});
