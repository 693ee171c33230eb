import { z } from "zod";
import { accessNeed, attendance, barrierCode, mobilityMode, needCode } from "./codes.ts";

const code = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** What is known of a person's need when something is looked for with them. Nothing in it identifies anybody. */
export const needProfileSchema = z.strictObject({
  /** Where the person lives or starts from. */
  place: z.strictObject({
    /** Code of the commune, or its name where a directory uses names; null when only a point is known. */
    town: z.string().min(1).max(100).nullable().default(null),
    /** Country, ISO 3166-1 alpha-2. */
    country: z.string().length(2).default("FR"),
    latitude: z.number().min(-90).max(90).nullable().default(null),
    longitude: z.number().min(-180).max(180).nullable().default(null),
  }),
  mobility: z
    .strictObject({
      mode: mobilityMode.schema,
      /** Kilometres that are comfortable; null takes the usual ones of the mode. */
      radiusKm: z.number().min(0).max(200).nullable().default(null),
      /** Kilometres beyond which it is too far; null takes the usual ones of the mode. */
      maxKm: z.number().min(0).max(300).nullable().default(null),
    })
    .default({ mode: "bus", radiusKm: null, maxKm: null }),
  /** Years; null when it was not said. */
  age: z.int().min(0).max(120).nullable().default(null),
  /** Null when it was not said. Only used for groups kept for women or for men. */
  gender: z.enum(["woman", "man", "other"]).nullable().default(null),
  /** What the person has told of their situation, in the codes of `publics`. */
  situation: z.array(code).max(20).default([]),
  /** Sensitive attributes that the person asked to have used; without that they count for nothing. */
  asked: z.array(code).max(20).default([]),
  /** Most important first. */
  needs: z.array(needCode.schema).max(6).default([]),
  /** What the person likes: codes of wishes or free words. */
  wishes: z.array(z.string().trim().min(1).max(40)).max(12).default([]),
  barriers: z.array(barrierCode.schema).max(11).default([]),
  /** Languages, ISO 639; `lsf`, `bsl` sign; `-basic` after one that is spoken a little (`fr-basic`). */
  languages: z.array(z.string().min(2).max(20)).max(8).default(["fr"]),
  /** When the person is free, as OSM `opening_hours`; null for any time. */
  availability: z.string().max(500).nullable().default(null),
  accessibility: z.array(accessNeed.schema).max(6).default([]),
  /** Which of the two the person lives, as they see it; null when it is not known. */
  pattern: z.enum(["isolation", "loneliness", "both"]).nullable().default(null),
  /** Ways in which the person likes to be in touch; empty for any. */
  channels: z
    .array(z.union([attendance.schema, z.enum(["email", "in-person"])]))
    .max(8)
    .default([]),
  /** How the person gets on with the digital: not at all, a little, well. */
  digital: z.enum(["none", "low", "ok"]).default("ok"),
  /** What can be spent: nothing, up to about 8 a session, any. */
  budget: z.enum(["none", "low", "any"]).default("low"),
  /** Organisations never to propose, by name. */
  exclusions: z
    .array(z.strictObject({ organisation: z.string().min(1).max(200) }))
    .max(20)
    .default([]),
  /** The person's own words; null when there are none. Read for wishes and for signs of danger, never stored by matching. */
  text: z.string().max(500).nullable().default(null),
});
/** What is known of a person's need. */
export type NeedProfile = z.output<typeof needProfileSchema>;
