import { defineAction, hasRole } from "#base";
import { z } from "zod";

/** Rows of one part, and characters of its cells after which no further row comes in. */
export const partSize = { rows: 1000, characters: 2_000_000 };
/** Parts of one file: as many as two million rows of twenty thousand characters are. */
const mostParts = 10_000;

/** Which feed of a format that many producers write a file is. */
export const feedNameSchema = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(40)
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  title: z.string().trim().min(1).max(200),
  licence: z.string().trim().min(1).max(200),
});

const fileOfSource = {
  /** Folder of the source under `exchange/sources`. */
  source: z.string().min(1).max(80),
  feed: feedNameSchema.optional(),
  /** Digest of the whole file. */
  edition: z.string().regex(/^[0-9a-f]{32}$/),
};

const refusals = ["exchange.sourceUnknown", "exchange.feedNameNeeded", "exchange.feedNameUnused"] as const;

const countsSchema = {
  read: z.int().min(0),
  created: z.int().min(0),
  updated: z.int().min(0),
  unchanged: z.int().min(0),
  refused: z.int().min(0),
  /** Faults told, warnings too; they are kept and can be taken as a file. */
  faults: z.int().min(0),
};

/** Begins an import in parts, or goes on with it. */
export const beginParts = defineAction({
  name: "exchange.beginParts",
  summary:
    "Begins the import of a large file in parts, or goes on with one that was interrupted: says which parts are in.",
  route: "POST /exchange/parted-imports",
  part: "directory",
  input: z.strictObject({
    ...fileOfSource,
    /** Columns that the file has. */
    columns: z.array(z.string().max(200)).max(2000),
  }),
  output: z.strictObject({
    source: z.string().max(130),
    /** Numbers of the parts that are in. */
    done: z.array(z.int().min(0)).max(mostParts),
    /** Rows in them: with the row after these the import goes on. */
    rowsDone: z.int().min(0),
  }),
  allow: hasRole("platform-operator"),
  errors: [...refusals, "exchange.columnsMissing"],
});

/** Imports one part of a large file. */
export const importPart = defineAction({
  name: "exchange.importPart",
  summary: "Imports one part of a large file, in one transaction; a part that is in already changes nothing.",
  route: "POST /exchange/parted-imports/parts",
  part: "directory",
  input: z.strictObject({
    ...fileOfSource,
    /** The first is 0. */
    number: z
      .int()
      .min(0)
      .max(mostParts - 1),
    /** Rows of the file before those of this part. */
    rowsBefore: z.int().min(0).max(2_000_000),
    /** What is no record is null. */
    rows: z.array(z.record(z.string(), z.unknown()).nullable()).min(1).max(partSize.rows),
    isEncodingGuessed: z.boolean(),
  }),
  output: z.strictObject(countsSchema),
  allow: hasRole("platform-operator"),
  errors: [...refusals, "exchange.partsMissing"],
  bodyLimit: 32 * 1024 * 1024,
});

/** Finishes an import in parts. */
export const finishParts = defineAction({
  name: "exchange.finishParts",
  summary:
    "Finishes the import of a large file: closes what vanished, looks for duplicates, notes the edition.",
  route: "POST /exchange/parted-imports/end",
  part: "directory",
  input: z.strictObject({
    ...fileOfSource,
    fileName: z.string().min(1).max(200),
    /** How many parts the file has. */
    parts: z.int().min(1).max(mostParts),
  }),
  output: z.strictObject({
    ...countsSchema,
    source: z.string().max(130),
    edition: z.string().max(64),
    /** Offers closed now, because the grace since they vanished is over. */
    closed: z.int().min(0),
    /** Pairs of offers of two sources that a human should look at. */
    duplicates: z.int().min(0),
  }),
  allow: hasRole("platform-operator"),
  errors: [...refusals, "exchange.partsMissing"],
});
