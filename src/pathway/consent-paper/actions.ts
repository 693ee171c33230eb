import { defineAction, idSchema, instantSchema } from "#base";
import { z } from "zod";
import { mayFollow } from "../rules.ts";
import { keptFileSchema, keptMediaTypes } from "../sealed-file/kept-file.ts";

const referralId = idSchema<"referral">();
const paperId = idSchema<"consent-paper">();
const page = "/pro/orientations/:referralId";

/** Keeps the picture of the paper on which the person agreed. */
export const keepConsentPaper = defineAction({
  name: "pathway.keepConsentPaper",
  summary:
    "Keeps a picture or scan of the paper on which the person agreed to a referral, without what tells of place and device; sealed with the file's key.",
  route: "POST /pathway/referrals/:referralId/papers",
  part: "persons",
  input: z.strictObject({
    referralId,
    /** Under which the form door wrote the file. */
    uploadId: z.uuid(),
    /** As the browser told it; not kept, and not believed. */
    fileName: z.string().max(1000).default(""),
  }),
  output: z.strictObject({ referralId, paperId }),
  allow: mayFollow,
  personal: ["fileName"],
  errors: [
    "pathway.referralNotFound",
    "pathway.paperMissing",
    "pathway.paperTooLarge",
    "pathway.paperUnusable",
    "pathway.paperWithoutAgreement",
    "pathway.tooManyPapers",
  ],
});

/** The papers of a referral's agreement, without what is on them. */
export const listConsentPapers = defineAction({
  name: "pathway.listConsentPapers",
  summary: "The papers on which the person agreed to a referral: kind, size and day, not what is on them.",
  route: "GET /pathway/referrals/:referralId/papers",
  part: "persons",
  input: z.strictObject({ referralId }),
  output: z.strictObject({
    /** Whether one can be added: the agreement was signed on paper and holds. */
    mayAdd: z.boolean(),
    papers: z
      .array(
        z.strictObject({
          id: paperId,
          mediaType: z.enum(keptMediaTypes),
          /** Bytes. */
          size: z.int().min(1),
          receivedAt: instantSchema,
          receivedBy: z.string().max(120),
          /** When the picture went because the agreement was taken back; null while it is there. */
          forgottenAt: instantSchema.nullable(),
        }),
      )
      .max(10),
  }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.referralNotFound"],
});

/** What is on a paper. */
export const readConsentPaper = defineAction({
  name: "pathway.readConsentPaper",
  summary: "The picture or scan of a paper on which the person agreed, as a file.",
  route: "GET /pathway/referrals/:referralId/papers/:paperId",
  part: "persons",
  input: z.strictObject({ referralId, paperId }),
  output: keptFileSchema,
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.referralNotFound", "pathway.paperNotFound"],
});

/** Page of the form that brings a paper. */
export const consentPaperPage = page;
