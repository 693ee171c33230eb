import { defineAction, idSchema, instantSchema } from "#base";
import { z } from "zod";
import { identityCheck } from "./held/codes.ts";
import { keptMapSchema, mapsOfFileAtMost } from "./network-map/actions.ts";
import { personalFields, personFields, personSchema } from "./person.ts";
import { accompanies, mayAnswerFor, mayFollow, mayRead } from "./rules.ts";

export * from "./absence/actions.ts";
export * from "./accord/actions.ts";
export * from "./alike/actions.ts";
export * from "./answer/actions.ts";
export * from "./assessment/actions.ts";
export * from "./engagement/actions.ts";
export * from "./engagement/number-actions.ts";
export * from "./group/actions.ts";
export * from "./hours/closing-actions.ts";
export * from "./hours/ledger-actions.ts";
export * from "./hours/month-actions.ts";
export * from "./hours/settings-actions.ts";
export * from "./hours/time-keeping-actions.ts";
export * from "./letter/actions.ts";
export * from "./merge/actions.ts";
export * from "./message-back/actions.ts";
export * from "./companion/actions.ts";
export * from "./consent-paper/actions.ts";
export * from "./document/actions.ts";
export * from "./contact/actions.ts";
export * from "./contact-log/actions.ts";
export { recordTeamCost, recordTerritoryCost, removeTeamCost, removeTerritoryCost } from "./cost/actions.ts";
export * from "./danger/actions.ts";
export * from "./held/actions.ts";
export * from "./instrument-settings/actions.ts";
export * from "./needs/actions.ts";
export * from "./on-call/actions.ts";
export * from "./network-map/actions.ts";
export * from "./offered-moment/actions.ts";
export * from "./own-page/actions.ts";
export * from "./plan/actions.ts";
export * from "./plan/review-actions.ts";
export * from "./plan-closing/actions.ts";
export * from "./plan-sheet/actions.ts";
export * from "./re-assessment/actions.ts";
export * from "./referral/actions.ts";
export * from "./address-given/actions.ts";
export * from "./responsiveness/actions.ts";
export * from "./receiver-erasure/actions.ts";
export * from "./representative/actions.ts";
export * from "./screening/actions.ts";
export * from "./sharing/actions.ts";
export { addSideNote, changeSideNote, deleteSideNote, listSideNotes } from "./side-note/actions.ts";
export * from "./team-figures/actions.ts";
export * from "./volunteer/actions.ts";
export * from "./territory-delays/actions.ts";
export * from "./territory-figures/actions.ts";
export * from "./territory-pathway/actions.ts";
export * from "./waiting/actions.ts";
export * from "./who-sees/actions.ts";

const receipt = z.strictObject({
  personId: idSchema<"person">(),
  version: z.int().min(1),
});

/** Opens a person's file in one's organisation. */
export const openFile = defineAction({
  name: "pathway.openFile",
  summary: "Opens a person's file in one's own organisation.",
  route: "POST /pathway/persons",
  part: "persons",
  input: z.strictObject({
    /** Made by the caller, so that a file sent twice from a device is one file. */
    id: idSchema<"person">(),
    /** Organisation that will hold the file; may be left out by those who work for one only. */
    controllerId: idSchema<"controller">().optional(),
    /** The request for a call from which the file comes: it is closed as such. */
    callRequestId: idSchema<"call-request">().nullable().default(null),
    /** Whether to refuse where a file of the organisation is alike: forms ask for it, until somebody says that it is another person. */
    checkAlike: z.boolean().default(false),
    ...personFields,
  }),
  output: receipt,
  allow: accompanies,
  offline: true,
  personal: personalFields,
  form: { path: "/pro/personnes", page: "/pro/personnes/nouvelle", done: "/pro/personnes/:personId" },
  errors: [
    "pathway.organisationNeeded",
    "pathway.callRequestNotFound",
    "pathway.callRequestClosed",
    "pathway.personExists",
    "pathway.personAlike",
    "pathway.minorGroundNeeded",
    "pathway.birthDateImplausible",
    "pathway.ageToAsk",
  ],
});

/** Reads a person's file. */
export const readFile = defineAction({
  name: "pathway.readFile",
  summary: "Reads a person's file of one's own organisation, or in an emergency opened with a reason.",
  route: "GET /pathway/persons/:personId",
  part: "persons",
  input: z.strictObject({ personId: idSchema<"person">() }),
  output: personSchema.extend({
    /** How far what is said of being in touch can be relied on. */
    contactRules: z.enum(["confirmed", "due", "late"]),
    isEmergency: z.boolean(),
    /** When the person asked by their own page to be called, while nobody noted that they were. */
    callAskedAt: instantSchema.nullable(),
    allowed: z.array(z.string().max(60)).max(20),
  }),
  allow: mayRead,
  auditRead: true,
  errors: ["pathway.personNotFound"],
});

/** Last page of a list of files that can be asked for: whoever looks further finds by name. */
export const lastPageOfFiles = 200;

