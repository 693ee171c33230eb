import { defineAction, idSchema, instantSchema, localDateSchema } from "#base";
import { z } from "zod";
import { holdsQuestions, mayFollow } from "../rules.ts";
import { keptFileSchema, keptMediaTypes } from "../sealed-file/kept-file.ts";
import { documentKeeping, documentKind, documentRemoval } from "./codes.ts";

/** Documents that a file may have, those that were removed not counted. */
export const documentsAtMost = 50;

const personId = idSchema<"person">();
const documentId = idSchema<"person-document">();
const receipt = z.strictObject({ personId, documentId });
const page = "/pro/personnes/:personId";

/** Page of the form that brings a document. */
export const documentPage = `${page}/documents`;

/** Keeps a document in the file of a person. */
export const bringDocument = defineAction({
  name: "pathway.bringDocument",
  summary:
    "Keeps a document in a person's file: a picture without what tells of place and device, or a PDF as it is; sealed with the file's key.",
  route: "POST /pathway/persons/:personId/documents",
  part: "persons",
  input: z.strictObject({
    personId,
    /** Under which the form door wrote the file. */
    uploadId: z.uuid(),
    /** As the browser told it; not kept, and not believed. */
    fileName: z.string().max(1000).default(""),
    kind: documentKind.schema,
    /** The day that it bears, or on which it was received. */
    day: localDateSchema,
    /** A few words by which it is found again. Sealed; empty for none. */
    label: z.string().trim().max(120).default(""),
  }),
  output: receipt,
  allow: mayFollow,
  personal: ["fileName", "label"],
  errors: [
    "pathway.personNotFound",
    "pathway.paperMissing",
    "pathway.paperTooLarge",
    "pathway.paperUnusable",
    "pathway.documentInFuture",
    "pathway.tooManyDocuments",
  ],
});

/** The documents of a file, without what is in them. */
export const listDocuments = defineAction({
  name: "pathway.listDocuments",
  summary:
    "The documents of a person's file that one may see, newest first: kind, day, words, size; and of those removed, when, by whom and why.",
  route: "GET /pathway/persons/:personId/documents",
  part: "persons",
  input: z.strictObject({ personId }),
  output: z.strictObject({
    /** Whether one more can be brought. */
    mayAdd: z.boolean(),
    /** The newest two hundred, those removed too. */
    documents: z
      .array(
        z.strictObject({
          id: documentId,
          kind: documentKind.schema,
          day: localDateSchema,
          label: z.string().max(120).nullable(),
          mediaType: z.enum(keptMediaTypes),
          /** Bytes. */
          size: z.int().min(1),
          broughtAt: instantSchema,
          /** Name of who brought it; null when the account is closed. */
          broughtBy: z.string().max(120).nullable(),
          removed: z
            .strictObject({
              at: instantSchema,
              /** Null when the account is closed, and when its time was over. */
              by: z.string().max(120).nullable(),
              reason: documentRemoval.schema,
            })
            .nullable(),
          /** How long it is kept; null once it was removed. */
          keeping: z
            .strictObject({
              until: instantSchema,
              /** Whether it will be removed within a month. */
              isEnding: z.boolean(),
              /** Why it was kept longer last, and by whom. */
              longer: z
                .strictObject({
                  reason: documentKeeping.schema,
                  by: z.string().max(120).nullable(),
                })
                .nullable(),
            })
            .nullable(),
          /** Whether the person sees it on their own page. */
          isOnOwnPage: z.boolean(),
        }),
      )
      .max(200),
  }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound"],
});

/** What is in a document. */
export const readDocument = defineAction({
  name: "pathway.readDocument",
  summary: "A document of a person's file, as a file.",
  route: "GET /pathway/persons/:personId/documents/:documentId",
  part: "persons",
  input: z.strictObject({ personId, documentId }),
  output: keptFileSchema,
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound", "pathway.documentNotFound"],
});

/** Removes a document for good, with a trace. */
export const removeDocument = defineAction({
  name: "pathway.removeDocument",
  summary:
    "Removes a document from a person's file for good: that there was one, who removed it, when and why stay readable.",
  route: "POST /pathway/persons/:personId/documents/:documentId/removal",
  part: "persons",
  input: z.strictObject({ personId, documentId, reason: documentRemoval.schema.exclude(["time-over"]) }),
  output: receipt,
  allow: mayFollow,
  form: { path: `${documentPage}/:documentId/retirer`, page: documentPage, done: documentPage },
  errors: ["pathway.personNotFound", "pathway.documentNotFound", "pathway.documentRemoved"],
});

/** Keeps a document longer. */
export const keepDocumentLonger = defineAction({
  name: "pathway.keepDocumentLonger",
  summary:
    "Keeps a document of a person's file for as long again from now, with the reason; otherwise it is removed when its time is over.",
  route: "POST /pathway/persons/:personId/documents/:documentId/keeping",
  part: "persons",
  input: z.strictObject({ personId, documentId, reason: documentKeeping.schema }),
  output: receipt.extend({ keptUntil: instantSchema }),
  allow: mayFollow,
  form: { path: `${documentPage}/:documentId/garder`, page: documentPage, done: documentPage },
  errors: ["pathway.personNotFound", "pathway.documentNotFound", "pathway.documentRemoved"],
});

/** Shows a document on the person's own page, or no longer. */
export const showDocument = defineAction({
  name: "pathway.showDocument",
  summary:
    "Shows a document of a file on the person's own page, as it was decided with them, or no longer. None is shown unless told.",
  route: "POST /pathway/persons/:personId/documents/:documentId/showing",
  part: "persons",
  input: z.strictObject({ personId, documentId, isShown: z.enum(["true", "false"]) }),
  output: receipt,
  allow: mayFollow,
  form: { path: `${documentPage}/:documentId/montrer`, page: documentPage, done: documentPage },
  errors: ["pathway.personNotFound", "pathway.documentNotFound", "pathway.documentRemoved"],
});

/** What is in a document that the person sees on their own page. */
export const readOwnDocument = defineAction({
  name: "pathway.readOwnDocument",
  summary:
    "A document of the person's own file, as a file, to themself, where it was decided with them to show it.",
  route: "GET /answers/me/documents/:documentId",
  part: "persons",
  input: z.strictObject({ documentId }),
  output: keptFileSchema,
  allow: holdsQuestions,
  auditRead: true,
  errors: ["pathway.ownPageGone", "pathway.documentNotFound"],
});
