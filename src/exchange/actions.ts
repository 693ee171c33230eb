import { defineAction, hasRole, idSchema, localDateSchema } from "#base";
import { z } from "zod";
import { rowFault } from "./row-fault.ts";
import { suspicion } from "./suspicion.ts";

export * from "./open/open-actions.ts";

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
    feed: z
      .strictObject({
        name: z
          .string()
          .min(1)
          .max(40)
          .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
        title: z.string().trim().min(1).max(200),
        licence: z.string().trim().min(1).max(200),
      })
      .optional(),
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

/** Lists the rows that wait for a human. */
export const listQuarantine = defineAction({
  name: "exchange.listQuarantine",
  summary: "Rows of feeds that look wrong in a way that could hurt somebody, oldest first, with the reasons.",
  route: "GET /exchange/quarantine",
  part: "directory",
  input: z.strictObject({ page: z.coerce.number().int().min(1).max(10_000).default(1) }),
  output: z.strictObject({
    total: z.int().min(0),
    page: z.int().min(1),
    pageSize: z.int().min(1),
    rows: z
      .array(
        z.strictObject({
          id: z.guid(),
          source: z.string().max(80),
          name: z.string().max(200),
          city: z.string().max(100),
          reasons: z.array(suspicion.schema).max(10),
          arrivedOn: localDateSchema,
        }),
      )
      .max(50),
  }),
  allow: hasRole("territory-admin", "platform-operator"),
});

/** Decides about a row that waits. */
export const decideQuarantine = defineAction({
  name: "exchange.decideQuarantine",
  summary: "Lets a row that waited into the directory as it is, or keeps it out until it changes.",
  route: "POST /exchange/quarantine/:rowId/decision",
  part: "directory",
  input: z.strictObject({ rowId: z.guid(), decision: z.enum(["accepted", "rejected"]) }),
  output: z.strictObject({ rowId: z.guid() }),
  allow: hasRole("territory-admin", "platform-operator"),
  errors: ["exchange.notWaiting"],
});
