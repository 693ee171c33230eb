import { z } from "zod";
import { analysisFilterSchema } from "./analysis-filter.ts";
import { breakdown } from "./breakdown.ts";
import { cellReason, cellStatus } from "./cell.ts";
import { associationSchema, comparisonSchema } from "./comparison-schema.ts";
import { incomparability, indicator } from "./indicator.ts";

/** A wave is named by its year. */
const waveId = z.string().max(40);

/**
 * One figure as it is published.
 * Units    shares in percent with one decimal, scores with two; bounds likewise.
 * Missing  everything but status and reason is null when the figure is not shown.
 */
export const releaseCellSchema = z.strictObject({
  category: z.string().max(60),
  status: cellStatus.schema,
  reason: cellReason.schema.nullable(),
  value: z.number().nullable(),
  /** Bounds of the 95 % interval. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Respondents, unweighted. */
  n: z.int().min(0).nullable(),
  /** Respondents of the simple random sample that would be as precise. */
  effectiveN: z.int().min(0).nullable(),
  /** Whether the figure is to be read with caution: imprecise, or few degrees of freedom. */
  isUncertain: z.boolean(),
});
/** One figure as it is published. */
export type ReleaseCell = z.output<typeof releaseCellSchema>;

/** One indicator by one breakdown, wave by wave, oldest first. */
export const releaseTableSchema = z.strictObject({
  indicator: indicator.schema,
  breakdown: breakdown.schema,
  waves: z.array(z.strictObject({ wave: waveId, cells: z.array(releaseCellSchema).max(200) })).max(40),
});
/** One indicator by one breakdown. */
export type ReleaseTable = z.output<typeof releaseTableSchema>;

/** An analysis that was published: one indicator by one breakdown among some respondents, wave by wave. */
export const releasedAnalysisSchema = releaseTableSchema.extend({
  /** Groups to whom it is restricted; several filters all hold. */
  filters: z.array(analysisFilterSchema).min(1).max(2),
});
/** An analysis that was published. */
export type ReleasedAnalysis = z.output<typeof releasedAnalysisSchema>;

/** Text of a codebook, in French at least. */
const describedSchema = z.strictObject({ fr: z.string().max(500), en: z.string().max(500).optional() });

/** What a release says of its survey. */
export const releaseHeadSchema = z.strictObject({
  survey: z.string().max(80),
  /** Whether the data were invented: then it is said wherever a figure is shown. */
  isSynthetic: z.boolean(),
  sampling: z.enum(["probability", "quota", "volunteer"]),
  /** Age in years of the youngest member of the universe. */
  fromAge: z.int().min(0).max(120),
  waves: z
    .array(
      z.strictObject({
        wave: waveId,
        respondents: z.int().min(0),
        /** Share of those drawn who answered, in percent. */
        responseRate: z.int().min(0).max(100),
      }),
    )
    .max(40),
  /** Codes of the areas covered, when the survey covers only some; overlapping releases are audited together. */
  areas: z.array(z.string().max(10)).max(2000).optional(),
  /** The collection of answers of which it is a part, when other releases are made of the same answers. */
  source: z.string().max(80).optional(),
  /** What the codebook of an imported survey says of it. */
  about: z
    .strictObject({
      title: describedSchema,
      universe: describedSchema,
      provenance: z.string().max(1000),
      licence: z.string().max(300),
    })
    .optional(),
  /** In which words the instruments behind its indicators were asked; absent where nobody was asked. */
  words: z
    .array(
      z.strictObject({
        instrument: z.string().max(60),
        language: z.string().max(10),
        /** Edition of the words; null where neither codebook nor catalogue names one. */
        wording: z.string().max(60).nullable(),
      }),
    )
    .max(100)
    .optional(),
});
/** What a release says of its survey. */
export type ReleaseHead = z.output<typeof releaseHeadSchema>;

/** Two waves between which an indicator was asked in another way. */
export const trendBreakSchema = z.strictObject({
  indicator: indicator.schema,
  before: waveId,
  after: waveId,
  reason: incomparability.schema,
});
/** Two waves between which an indicator was asked in another way. */
export type TrendBreak = z.output<typeof trendBreakSchema>;

/** Everything published of a survey, prepared once. Nothing else of the survey is public. */
export const releaseContentSchema = releaseHeadSchema.extend({
  tables: z.array(releaseTableSchema).max(2000),
  /** Analyses published beside the tables; absent when there are none. */
  analyses: z.array(releasedAnalysisSchema).max(200).optional(),
  /** Differences of figures that are shown, tested. */
  comparisons: z.array(comparisonSchema).max(20_000).optional(),
  /** Correlations of indicators in the last wave. */
  associations: z.array(associationSchema).max(200).optional(),
  /** Between which two waves an indicator must not be followed, and why; absent when there are none. */
  breaks: z.array(trendBreakSchema).max(2000).optional(),
});
/** Everything published of a survey. */
export type ReleaseContent = z.output<typeof releaseContentSchema>;
