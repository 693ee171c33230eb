import { anyone, defineAction, localDateSchema } from "#base";
import { z } from "zod";

/** Code of a département or collectivity overseas. */
export const departementCode = z.string().regex(/^(?:\d\d|2[AB]|9[78]\d)$/);

const shared = { part: "directory", allow: anyone, isPublicRead: true, cacheSeconds: 300 } as const;

/** Lists what may be taken along. */
export const listSlices = defineAction({
  ...shared,
  name: "directory.listSlices",
  summary: "Departements that have entries, each with how many: each may be taken along on a device.",
  route: "GET /directory/slices",
  input: z.strictObject({}),
  output: z.strictObject({
    departements: z
      .array(
        z.strictObject({
          code: departementCode,
          name: z.string().max(60),
          offers: z.int().min(1),
        }),
      )
      .max(130),
  }),
});

/** Tells how large the slice of a département is, before anybody takes it. */
export const describeSlice = defineAction({
  ...shared,
  name: "directory.describeSlice",
  summary: "The slice of a departement: entries, size in bytes as sent (gzip), digest, last change.",
  route: "GET /directory/slices/:departement",
  input: z.strictObject({ departement: departementCode }),
  output: z.strictObject({
    departement: departementCode,
    name: z.string().max(60),
    offers: z.int().min(0),
    /** Bytes as sent, compressed with gzip. */
    bytes: z.int().min(0),
    /** Bytes of the file itself, UTF-8. */
    unpackedBytes: z.int().min(0),
    /** SHA-256 of what is in it, base64url: another one is another edition. */
    digest: z.string().max(60),
    /** The last day on which an entry was received or confirmed; null without entries. */
    changedOn: localDateSchema.nullable(),
    /** Longest text of an entry, in UTF-16 units. */
    textLength: z.int().min(0),
  }),
  errors: ["directory.departementNotFound", "directory.sliceTooLarge"],
});

/** Gives the slice of a département. */
export const readSliceFile = defineAction({
  ...shared,
  name: "directory.readSliceFile",
  summary:
    "All public entries of a departement in one file, to be searched on a device without network (docs/offline.md).",
  route: "GET /directory/slices/:departement/file",
  input: z.strictObject({ departement: departementCode }),
  output: z.strictObject({
    fileName: z.string().max(40),
    mediaType: z.literal("application/json"),
    text: z.string().max(60_000_000),
  }),
  errors: ["directory.departementNotFound", "directory.sliceTooLarge"],
});
