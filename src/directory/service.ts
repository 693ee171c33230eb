import { idSchema } from "#base";
import { z } from "zod";
import { serviceMatchingSchema } from "./matching-fields.ts";
import { longText, provenanceShape } from "./provenance.ts";
import { categoryOfAction, frais, interventionType, offerKind, publicServed } from "./taxonomy.ts";

/** What is offered (HSDS `service`), wherever it takes place. */
export const serviceSchema = z.strictObject({
  id: idSchema<"service">(),
  organization_id: idSchema<"organization">(),
  name: z.string().min(1).max(200),
  kind: offerKind.schema,
  summary: z.string().max(1000).nullable(),
  description: z.string().max(longText).nullable(),
  url: z.string().max(500).nullable(),
  email: z.string().max(200).nullable(),
  /** At least one, the main one first (product: two taxonomies). */
  categories: z.array(categoryOfAction.schema).min(1).max(5),
  /** At least one. */
  interventions: z.array(interventionType.schema).min(1).max(6),
  /** Whom it welcomes in particular; empty means everyone, as far as is known. */
  publics: z.array(publicServed.schema).max(20),
  /** What it costs; empty means not known. */
  frais: z.array(frais.schema).max(3),
  /** Names of services exactly as the producer lists them. */
  service_labels: z.array(z.string().min(1).max(200)).max(60),
  /** Conditions of access in the producer's words (data·inclusion `conditions_acces`). */
  conditions_acces: z.string().max(2000).nullable(),
  ...serviceMatchingSchema.shape,
  ...provenanceShape,
});
/** Something offered. */
export type Service = z.output<typeof serviceSchema>;
