import { defineAction, hasRole, idSchema } from "#base";
import { z } from "zod";
import { feedNameSchema } from "./part-actions.ts";
import { rowFault } from "./row-fault.ts";

export * from "./access/access-actions.ts";
export * from "./duplicate-actions.ts";
export * from "./import-actions.ts";
export * from "./open/open-actions.ts";
export * from "./part-actions.ts";
export * from "./proposal/proposal-actions.ts";
export * from "./quarantine-actions.ts";
export * from "./report/report-actions.ts";
export * from "./crawling/crawling-actions.ts";
export * from "./upkeep/entry-file-actions.ts";
export * from "./upkeep/keeper-actions.ts";
export * from "./table/table-actions.ts";

/** Largest file in bytes, once decoded. */
export const maxFileBytes = 12 * 1024 * 1024;

/** Length in characters of base64 for so many bytes. */
const maxBase64 = Math.ceil(maxFileBytes / 3) * 4;

const faultSchema = z.strictObject({
  /** Position of the row in the file, the first is 1; 0 for the whole file. */
  row: z.int().min(0),
  /** Column as the producer names it; empty for the whole row. */
  field: z.string().max(200),
  code: rowFault.schema,
  /** Sentence in French, for the person who keeps the file. */
  message: z.string().max(1000),
});

/** What an import did, row by row where something was wrong. */
export const importReportSchema = z.strictObject({
  source: z.string().max(80),
  /** Digest of the file: the name of its edition. */
  edition: z.string().max(64),
  isDryRun: z.boolean(),
  read: z.int().min(0),
  created: z.int().min(0),
  updated: z.int().min(0),
  unchanged: z.int().min(0),
  /** Offers closed now, because the grace since they vanished is over. */
  closed: z.int().min(0),
  refused: z.array(faultSchema).max(200_000),
  /** Rows that went in, with something left out or put right. */
  warnings: z.array(faultSchema).max(200_000),
  /** Pairs of offers of two sources that a human should look at. */
  duplicates: z
    .array(
      z.strictObject({
        id: z.guid(),
        otherId: z.guid(),
        score: z.number().min(0).max(1),
        /** Codes of the list `duplicateEvidence`. */
        evidence: z.array(z.string().max(40)).max(5),
        distanceMetres: z.int().min(0).nullable(),
      }),
    )
    .max(200_000),
});
/** What an import did. */
export type ImportReport = z.output<typeof importReportSchema>;

/** Imports a file of a known source. */
export const importResources = defineAction({
  name: "exchange.importResources",
  summary:
    "Imports a file of a known source into the directory: new, changed and vanished entries, faults row by row.",
  route: "POST /exchange/imports",
  part: "directory",
  input: z.strictObject({
    /** Folder of the source under `exchange/sources`. */
    source: z.string().min(1).max(80),
    fileName: z.string().min(1).max(200),
    /** The file, in base64. */
    content: z
      .string()
      .min(1)
      .max(maxBase64)
      .refine((text) => text.length % 4 === 0 && !/[^A-Za-z0-9+/=]/.test(text), {
        params: { code: "notBase64" },
      }),
    /** Of a format that many producers write (an agenda, HSDS…): which feed this is. Its entries are its own, and close with it alone. */
    feed: feedNameSchema.optional(),
    /** Reports what would happen, and changes nothing. */
    dryRun: z.boolean().default(false),
  }),
  output: importReportSchema,
  allow: hasRole("territory-admin", "platform-operator"),
  errors: [
    "exchange.sourceUnknown",
    "exchange.feedNameNeeded",
    "exchange.feedNameUnused",
    "exchange.feedUnreadable",
    "exchange.feedEmpty",
    "exchange.feedNotAList",
    "exchange.feedTooLarge",
    "exchange.feedTooLong",
    "exchange.columnsMissing",
  ],
  bodyLimit: maxBase64 + 64 * 1024,
});

/** Makes the place of an offer confidential. */
export const hideSite = defineAction({
  name: "exchange.hideSite",
  summary:
    "Hides where an offer is (a refuge): the directory keeps its commune alone, and the address is for the organisation only.",
  route: "POST /exchange/offers/:offerId/hidden-site",
  part: "directory",
  input: z.strictObject({
    offerId: idSchema<"offer">(),
    /** The organisation, of the caller, that keeps the address. */
    controllerId: idSchema<"controller">(),
  }),
  output: z.strictObject({ locationId: z.guid() }),
  allow: hasRole("territory-admin", "team-coordinator"),
  errors: [
    "exchange.openNotFound",
    "exchange.alreadyHidden",
    "exchange.addressInWords",
    "exchange.notYourOrganisation",
  ],
});
