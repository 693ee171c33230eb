import { defineAction, idSchema, instantSchema } from "#base";
import { z } from "zod";
import { breakdown } from "../breakdown.ts";
import { variableSchema, type Meaning } from "../microdata/codebook.ts";
import { surveyIssueSchema } from "../microdata/survey-report.ts";
import { mayAnalyse } from "../register/actions.ts";
import { columnProfileSchema } from "./file-profile.ts";
import { draftNeeds, draftVariableSchema, readPairs, surveyDraftSchema } from "./survey-draft.ts";

export { writtenPairs } from "./survey-draft.ts";
export type { ColumnProfile } from "./file-profile.ts";

const draftId = idSchema<"survey-draft">();
const page = "/observatoire/atelier/enquetes/:draftId";
const receipt = z.strictObject({ draftId, version: z.int().min(1) });
const draftErrors = ["observatory.surveyDraftNotFound", "observatory.surveyDraftUnread"] as const;

/** Opens a draft for a file that the door has received: it is read on a thread, and a codebook is proposed. */
export const openSurveyDraft = defineAction({
  name: "observatory.openSurveyDraft",
  summary:
    "Opens a draft for a file of microdata (CSV or Parquet) sent to the form door as multipart/form-data; a codebook is proposed.",
  route: "POST /observatory/survey-drafts",
  part: "observatory",
  input: z.strictObject({
    /** Name under which the door keeps the file that it received. */
    uploadId: z.uuid(),
    fileName: z.string().trim().min(1).max(200),
    controllerId: idSchema<"controller">().optional(),
  }),
  output: z.strictObject({ draftId }),
  allow: mayAnalyse,
  errors: [
    "observatory.organisationNeeded",
    "observatory.surveyFormatUnread",
    "observatory.surveyUploadMissing",
  ],
});

/** How far reading or importing is. */
export const deskStageSchema = z.strictObject({
  stage: z.enum(["running", "refused", "interrupted", "done"]),
  /** Step under way, and how much of it is done; null unless it runs. */
  progress: z.strictObject({ step: z.string().max(40), done: z.int(), total: z.int() }).nullable(),
  /** Why it was refused; null unless it was. */
  code: z.string().max(100).nullable(),
  /** What is wrong, by column; empty unless it was refused. */
  faults: z.array(z.strictObject({ path: z.string().max(400), code: z.string().max(100) })).max(5000),
});
/** How far reading or importing is. */
export type DeskStageShown = z.output<typeof deskStageSchema>;

const importSchema = z.strictObject({
  survey: z.string().max(80),
  version: z.string().max(12),
  importedAt: instantSchema,
  state: deskStageSchema,
});

const draftHeadSchema = z.strictObject({
  id: draftId,
  fileName: z.string().max(200),
  sizeBytes: z.int().min(0),
  changedAt: instantSchema,
  /** When the file and what was said of it are erased, unless it is changed before. */
  erasedAt: instantSchema,
  /** Id of the survey in its codebook; null while it has none. */
  survey: z.string().max(80).nullable(),
});

/** Lists the drafts and the surveys of one's organisations. */
export const listSurveyDrafts = defineAction({
  name: "observatory.listSurveyDrafts",
  summary:
    "Files of microdata whose codebook is being made, and the surveys that one's organisations brought in.",
  route: "GET /observatory/survey-drafts",
  part: "observatory",
  input: z.strictObject({}),
  output: z.strictObject({
    drafts: z.array(draftHeadSchema).max(200),
    versions: z
      .array(
        z.strictObject({
          survey: z.string().max(80),
          version: z.string().max(12),
          importedAt: instantSchema,
          isAtHand: z.boolean(),
        }),
      )
      .max(1000),
  }),
  allow: mayAnalyse,
});

/** A draft as the guided screen shows it. */
export const shownDraftSchema = draftHeadSchema.extend({
  version: z.int().min(1),
  reading: deskStageSchema,
  /** Respondents in the file; null until it was read. */
  rows: z.int().min(0).nullable(),
  /** The codebook as it stands: proposed until somebody says otherwise; null until the file was read. */
  draft: surveyDraftSchema.nullable(),
  /** What it lacks before it can be imported. */
  needs: z.array(z.enum(draftNeeds)).max(20),
  /** Spread of each column, in the order of `draft.variables`. */
  columns: z.array(columnProfileSchema).max(2000),
  /** The last import made from it; null when there was none. */
  lastImport: importSchema.nullable(),
});
/** A draft as the guided screen shows it. */
export type ShownDraft = z.output<typeof shownDraftSchema>;