/** Lists or finds files of one's organisation. */
export const findFiles = defineAction({
  name: "pathway.findFiles",
  summary:
    "Files of one's own organisation, latest change first, or those whose name sounds like the words given.",
  route: "GET /pathway/persons",
  part: "persons",
  input: z.strictObject({
    q: z.string().trim().max(100).optional(),
    page: z.coerce.number().int().min(1).max(lastPageOfFiles).default(1),
  }),
  output: z.strictObject({
    page: z.int().min(1),
    pageSize: z.int().min(1).max(50),
    /** How many there are, up to a thousand; `isMore` says that there are more than that. */
    total: z.int().min(0).max(1000),
    isMore: z.boolean(),
    persons: z
      .array(
        personSchema.pick({
          id: true,
          controllerId: true,
          version: true,
          status: true,
          givenNames: true,
          familyName: true,
          birthDate: true,
          changedAt: true,
        }),
      )
      .max(50),
  }),
  allow: accompanies,
  auditRead: true,
});

/** Changes a person's file. */
export const updateFile = defineAction({
  name: "pathway.updateFile",
  summary: "Replaces what a file says of a person.",
  route: "PUT /pathway/persons/:personId",
  part: "persons",
  input: z.strictObject({
    personId: idSchema<"person">(),
    /** How it was checked that who asks is the person; needed where they would be reached in a way in which they were not before. */
    identityCheck: identityCheck.schema.nullable().default(null),
    ...personFields,
  }),
  output: receipt.extend({
    /** Until when what nobody checked waits; null where everything holds. */
    heldUntil: instantSchema.nullable(),
  }),
  allow: mayFollow,
  versioned: true,
  personal: personalFields,
  form: { path: "/pro/personnes/:personId", done: "/pro/personnes/:personId" },
  errors: [
    "pathway.personNotFound",
    "pathway.minorGroundNeeded",
    "pathway.birthDateImplausible",
    "pathway.ageToAsk",
    "pathway.identityCheckNeeded",
  ],
});

const exportedRecordSchema = z.strictObject({
  kind: z.enum([
    "needs",
    "screening",
    "assessment",
    "planItem",
    "planReview",
    "planClosing",
    "agreement",
    "consent-paper",
    "document",
    "contact-note",
    "held-request",
    "side-note",
    "referral",
    "reassessment",
    "risk-alert",
    "hours-right",
    "hours-reference",
    "hours-entry",
    "hours-correction",
    "hours-statement",
    "talk-invitation",
    "engagement",
    "exclusion",
    "file-taken-in",
    "danger-act",
    "representative",
    "letter",
    "referral-sending",
    "offered-moment",
  ]),
  /** The fields as they are kept, by their names, what was sealed opened. */
  fields: z.record(z.string().max(60), z.unknown()),
});
/** One thing kept of a person beside the file itself. */
export type ExportedRecord = z.output<typeof exportedRecordSchema>;

/** Hands out everything that is kept of a person (GDPR art. 15 and 20). */
export const exportFile = defineAction({
  name: "pathway.exportFile",
  summary: "Everything kept of a person, with who opened the file and when.",
  route: "GET /pathway/persons/:personId/export",
  part: "persons",
  input: z.strictObject({ personId: idSchema<"person">() }),
  output: z.strictObject({
    format: z.literal("tisser-person-export/1"),
    exportedAt: instantSchema,
    person: personSchema,
    /** Maps of the person's ties, newest first. */
    networkMaps: z.array(keptMapSchema).max(mapsOfFileAtMost),
    /** Everything else kept of the person. */
    records: z.array(exportedRecordSchema).max(5_000),
    accesses: z
      .array(
        z.strictObject({
          at: z.string().max(30),
          action: z.string().max(100),
          accountId: z.string().max(36).nullable(),
          outcome: z.string().max(20),
        }),
      )
      .max(10_000),
  }),
  allow: mayAnswerFor,
  auditRead: true,
  errors: ["pathway.personNotFound"],
});

/** Erases a person: rows, tokens and key. It cannot be undone. */
export const eraseFile = defineAction({
  name: "pathway.eraseFile",
  summary:
    "Erases a person's file and destroys its key. It cannot be undone, not even by restoring a backup.",
  route: "DELETE /pathway/persons/:personId",
  // A repeated request must look again, not be told what an earlier one was told.
  isRepeatable: true,
  part: "persons",
  input: z.strictObject({ personId: idSchema<"person">() }),
  output: z.strictObject({ personId: idSchema<"person">(), erased: z.literal(true) }),
  allow: mayAnswerFor,
  errors: [
    "pathway.personNotFound",
    "pathway.riskAlertOpen",
    "pathway.dangerReviewOpen",
    "pathway.receiversToTell",
    "pathway.receiversBeingTold",
  ],
});

export * from "./call-queue/actions.ts";
export * from "./call-queue/referrer-actions.ts";
export * from "./self-check/actions.ts";
export * from "./self-check/situation-actions.ts";
