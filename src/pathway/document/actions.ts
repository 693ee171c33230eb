import { defineAction, idSchema, instantSchema, localDateSchema } from "#base";
import { z } from "zod";
import { mayFollow } from "../rules.ts";
import { keptFileSchema, keptMediaTypes } from "../sealed-file/kept-file.ts";
import { documentKind, documentRemoval } from "./codes.ts";

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
              by: z.string().max(120).nullable(),
              reason: documentRemoval.schema,
            })
            .nullable(),
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
  input: z.strictObject({ personId, documentId, reason: documentRemoval.schema }),
  output: receipt,
  allow: mayFollow,
  form: { path: `${documentPage}/:documentId/retirer`, page: documentPage, done: documentPage },
  errors: ["pathway.personNotFound", "pathway.documentNotFound", "pathway.documentRemoved"],
});