/** Reads a draft: how far its file is read, what is proposed and said, how its columns are spread. */
export const readSurveyDraft = defineAction({
  name: "observatory.readSurveyDraft",
  summary: "A draft: its file, the spread of each column without small counts, the codebook as it stands.",
  route: "GET /observatory/survey-drafts/:draftId",
  part: "observatory",
  input: z.strictObject({ draftId }),
  output: shownDraftSchema,
  allow: mayAnalyse,
  auditRead: true,
  errors: ["observatory.surveyDraftNotFound"],
});

/** Checks the file of a draft against its codebook as it stands. */
export const checkSurveyDraft = defineAction({
  name: "observatory.checkSurveyDraft",
  summary: "What is wrong with a file and its codebook as it stands: faults by column, never an answer.",
  route: "GET /observatory/survey-drafts/:draftId/check",
  part: "observatory",
  input: z.strictObject({ draftId }),
  output: z.strictObject({
    issues: z.array(surveyIssueSchema.extend({ isRefusing: z.boolean() })).max(5000),
  }),
  allow: mayAnalyse,
  errors: [...draftErrors, "observatory.surveyFileUnreadable"],
});

const text = (most: number) => z.string().trim().min(1).max(most).optional();
const column = z.string().min(1).max(300).optional();

/** Pairs as a form writes them: one a line, `code = words`. */
const pairs = z
  .string()
  .max(20_000)
  .default("")
  .refine((lines) => readPairs(lines) !== null, { params: { code: "pairUnreadable" } });

const year = z
  .string()
  .regex(/^(19|20)\d\d$/)
  .optional();

/** Says what a survey is; what is left out is not known yet. */
export const describeSurvey = defineAction({
  name: "observatory.describeSurvey",
  summary:
    "Says who made a survey, how people were drawn and asked, whom it speaks of, its licence and its year.",
  route: "PUT /observatory/survey-drafts/:draftId/description",
  part: "observatory",
  input: z.strictObject({
    draftId,
    /** Short name in kebab case. */
    id: z
      .string()
      .trim()
      .max(80)
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      .optional(),
    titleFr: text(500),
    titleEn: text(500),
    sampling: z.enum(["probability", "quota", "volunteer"]).optional(),
    isSynthetic: z.enum(["yes", "no"]).optional(),
    licence: text(300),
    provenance: text(1000),
    universeFr: text(500),
    universeEn: text(500),
    fromAge: z.int().min(0).max(120).optional(),
    mode: z.enum(["interview", "telephone", "web", "paper", "mixed"]).optional(),
    language: z
      .string()
      .trim()
      .regex(/^[a-z]{2}$/)
      .optional(),
    waveYear: year,
    /** Column that holds the year; goes before `waveYear`. */
    waveVariable: column,
    /** Persons drawn, one wave a line: `2026 = 5000`. */
    drawn: pairs,
  }),
  output: receipt,
  allow: mayAnalyse,
  versioned: true,
  errors: [...draftErrors],
  form: { path: `${page}/description`, done: page },
});

/** Says which columns tell how people were drawn. */
export const describeDesign = defineAction({
  name: "observatory.describeDesign",
  summary:
    "Says which columns hold weight, stratum, units and population sizes, and which names each respondent.",
  route: "PUT /observatory/survey-drafts/:draftId/design",
  part: "observatory",
  input: z.strictObject({
    draftId,
    weight: column,
    stratum: column,
    psu: column,
    ssu: column,
    fpc: column,
    fpc2: column,
    identifier: column,
    isNested: z.boolean().default(false),
  }),
  output: receipt,
  allow: mayAnalyse,
  versioned: true,
  errors: [...draftErrors],
  form: { path: `${page}/plan`, done: `${page}/plan` },
});

const position = z.string().regex(/^\d{1,4}$/);

/** An item of the catalogue or a group, as a form names it: `ucla3/ucla3-1`, `age`. */
const meaningName = z.string().max(130);

