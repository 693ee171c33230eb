import { idSchema } from "#base";
import { z } from "zod";
import { longText, provenanceShape } from "./provenance.ts";

/** Who offers: an association, a town hall, a library… (HSDS `organization`). Never a person. */
export const organizationSchema = z.strictObject({
  id: idSchema<"organization">(),
  name: z.string().min(1).max(200),
  description: z.string().max(longText).nullable(),
  /** Legal form in the producer's words. */
  legal_status: z.string().max(100).nullable(),
  /** Legal number of the establishment, 14 digits (Insee). */
  siret: z
    .string()
    .regex(/^\d{14}$/)
    .nullable(),
  website: z.string().max(500).nullable(),
  email: z.string().max(200).nullable(),
  ...provenanceShape,
});
/** An organisation that offers something. */
export type Organization = z.output<typeof organizationSchema>;
