import { z } from "zod";

// The one language in which scoring is told. A rule is data: every instrument of the catalogue is written in it, and
// `compile.ts` is the only reader. Nothing here runs when an answer is scored.

const linkIds = z.array(z.string().min(1)).min(1).readonly();

/** A test of a number: all that is given must hold. */
export const testSchema = z
  .strictObject({
    /** The number is one of these. */
    in: z.array(z.number()).readonly().optional(),
    /** The number is this or above. */
    atLeast: z.number().optional(),
    /** The number is this or below. */
    atMost: z.number().optional(),
  })
  .readonly();
/** A test of a number: all that is given must hold. */
export type Test = z.infer<typeof testSchema>;

/**
 * What becomes of unanswered items.
 * `required`: no value. `bounds`: the value lies between the least and the most that any completion gives; where both
 * fall into one band, the band is certain. `known`: only what was answered counts, never null. `subscores`: valid when
 * every sub-scale is, over the answered items. `{ignore: n}`: up to n unanswered items count nothing. `{prorate: n}`:
 * up to n unanswered items take the mean of the answered ones.
 */
export const missingRuleSchema = z.union([
  z.enum(["required", "bounds", "known", "subscores"]),
  z.strictObject({ ignore: z.int().min(1) }).readonly(),
  z.strictObject({ prorate: z.int().min(1) }).readonly(),
]);
/** What becomes of unanswered items. */
export type MissingRule = z.infer<typeof missingRuleSchema>;

/** How a number comes from answers. Reversed items are turned (least + greatest code − code) before anything else. */
export const measureSchema = z.discriminatedUnion("kind", [
  z
    .strictObject({
      /** Adds the codes; with `weights`, each first times its weight (1 where none is given). */
      kind: z.literal("sum"),
      items: linkIds,
      weights: z.record(z.string(), z.number()).readonly().optional(),
      missing: missingRuleSchema,
      /** The sum times this is the score; the sum itself is then told as the sub-score `raw`. */
      times: z.number().optional(),
      /** The score that belongs to each sum; the sum itself is then told as the sub-score `raw`. */
      table: z.record(z.string(), z.number()).readonly().optional(),
    })
    .readonly(),
  z
    .strictObject({
      /** One point for each item whose code passes the test. */
      kind: z.literal("count"),
      items: linkIds,
      counts: testSchema,
      missing: missingRuleSchema,
    })
    .readonly(),
  z
    .strictObject({
      /** The mean of the codes, rounded half up. */
      kind: z.literal("mean"),
      items: linkIds,
      missing: missingRuleSchema,
      decimals: z.int().min(0).max(4),
    })
    .readonly(),
  z
    .strictObject({
      /** 1 when the sum of the items passes the test (`atLeast` or `atMost`), else 0; decided early where any completion agrees. */
      kind: z.literal("threshold"),
      items: linkIds,
      passes: testSchema,
    })
    .readonly(),
  z
    .strictObject({
      /** The sum of sub-scores. */
      kind: z.literal("total"),
      of: z.array(z.string()).min(1).readonly(),
      missing: z.enum(["required", "bounds"]),
    })
    .readonly(),
]);
/** How a number comes from answers. */
export type Measure = z.infer<typeof measureSchema>;

/** A named range of scores, both ends included. Bands follow one another upwards and leave no score out. */
export const bandSchema = z
  .strictObject({
    band: z.string().min(1),
    min: z.number(),
    max: z.number(),
    /** The published name of the range, for professionals; never shown to the person. */
    label: z.strictObject({ fr: z.string(), en: z.string().optional() }).readonly(),
  })
  .readonly();
/** A named range of scores. */
export type Band = z.infer<typeof bandSchema>;

/** Something true of a scoring. */
export const conditionSchema = z.union([
  /** An item was answered, and its code passes. */
  z.strictObject({ item: z.string(), is: testSchema }).readonly(),
  /** An item was left unanswered. */
  z.strictObject({ item: z.string(), isMissing: z.literal(true) }).readonly(),
  /** At least `number` items have codes that pass. */
  z.strictObject({ number: z.int().min(1), items: linkIds, are: testSchema }).readonly(),
  /** The score is known and passes. */
  z.strictObject({ score: testSchema }).readonly(),
  /** The band is one of these. */
  z.strictObject({ bands: z.array(z.string()).min(1).readonly() }).readonly(),
  /** A sub-score is known and passes. */
  z.strictObject({ subscore: z.string(), is: testSchema }).readonly(),
]);
/** Something true of a scoring. */
export type Condition = z.infer<typeof conditionSchema>;

