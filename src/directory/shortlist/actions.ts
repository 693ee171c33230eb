import { anyone, defineAction, idSchema, localDateSchema } from "#base";
import { z } from "zod";
import { offerSchema } from "../offer-schema.ts";
import { mostListed } from "./shortlist.ts";

/** Where the shortlist is; nowhere else is the cookie of a kept one sent. */
export const shortlistPath = "/ma-selection";

const shortlistText = z
  .string()
  .max(300)
  .regex(/^[A-Za-z0-9_.-]*$/);
const shared = { part: "directory", allow: anyone, keepsNothing: true } as const;

/** An entry of a shortlist, as it is today. */
export const shortlistEntrySchema = z.strictObject({
  id: idSchema<"offer">(),
  /** Null when it is closed, or when nothing is known of this id. */
  offer: offerSchema.nullable(),
  /** What was closed since, and when; null when it is open or nothing is known of it. */
  closed: z
    .strictObject({ name: z.string().max(200), city: z.string().max(100), on: localDateSchema })
    .nullable(),
});
/** An entry of a shortlist. */
export type ShortlistEntry = z.output<typeof shortlistEntrySchema>;

/** Reads the entries of a shortlist. */
export const readShortlistEntries = defineAction({
  ...shared,
  name: "directory.readShortlistEntries",
  summary:
    "The entries of a shortlist by their shortened ids, as they are today; those closed since are said so. Nothing is kept.",
  route: "GET /directory/shortlist",
  input: z.strictObject({
    /** Shortened ids parted by points; left out, the list that this browser keeps. */
    list: shortlistText.optional(),
  }),
  output: z.strictObject({
    entries: z.array(shortlistEntrySchema).max(mostListed),
    /** The list that this browser keeps; empty when it keeps none. */
    kept: shortlistText,
  }),
});

/** Makes this browser keep a shortlist. */
export const keepShortlist = defineAction({
  ...shared,
  name: "directory.keepShortlist",
  summary: "Makes this browser keep a shortlist for ninety days. The server keeps nothing.",
  route: "PUT /directory/shortlist",
  input: z.strictObject({ list: shortlistText.min(1) }),
  output: z.strictObject({}),
  errors: ["directory.shortlistUnreadable"],
  form: { path: `${shortlistPath}/garder`, page: shortlistPath, done: shortlistPath },
});

/** Makes this browser forget its shortlist. */
export const forgetShortlist = defineAction({
  ...shared,
  name: "directory.forgetShortlist",
  summary: "Makes this browser forget the shortlist that it keeps.",
  route: "DELETE /directory/shortlist",
  input: z.strictObject({}),
  output: z.strictObject({}),
  form: { path: `${shortlistPath}/oublier`, page: shortlistPath, done: shortlistPath },
});