/** Reads one column of a draft, with what it could ask. */
export const readDraftVariable = defineAction({
  name: "observatory.readDraftVariable",
  summary:
    "One column of a draft: its spread, what is said of it, and every item and group that it could hold.",
  route: "GET /observatory/survey-drafts/:draftId/variables/:position",
  part: "observatory",
  input: z.strictObject({ draftId, position }),
  output: z.strictObject({
    draftId,
    version: z.int().min(1),
    position: z.int().min(0),
    /** Number of columns. */
    total: z.int().min(1),
    variable: draftVariableSchema,
    column: columnProfileSchema,
    /** Whether a codebook may name it so. */
    isNameUsable: z.boolean(),
    meaning: meaningName,
    items: z
      .array(
        z.strictObject({
          instrument: z.string().max(60),
          shortName: z.string().max(60),
          linkId: z.string().max(60),
        }),
      )
      .max(1000),
    groups: z
      .array(z.strictObject({ breakdown: breakdown.schema, codes: z.array(z.string().max(60)).max(200) }))
      .max(200),
  }),
  allow: mayAnalyse,
  auditRead: true,
  errors: [...draftErrors],
});

/** Says what one column is. */
export const describeVariable = defineAction({
  name: "observatory.describeVariable",
  summary:
    "Says what one column is: kept or not, kind, label, codes of no answer, labels of codes, what it asks.",
  route: "PUT /observatory/survey-drafts/:draftId/variables/:position",
  part: "observatory",
  input: z.strictObject({
    draftId,
    position,
    isKept: z.boolean().default(false),
    kind: variableSchema.shape.kind,
    labelFr: text(500),
    labelEn: text(500),
    /** Codes that mean that there is no answer, with semicolons between. */
    missing: z.string().max(2000).default(""),
    labels: pairs,
    meaning: meaningName.default(""),
    /** Code of the file → code of the item or group; proposed where left out. */
    codes: pairs,
  }),
  output: receipt.extend({ position }),
  allow: mayAnalyse,
  versioned: true,
  errors: [...draftErrors],
  form: { path: `${page}/variables/:position`, done: page },
});

/** Gives the codebook of a draft as a file, as `import survey` takes it. */
export const exportCodebook = defineAction({
  name: "observatory.exportCodebook",
  summary: "The codebook of a draft as JSON, as `import survey` takes it.",
  route: "GET /observatory/survey-drafts/:draftId/codebook",
  part: "observatory",
  input: z.strictObject({ draftId }),
  output: z.strictObject({
    fileName: z.string().max(200),
    mediaType: z.literal("application/json"),
    text: z.string().max(5_000_000),
  }),
  allow: mayAnalyse,
  errors: [...draftErrors, "observatory.surveyDraftIncomplete"],
});

/** Imports a draft as a version of its survey: checked, scored, kept as Parquet, on a thread. */
export const importSurveyDraft = defineAction({
  name: "observatory.importSurveyDraft",
  summary:
    "Imports the file of a draft with its codebook as a version of the survey; how far it is, the draft tells.",
  route: "POST /observatory/survey-drafts/:draftId/import",
  part: "observatory",
  input: z.strictObject({ draftId }),
  output: z.strictObject({ draftId, survey: z.string().max(80), surveyVersion: z.string().max(12) }),
  allow: mayAnalyse,
  versioned: true,
  errors: [...draftErrors, "observatory.surveyDraftIncomplete", "observatory.surveyIdTaken"],
  form: { path: `${page}/importer`, page, done: page },
});

/** Forgets a draft and its file; versions made from it stay. */
export const deleteSurveyDraft = defineAction({
  name: "observatory.deleteSurveyDraft",
  summary: "Forgets a draft and the file that was brought; what was imported from it stays.",
  route: "POST /observatory/survey-drafts/:draftId/delete",
  part: "observatory",
  input: z.strictObject({ draftId }),
  output: z.strictObject({ draftId }),
  allow: mayAnalyse,
  errors: ["observatory.surveyDraftNotFound"],
  form: { path: `${page}/oublier`, page, done: "/observatoire/atelier/enquetes" },
});

/** The name of a meaning as a form writes it. */
export function meaningNameOf(meaning: Meaning | undefined): string {
  if (meaning === undefined) return "";
  return "instrument" in meaning ? `${meaning.instrument}/${meaning.linkId}` : meaning.breakdown;
}