/** A remark that goes with a score. */
export const flagSchema = z
  .strictObject({
    flag: z.string().min(1),
    /** All must hold. */
    when: z.array(conditionSchema).min(1).readonly(),
    /** Raised as soon as it holds, even where no score can be given. */
    evenIfIncomplete: z.literal(true).optional(),
  })
  .readonly();
/** A remark that goes with a score. */
export type Flag = z.infer<typeof flagSchema>;

const subscoreSchema = z
  .strictObject({
    measure: measureSchema,
    /** Bands of this sub-score alone. */
    bands: z.array(bandSchema).readonly().optional(),
  })
  .readonly();

/** Numbers from items: a total, sub-scores, or only sub-scores where nothing may be added up. */
const scaleSchema = z
  .strictObject({
    kind: z.literal("scale"),
    /** Null: the parts are never combined; the result is scored when any part is. */
    total: measureSchema.nullable(),
    subscores: z.record(z.string(), subscoreSchema).readonly(),
    /** An answer that settles the band by itself, without a score; unanswered, nothing can be said. */
    settledBy: z.strictObject({ item: z.string(), when: testSchema, band: z.string() }).readonly().optional(),
    bands: z.array(bandSchema).readonly(),
    flags: z.array(flagSchema).readonly(),
  })
  .readonly();

const levelConditionSchema = z.strictObject({ item: z.string(), is: testSchema }).readonly();

/** Levels from answers, without a number: the first level with a condition that holds. */
const levelsSchema = z
  .strictObject({
    kind: z.literal("levels"),
    /** Items that must be answered only when all these hold; the others always. */
    askedWhen: z.record(z.string(), z.array(levelConditionSchema).readonly()).readonly(),
    /** Highest first; a level is reached when any condition holds, whatever else is unanswered. */
    levels: z
      .array(
        z
          .strictObject({ band: z.string(), whenAny: z.array(levelConditionSchema).min(1).readonly() })
          .readonly(),
      )
      .min(1)
      .readonly(),
    /** The level when nothing holds and nothing is missing. */
    otherwise: z.string(),
    /** The level when nothing holds and something is missing: never taken for `otherwise`. */
    undecided: z.string(),
    /** Raised when something that had to be asked is missing. */
    incompleteFlag: z.string(),
    flags: z.array(flagSchema).readonly(),
  })
  .readonly();

const attributeValue = z.union([z.string(), z.number(), z.boolean()]);

/** Counts over the people whom one item names. An attribute that is null is not counted as true. */
const rosterSchema = z
  .strictObject({
    kind: z.literal("roster"),
    item: z.string(),
    /** The values that each attribute may take, besides null. */
    attributes: z.record(z.string(), z.array(attributeValue).min(1).readonly()).readonly(),
    /** Sub-score → people whose attribute is (`in`) or is not (`notIn`) one of these. */
    counts: z
      .record(
        z.string(),
        z
          .strictObject({
            attribute: z.string(),
            in: z.array(attributeValue).readonly().optional(),
            notIn: z.array(attributeValue).readonly().optional(),
          })
          .readonly(),
      )
      .readonly(),
    /** Sub-score → attribute whose different values are counted. */
    distinct: z.record(z.string(), z.string()).readonly(),
    /** Sub-score → share of the people, rounded half up; null when there is nobody. */
    shares: z
      .record(
        z.string(),
        z
          .strictObject({
            attribute: z.string(),
            in: z.array(attributeValue).min(1).readonly(),
            decimals: z.int().min(0).max(4),
          })
          .readonly(),
      )
      .readonly(),
    flags: z.array(flagSchema).readonly(),
  })
  .readonly();

/** The scoring rule of an instrument. */
export const scoringRuleSchema = z.discriminatedUnion("kind", [scaleSchema, levelsSchema, rosterSchema]);
/** The scoring rule of an instrument. */
export type ScoringRule = z.infer<typeof scoringRuleSchema>;
/** A rule that adds up items. */
export type ScaleRule = z.infer<typeof scaleSchema>;
/** A rule that gives a level without a number. */
export type LevelsRule = z.infer<typeof levelsSchema>;
/** A rule that counts people. */
export type RosterRule = z.infer<typeof rosterSchema>;
