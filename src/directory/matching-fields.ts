import { instantSchema } from "#base";
import { z } from "zod";
import { wheelchairAccess } from "./taxonomy.ts";
import { attendance, capacityStatus, groupSize, offerType, wayIn } from "./match/codes.ts";

/** What a service says of itself for matching; all of it may be missing. */
export const serviceMatchingSchema = z.strictObject({
  /** Null when the source does not say. */
  offer_type: offerType.schema.nullable().default(null),
  /** Empty means on site. */
  attendance: z.array(attendance.schema).max(6).default([]),
  /** Whether it is only for its publics. */
  publics_restricted: z.boolean().default(false),
  age_min: z.int().min(0).max(120).nullable().default(null),
  age_max: z.int().min(0).max(120).nullable().default(null),
  gender: z.enum(["women", "men"]).nullable().default(null),
  /** ISO 639; `lsf` signs. Empty means French. */
  languages: z.array(z.string().min(2).max(20)).max(20).default([]),
  group_size: groupSize.schema.nullable().default(null),
  ways_in: z.array(wayIn.schema).max(6).default([]),
  /** Whether they fetch people. */
  transport_provided: z.boolean().default(false),
  /** Whether it is run by the people it is for. */
  by_and_for: z.boolean().default(false),
  /** Euros; null when free or not known. */
  cost_amount: z.number().min(0).max(10_000).nullable().default(null),
  cost_per: z.enum(["session", "month", "quarter", "year"]).nullable().default(null),
  /** Whom it serves; null when it does not say. */
  area_type: z.enum(["country", "departement", "communes"]).nullable().default(null),
  /** Codes of communes or départements. */
  area_values: z.array(z.string().max(5)).max(500).default([]),
});

/** What an offer says of its place and its room. */
export const placeMatchingSchema = z.strictObject({
  wheelchair: wheelchairAccess.schema.default("unknown"),
  /** Codes of the list `accessFeature`; a source may know others. */
  access_features: z.array(z.string().min(1).max(40)).max(20).default([]),
  capacity_status: capacityStatus.schema.default("ask"),
  capacity_note: z.string().max(300).nullable().default(null),
  /** How one is received and whom to ask for, a first name at most; null when nothing is said. */
  welcome: z.string().max(200).nullable().default(null),
  /** Dated occurrences. */
  sessions: z
    .array(
      z.strictObject({
        start: instantSchema,
        end: instantSchema,
        /** Places left; null when it is not known. */
        remaining: z.int().min(0).max(100_000).nullable(),
      }),
    )
    .max(200)
    .default([]),
});

/** What a source may say of an offer for matching, before what is missing is filled in. */
export type GivenMatching = z.input<typeof serviceMatchingSchema> & z.input<typeof placeMatchingSchema>;
