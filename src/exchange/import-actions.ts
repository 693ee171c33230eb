import { defineAction, hasRole, instantSchema } from "#base";
import { z } from "zod";

const mayReview = hasRole("territory-admin", "platform-operator");

/** Lists the sources and where each stands. */
export const listImports = defineAction({
  name: "exchange.listImports",
  summary:
    "Sources of the directory, the last imported first: what its last import did, what waits, whether the last attempt failed.",
  route: "GET /exchange/imports",
  part: "directory",
  input: z.strictObject({ page: z.coerce.number().int().min(1).max(10_000).default(1) }),
  output: z.strictObject({
    total: z.int().min(0),
    page: z.int().min(1),
    pageSize: z.int().min(1),
    sources: z
      .array(
        z.strictObject({
          id: z.string().max(80),
          name: z.string().max(200),
          licence: z.string().max(200),
          /** Offers of it that are open now. */
          open: z.int().min(0),
          /** Its rows that wait for a human. */
          waiting: z.int().min(0),
          /** Faults kept of its last import. */
          faults: z.int().min(0),
          /** Its last import; null when none succeeded. */
          last: z
            .strictObject({
              at: instantSchema,
              fileName: z.string().max(200),
              read: z.int().min(0),
              created: z.int().min(0),
              updated: z.int().min(0),
              unchanged: z.int().min(0),
              closed: z.int().min(0),
              refused: z.int().min(0),
            })
            .nullable(),
          /** The attempt after it that failed as a whole; what was good stays. */
          failure: z.strictObject({ at: instantSchema, code: z.string().max(80) }).nullable(),
        }),
      )
      .max(50),
  }),
  allow: mayReview,
});

/** Gives the faults of the last import of a source as a file. */
export const exportFaults = defineAction({
  name: "exchange.exportFaults",
  summary: "Faults of the last import of a source as CSV: row, column, value, what happened, what to do.",
  route: "GET /exchange/import-faults",
  part: "directory",
  input: z.strictObject({
    source: z.string().min(1).max(80),
    /** Language of its sentences. */
    language: z.enum(["fr", "en"]).default("fr"),
  }),
  output: z.strictObject({
    fileName: z.string().max(200),
    mediaType: z.literal("text/csv"),
    text: z.string().max(200_000_000),
  }),
  allow: mayReview,
  errors: ["exchange.sourceNotImported"],
});

/** Notes that an import of a source failed as a whole. */
export const noteImportFailure = defineAction({
  name: "exchange.noteImportFailure",
  summary:
    "Notes that an import of a known source failed as a whole, so that the list of imports tells it until one succeeds.",
  route: "POST /exchange/import-failures",
  part: "directory",
  input: z.strictObject({
    source: z.string().min(1).max(80),
    code: z
      .string()
      .max(80)
      .regex(/^[a-z]+\.[A-Za-z]+$/),
  }),
  /** Whether the source is known. */
  output: z.strictObject({ isKnown: z.boolean() }),
  allow: hasRole("platform-operator"),
});
