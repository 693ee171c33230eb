import { z } from "zod";
import { codebookSchema } from "./codebook.ts";
import { surveyIssueSchema, variableProfileSchema, waveFactsSchema } from "./survey-report.ts";

/** What lies beside the data of a survey version: everything that is known of it, and nothing of one person. */
export const sidecarSchema = z.strictObject({
  format: z.literal("tisser-survey-1"),
  /** Begins the digest of file and codebook: the same two, the same version. */
  version: z.string().regex(/^[0-9a-f]{12}$/),
  /** SHA-256 of the file as it was given, in hexadecimal. */
  fileDigest: z.string().length(64),
  fileName: z.string().max(300),
  importedAt: z.iso.datetime(),
  codebook: codebookSchema,
  waves: z.array(waveFactsSchema).min(1).max(100),
  /** Instruments that were scored, with the version of each and its bands in the order of the codes in `band_…`. */
  instruments: z
    .array(
      z.strictObject({
        instrument: z.string().max(60),
        version: z.string().max(20),
        bands: z.array(z.string().max(60)).max(40),
      }),
    )
    .max(100),
  /** What was told but did not stop the import. */
  issues: z.array(surveyIssueSchema).max(5000),
  variables: z.array(variableProfileSchema).max(2000),
});
/** What lies beside the data of a survey version. */
export type Sidecar = z.output<typeof sidecarSchema>;
