import { idSchema } from "#base";
import { z } from "zod";
import { provenanceShape } from "./provenance.ts";
import { positionPrecision } from "./taxonomy.ts";

/** Where something is offered (HSDS `location` with its physical address). */
export const locationSchema = z.strictObject({
  id: idSchema<"location">(),
  organization_id: idSchema<"organization">(),
  /** What the place is called, where it has a name of its own: the stop of a bus, a room. */
  name: z.string().max(200).nullable(),
  /** Street line without postcode and town. */
  address_1: z.string().max(300).nullable(),
  address_2: z.string().max(300).nullable(),
  postal_code: z
    .string()
    .regex(/^\d{5}$/)
    .nullable(),
  /** Official name of the commune where it was recognised, else the producer's. */
  city: z.string().min(1).max(100),
  /** Code of the commune (Insee); null where the town was not recognised. */
  code_insee: z
    .string()
    .regex(/^[0-9][0-9AB][0-9]{3}$/)
    .nullable(),
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
  position_precision: positionPrecision.schema.nullable(),
  /** How one gets there, in words. */
  transportation: z.string().max(500).nullable().default(null),
  ...provenanceShape,
});
/** A place where something is offered. */
export type Location = z.output<typeof locationSchema>;
