import { defineAction, idSchema, instantSchema } from "#base";
import { z } from "zod";
import { analysisFilterSchema } from "../analysis-filter.ts";
import { breakdown } from "../breakdown.ts";
import { indicator } from "../indicator.ts";
import { releaseCellSchema } from "../release-schema.ts";
import { mayAnalyse, releaseId } from "../register/actions.ts";

const surveyId = z.string().min(1).max(80);
const waveId = z.string().max(40);

/** One restriction as it is written in an address: a breakdown and its groups, for instance `age=16-24+25-39`. */
const filterText = z
  .string()
  .max(200)
  .regex(/^(?:[a-z-]+=[A-Za-z0-9_-]+(?:\+[A-Za-z0-9_-]+)*)?$/);

/** What an analysis asks. */
const questionFields = {
  survey: surveyId,
  indicator: indicator.schema,
  breakdown: breakdown.schema.default("total"),
  filter1: filterText.default(""),
  filter2: filterText.default(""),
  /** The last wave unless told. */
  wave: waveId.default(""),
};

const questionErrors = [
  "observatory.surveyNotFound",
  "observatory.notAvailable",
  "observatory.waveNotFound",
  "observatory.filterUnusable",
] as const;

const workErrors = [
  "observatory.analysisUnderWay",
  "observatory.analysisNotDone",
  "observatory.analysisStopped",
  "observatory.analysisTooLong",
] as const;

/** How long a question waits for its figures before it is told that the work goes on, in seconds. */
const waitSeconds = z.coerce.number().int().min(0).max(20).default(20);

/** A survey as the workspace offers it. */
export const surveySchema = z.strictObject({
  id: surveyId,
  isSynthetic: z.boolean(),
  sampling: z.enum(["probability", "quota", "volunteer"]),
  waves: z.array(z.strictObject({ wave: waveId, respondents: z.int().min(0) })).max(40),
  indicators: z.array(indicator.schema).max(200),
  breakdowns: z.array(breakdown.schema).max(50),
});
/** A survey as the workspace offers it. */
export type WorkspaceSurvey = z.output<typeof surveySchema>;

/** Lists the surveys at hand. */
export const listSurveys = defineAction({
  name: "observatory.listSurveys",
  summary: "The surveys at hand, with their waves, and the indicators and breakdowns that they carry.",
  route: "GET /observatory/surveys",
  part: "observatory",
  input: z.strictObject({}),
  output: z.strictObject({ surveys: z.array(surveySchema).max(500) }),
  allow: mayAnalyse,
});

/** A figure with what an analyst must know of it. */
export const analysisCellSchema = releaseCellSchema.extend({
  /** Design effect. */
  deff: z.number().nullable(),
  /** Degrees of freedom. */
  df: z.int().min(0).nullable(),
  /** Coefficient of variation, in percent. */
  cv: z.number().nullable(),
  /** Why it is to be read with caution: codes of the list `estimateReason`. */
  warnings: z.array(z.string().max(60)).max(20),
});
/** A figure with what an analyst must know of it. */
export type AnalysisCell = z.output<typeof analysisCellSchema>;

/** An analysis with its figures. */
export const analysisResultSchema = z.strictObject({
  survey: surveyId,
  isSynthetic: z.boolean(),
  /** Intervals of quotas and volunteers are indicative: they suppose a drawing that never was. */
  sampling: z.enum(["probability", "quota", "volunteer"]),
  wave: waveId,
  indicator: indicator.schema,
  measure: z.enum(["share", "mean"]),
  range: z.tuple([z.number(), z.number()]),
  breakdown: breakdown.schema,
  filters: z.array(analysisFilterSchema).max(2),
  /** Release whose published figures were taken into account when others were withheld; null when there is none. */
  release: z.string().max(120).nullable(),
  cells: z.array(analysisCellSchema).max(200),
});
/** An analysis with its figures. */
export type AnalysisResult = z.output<typeof analysisResultSchema>;

/** Computes an indicator by a breakdown among some respondents; small cells are withheld here as in a release. */
export const runAnalysis = defineAction({
  name: "observatory.runAnalysis",
  summary:
    "An indicator by a breakdown among some respondents, with n, design effect, degrees of freedom and warnings.",
  route: "GET /observatory/analysis",
  part: "observatory",
  input: z.strictObject({ ...questionFields, waitSeconds }),
  output: analysisResultSchema,
  allow: mayAnalyse,
  auditRead: true,
  errors: [...questionErrors, ...workErrors],
});

/** An analysis that is under way, and how far it is. */
export const analysisWorkSchema = z.strictObject({
  survey: surveyId,
  wave: waveId,
  indicator: indicator.schema,
  breakdown: breakdown.schema,
  filters: z.array(analysisFilterSchema).max(2),
  startedAt: instantSchema,
  /** What is done now: the others before it, the figures of the universe, their protection. */
  step: z.enum(["waiting", "estimating", "protecting"]),
  /** How much of the step is done, in parts of it. */
  done: z.int().min(0),
  total: z.int().min(1),
});
/** An analysis that is under way, and how far it is. */
export type AnalysisWork = z.output<typeof analysisWorkSchema>;

