import { z } from "zod";
import { pathwayAdvices } from "./pathway-advice.ts";

// A pathway written as data: what is asked next, and how urgent it is. Read by `pathway.ts`.

/** What a pathway may look at. `t1` and `level` are found by the pathway itself. */
export const pathwayFacts = [
  "age",
  "mode",
  "clinician",
  "wantsContact",
  "ucla3",
  "onsDirect",
  "credoc",
  "who5",
  "phq2",
  "gad2",
  "phq9",
  "phq9item9",
  "cssrs",
  "k6",
  "caregiver",
  "danger",
  "needsDigitalHelp",
  "asksAboutSocialMedia",
  "buildsLinkPlan",
  "t1",
  "level",
] as const;

const conditionSchema = z
  .strictObject({
    fact: z.enum(pathwayFacts),
    /** The fact is one of these. */
    is: z
      .array(z.union([z.string(), z.number(), z.boolean()]))
      .min(1)
      .readonly()
      .optional(),
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
    /** The fact is not known. */
    isMissing: z.literal(true).optional(),
  })
  .readonly();

/** Alternatives, each a list of conditions that must all hold. */
const whenSchema = z.array(z.array(conditionSchema).min(1).readonly()).readonly();

const levelSchema = z
  .strictObject({
    level: z.int().min(0).max(3),
    name: z.enum(["always", "support", "risk", "immediate-danger"]),
    /** Level 0 holds always and has none. */
    when: whenSchema,
    /** Lines to emphasise, in this order; a line with `when` only then. Those of level 0 stay visible at every level. */
    lines: z
      .array(z.strictObject({ line: z.string().min(1), when: whenSchema.optional() }).readonly())
      .min(1)
      .readonly(),
  })
  .readonly();

/** A screening pathway. */
export const pathwaySchema = z
  .strictObject({
    id: z.string().min(1),
    version: z.string().min(1),
    origin: z.string(),
    /** Country pack that it needs (ISO 3166-1 alpha-2). */
    country: z.string().length(2),
    /** Below this age nothing is scored, years. */
    minimumAge: z.int().min(0),
    tiers: z
      .array(
        z
          .strictObject({
            id: z.string().min(1),
            minutes: z.number().gt(0),
            instruments: z.array(z.string()).readonly(),
          })
          .readonly(),
      )
      .min(1)
      .readonly(),
    positive: whenSchema,
    watch: whenSchema,
    /** Instruments proposed after the first tier, in this order. */
    proposals: z.array(z.strictObject({ instrument: z.string(), when: whenSchema }).readonly()).readonly(),
    /** In ascending order. */
    levels: z.array(levelSchema).min(1).readonly(),
    /** Lines shown to somebody under the minimum age, after those of the level. */
    underAgeLines: z.array(z.string()).readonly(),
    advice: z
      .array(z.strictObject({ advice: z.enum(pathwayAdvices), when: whenSchema }).readonly())
      .readonly(),
    /** When the questions are asked again. */
    reassess: z
      .strictObject({
        negativeMonths: z.int().min(1),
        watchMonths: z.int().min(1),
        positiveWeeks: z.int().min(1),
        /** First and last week in which the twelve-week measure counts. */
        positiveWindowWeeks: z.tuple([z.int().min(1), z.int().min(1)]).readonly(),
        positiveMonths: z.int().min(1),
      })
      .readonly(),
  })
  .readonly();
/** A screening pathway. */
export type Pathway = z.infer<typeof pathwaySchema>;
/** Alternatives, each a list of conditions that must all hold. */
export type PathwayWhen = z.infer<typeof whenSchema>;
/** One condition on a fact. */
export type PathwayCondition = z.infer<typeof conditionSchema>;
