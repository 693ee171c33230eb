import { z } from "zod";
import { breakdown } from "./breakdown.ts";
import { incomparability, indicator } from "./indicator.ts";

/**
 * The difference of two published figures of one indicator.
 * Units    percentage points with one decimal, score points with two.
 */
export const comparedPairSchema = z.strictObject({
  first: z.string().max(60),
  second: z.string().max(60),
  /** First less second; null when the two must not be compared. */
  difference: z.number().nullable(),
  /** Bounds of the 95 % interval of this one difference. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** P value of the design-based test, adjusted by Holm's method for all pairs of the list. */
  adjustedP: z.number().min(0).max(1).nullable(),
  /** Why they must not be compared; null when they may. */
  refusal: incomparability.schema.nullable(),
});
/** The difference of two figures. */
export type ComparedPair = z.output<typeof comparedPairSchema>;

/** All pairs of shown groups of a breakdown in a wave, or all pairs of waves (breakdown `total`, wave null). */
export const comparisonSchema = z.strictObject({
  indicator: indicator.schema,
  breakdown: breakdown.schema,
  /** Null when it is waves that are compared. */
  wave: z.string().max(40).nullable(),
  /** Pairs that were tested together: the number for which the p values are adjusted. */
  tested: z.int().min(0),
  pairs: z.array(comparedPairSchema).max(2000),
});
/** All pairs of a list. */
export type Comparison = z.output<typeof comparisonSchema>;

/** The correlation of two indicators among those who answered both: an association, not a cause. */
export const associationSchema = z.strictObject({
  first: indicator.schema,
  second: indicator.schema,
  wave: z.string().max(40),
  /** Pearson's correlation, two decimals; null when it is not shown. */
  correlation: z.number().min(-1).max(1).nullable(),
  low: z.number().min(-1).max(1).nullable(),
  high: z.number().min(-1).max(1).nullable(),
});
/** The correlation of two indicators. */
export type Association = z.output<typeof associationSchema>;