/** Tells how far one's own analysis is. */
export const readAnalysisWork = defineAction({
  name: "observatory.readAnalysisWork",
  summary: "One's own analysis that is under way, and how far it is; null when there is none.",
  route: "GET /observatory/analysis/work",
  part: "observatory",
  input: z.strictObject({}),
  output: z.strictObject({ work: analysisWorkSchema.nullable() }),
  allow: mayAnalyse,
});

/** Stops one's own analysis. */
export const stopAnalysis = defineAction({
  name: "observatory.stopAnalysis",
  summary: "Stops one's own analysis that is under way; nothing of it is kept. Harmless when there is none.",
  route: "POST /observatory/analysis/stop",
  part: "observatory",
  input: z.strictObject({}),
  output: z.strictObject({ wasUnderWay: z.boolean() }),
  allow: mayAnalyse,
  form: {
    path: "/observatoire/atelier/analyse/arreter",
    page: "/observatoire/atelier",
    done: "/observatoire/atelier",
  },
});

/** Gives an analysis as a file: its parameters and figures, or the R code that gives the same figures. */
export const exportAnalysis = defineAction({
  name: "observatory.exportAnalysis",
  summary:
    "An analysis as a file: JSON (parameters and figures), CSV, or R code that gives the same figures.",
  route: "GET /observatory/analysis/export",
  part: "observatory",
  input: z.strictObject({ ...questionFields, format: z.enum(["json", "csv", "r"]) }),
  output: z.strictObject({
    fileName: z.string().max(200),
    mediaType: z.enum(["application/json", "text/csv", "text/plain"]),
    text: z.string().max(200_000),
  }),
  allow: mayAnalyse,
  auditRead: true,
  errors: [...questionErrors, ...workErrors, "observatory.codeNotWritten"],
});

const analysisId = idSchema<"analysis">();

/** Keeps an analysis under a name: what it asks, never a figure. */
export const saveAnalysis = defineAction({
  name: "observatory.saveAnalysis",
  summary: "Keeps an analysis under a name, so that it can be run again on a later wave.",
  route: "POST /observatory/analyses",
  part: "observatory",
  input: z.strictObject({
    ...questionFields,
    name: z.string().trim().min(1).max(120),
    controllerId: idSchema<"controller">().optional(),
  }),
  output: z.strictObject({ analysisId }),
  allow: mayAnalyse,
  errors: [...questionErrors, "observatory.organisationNeeded"],
  form: {
    path: "/observatoire/atelier/analyses",
    page: "/observatoire/atelier",
    done: "/observatoire/atelier/analyses/:analysisId",
  },
});

/** An analysis that was kept. */
export const savedAnalysisSchema = z.strictObject({
  id: analysisId,
  name: z.string().max(120),
  survey: surveyId,
  indicator: indicator.schema,
  breakdown: breakdown.schema,
  filters: z.array(analysisFilterSchema).max(2),
  /** Null for the last wave that the survey has. */
  wave: waveId.nullable(),
  createdAt: instantSchema,
});
/** An analysis that was kept. */
export type SavedAnalysis = z.output<typeof savedAnalysisSchema>;

/** An analysis that was kept, with what is published of it. */
export const readAnalysisSchema = savedAnalysisSchema.extend({
  /** Where the release in force of its survey shows its figures, wave by wave; null when it shows none of them. */
  published: z.strictObject({ release: releaseId, waves: z.array(waveId).min(1).max(40) }).nullable(),
});
/** An analysis that was kept, with what is published of it. */
export type ReadAnalysis = z.output<typeof readAnalysisSchema>;

/** Lists the analyses of one's organisations. */
export const listAnalyses = defineAction({
  name: "observatory.listAnalyses",
  summary: "The analyses kept in one's organisations, the newest first.",
  route: "GET /observatory/analyses",
  part: "observatory",
  input: z.strictObject({}),
  output: z.strictObject({ analyses: z.array(savedAnalysisSchema).max(200) }),
  allow: mayAnalyse,
});

/** Reads an analysis that was kept. */
export const readAnalysis = defineAction({
  name: "observatory.readAnalysis",
  summary: "An analysis that was kept: what it asks, and for which waves the release in force shows it.",
  route: "GET /observatory/analyses/:analysisId",
  part: "observatory",
  input: z.strictObject({ analysisId }),
  output: readAnalysisSchema,
  allow: mayAnalyse,
  errors: ["observatory.analysisNotFound"],
});

/** Forgets an analysis. */
export const deleteAnalysis = defineAction({
  name: "observatory.deleteAnalysis",
  summary: "Forgets an analysis that was kept; what was published of it stays.",
  route: "POST /observatory/analyses/:analysisId/delete",
  part: "observatory",
  input: z.strictObject({ analysisId }),
  output: z.strictObject({ analysisId }),
  allow: mayAnalyse,
  errors: ["observatory.analysisNotFound"],
  form: {
    path: "/observatoire/atelier/analyses/:analysisId/oublier",
    page: "/observatoire/atelier/analyses/:analysisId",
    done: "/observatoire/atelier",
  },
});
