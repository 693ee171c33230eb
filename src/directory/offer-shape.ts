import { geoPointSchema, idSchema, instantSchema, localDateSchema } from "#base";
import { z } from "zod";
import { categoryOfAction, frais, offerKind, positionPrecision } from "./taxonomy.ts";

/** Code of a commune (Insee). */
export const townCode = z.string().regex(/^[0-9][0-9AB][0-9]{3}$/);

/** A town (commune) as found by name or postcode. */
export const townSchema = z.strictObject({
  /** Code of the commune (Insee, COG 2026). */
  code: townCode,
  name: z.string().max(80),
  /** Postcodes served, smallest first; some communes overseas have none. */
  postcodes: z.array(z.string().length(5)).max(40),
  departement: z.string().max(3),
  departementName: z.string().max(60),
  /** Inhabitants; null where the census has none. */
  population: z.int().min(0).nullable(),
  /** Centre of the town; null when it is not known. */
  position: geoPointSchema.nullable(),
  /** Radius in kilometres within which the true centre lies; 0 when exact, null when there is no position. */
  positionErrorKm: z.number().min(0).max(100).nullable(),
});
/** A town. */
export type Town = z.output<typeof townSchema>;

/** Whether an offer is open at the moment of the question. */
export const openingStateSchema = z.strictObject({
  /** `unknown` when no hours are known or they cannot be read. */
  state: z.enum(["open", "closed", "unknown"]),
  /** When the state changes next; null when it does not within a year or is unknown. */
  nextChange: instantSchema.nullable(),
  /** `unknown` when nobody knows whether it is open after that. */
  nextState: z.literal("unknown").optional(),
});

/** An offer in a list: what one needs to choose. */
export const offerSummarySchema = z.strictObject({
  id: idSchema<"offer">(),
  kind: offerKind.schema,
  name: z.string().max(200),
  organizationName: z.string().max(200).nullable(),
  categories: z.array(categoryOfAction.schema).max(5),
  /** Street line; null when none is published. */
  street: z.string().max(300).nullable(),
  postcode: z.string().max(10).nullable(),
  city: z.string().max(100),
  position: geoPointSchema.nullable(),
  positionPrecision: positionPrecision.schema.nullable(),
  /** Straight-line distance in metres from the point asked about; null without a point. */
  distanceMetres: z.int().min(0).nullable(),
  opening: openingStateSchema,
  frais: z.array(frais.schema).max(3),
  phone: z.string().max(40).nullable(),
  email: z.string().max(200).nullable(),
  website: z.string().max(500).nullable(),
  /** Day on which the producer last confirmed the entry; null when it does not say. */
  confirmedOn: localDateSchema.nullable(),
});
/** An offer in a list. */
export type OfferSummary = z.output<typeof offerSummarySchema>;
