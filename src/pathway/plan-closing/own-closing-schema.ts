import { localDateSchema } from "#base";
import { z } from "zod";
import { countedSchema } from "./counted.ts";

/** The end of a plan, as the person reads it: no score, no band. */
export const ownClosingSchema = z.strictObject({
  on: localDateSchema,
  /** In the person's words; null when they could not be asked. */
  summary: z.string().max(2000).nullable(),
  counted: countedSchema,
  /** Last day on which questions were asked again since the first time; null when they were not, or never asked. */
  askedAgainOn: localDateSchema.nullable(),
});
/** The end of a plan, as the person reads it. */
export type OwnClosing = z.output<typeof ownClosingSchema>;
