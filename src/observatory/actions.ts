import { anyone, defineAction } from "#base";
import { z } from "zod";
import { breakdown } from "./breakdown.ts";
import {
  indicator,
  indicatorDomain,
  tieAspect,
  unavailability,
  comparatorStatus,
  incomparability,
} from "./indicator.ts";
import { editionSchema, releaseId } from "./register/actions.ts";
import { associationSchema, comparisonSchema } from "./comparison-schema.ts";
import {
  releaseCellSchema,
  releasedAnalysisSchema,
  releaseHeadSchema,
  releaseTableSchema,
  trendBreakSchema,
} from "./release-schema.ts";

export * from "./geography/actions.ts";
export * from "./intake/actions.ts";
export * from "./register/actions.ts";
export * from "./workspace/actions.ts";

/** Id of an indicator as it is asked for; one that does not exist is refused. */
const askedIndicator = z.string().max(60).pipe(indicator.schema);

/** A release as every answer names it. */
export const releaseSchema = releaseHeadSchema.extend(editionSchema.shape);
/** A release as every answer names it. */
export type Release = z.output<typeof releaseSchema>;

/** An indicator in the list. */
export const indicatorSummarySchema = z.strictObject({
  id: indicator.schema,
  /** Code of the reference; the two cut-offs of UCLA-3 share one. */
  code: z.string().max(10),
  domain: indicatorDomain.schema,
  /** Structure, function or quality of ties; null where the question does not arise. */
  aspect: tieAspect.schema.nullable(),
  /** `share` in percent, `mean` of a score; null when it is not available. */
  measure: z.enum(["share", "mean"]).nullable(),
  /** Why there is no figure; null when there is. */
  unavailability: unavailability.schema.nullable(),
  /** Figure of the whole universe in the last wave; null when not available. */
  headline: z.strictObject({ wave: z.string().max(40), cell: releaseCellSchema }).nullable(),
});
/** An indicator in the list. */
export type IndicatorSummary = z.output<typeof indicatorSummarySchema>;

/** Lists the indicators, with the headline of those that are available and the reason for the others. */
export const listIndicators = defineAction({
  name: "observatory.listIndicators",
  summary: "Indicators of loneliness and isolation: the figure of the last wave, or why there is none.",
  route: "GET /observatory/indicators",
  part: "observatory",
  input: z.strictObject({}),
  output: z.strictObject({
    release: releaseSchema,
    indicators: z.array(indicatorSummarySchema).max(200),
    /** Correlations of indicators in the last wave: associations, not causes. */
    associations: z.array(associationSchema).max(200),
  }),
  allow: anyone,
  isPublicRead: true,
  cacheSeconds: 3600,
});

/** Everything published of one indicator. */
export const indicatorTablesSchema = z.strictObject({
  release: releaseSchema,
  summary: indicatorSummarySchema,
  /** Instrument or source of data. */
  instrument: z.string().max(200),
  /** Paragraphs of the WHO resolution (draft numbering of WHA78). */
  resolution: z.array(z.string().max(40)).max(10),
  /** Lowest and highest value that there can be, in the unit of the figures; null when not available. */
  range: z.tuple([z.number(), z.number()]).nullable(),
  /** Smallest cell that is shown: respondents, and persons counted or not counted. */
  minimumCell: z.strictObject({ respondents: z.int(), persons: z.int() }),
  /** Indicators that are always shown with it, with their headlines. */
  companions: z.array(indicatorSummarySchema).max(10),
  tables: z.array(releaseTableSchema).max(20),
  /** Groups by which the reference wants it shown, and which the survey does not ask; départements are on the map. */
  notAskedBy: z.array(breakdown.schema).max(20),
  /** Analyses published beside the tables. */
  analyses: z.array(releasedAnalysisSchema).max(200),
  /** Waves between which it must not be followed, and why. */
  breaks: z.array(trendBreakSchema).max(40),
  /** Figures published by others, as they quote them, and why ours must not be compared with them. */
  comparators: z
    .array(
      z.strictObject({
        value: z.string().max(60).nullable(),
        scope: z.string().max(200),
        year: z.string().max(40).nullable(),
        source: z.string().max(200),
        status: comparatorStatus.schema,
        /** Lowest age of each band by which it is broken down, where the bands are not ours; null elsewhere. */
        ageBands: z.array(z.int().min(0).max(120)).max(20).nullable(),
      }),
    )
    .max(20),
  incomparable: z.array(incomparability.schema).max(4),
});
/** Everything published of one indicator. */
export type IndicatorTables = z.output<typeof indicatorTablesSchema>;

/** Reads one indicator: its definition and its tables by every breakdown and wave. */
export const readIndicator = defineAction({
  name: "observatory.readIndicator",
  summary: "One indicator by every breakdown and wave: each cell with its status, interval and respondents.",
  route: "GET /observatory/indicators/:indicator",
  part: "observatory",
  input: z.strictObject({
    indicator: askedIndicator,
    /** A release by its id, in force or replaced; the one in force unless told. */
    release: releaseId.optional(),
  }),
  output: indicatorTablesSchema,
  allow: anyone,
  isPublicRead: true,
  errors: ["observatory.releaseNotFound"],
  cacheSeconds: 3600,
});

/** Reads the tested differences of an indicator. */
export const compareFigures = defineAction({
  name: "observatory.compareFigures",
  summary:
    "Differences between groups of the last wave, and between waves, each tested and adjusted for the number of comparisons.",
  route: "GET /observatory/indicators/:indicator/comparisons",
  part: "observatory",
  input: z.strictObject({ indicator: askedIndicator, release: releaseId.optional() }),
  output: z.strictObject({
    release: releaseSchema,
    summary: indicatorSummarySchema,
    /** Lists of pairs: groups of the last wave by each breakdown, then waves. */
    comparisons: z.array(comparisonSchema).max(100),
    /** Cells of the tables that are compared, with those that are not shown. */
    tables: z.array(releaseTableSchema).max(20),
  }),
  allow: anyone,
  isPublicRead: true,
  errors: ["observatory.releaseNotFound"],
  cacheSeconds: 3600,
});

/** Gives the tables of one indicator as a CSV file; served as such under `/open/statistics`. */
export const downloadIndicator = defineAction({
  name: "observatory.downloadIndicator",
  summary: "The tables of one indicator as CSV: a line a cell, with its status and the id of the release.",
  route: "GET /observatory/releases/:release/indicators/:indicator",
  part: "observatory",
  input: z.strictObject({ release: releaseId, indicator: askedIndicator }),
  output: z.strictObject({
    fileName: z.string().max(200),
    mediaType: z.literal("text/csv"),
    text: z.string().max(2_000_000),
  }),
  allow: anyone,
  isPublicRead: true,
  errors: ["observatory.releaseNotFound", "observatory.notAvailable"],
  cacheSeconds: 86_400,
});
