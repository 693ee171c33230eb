import { defineAction, idSchema, instantSchema } from "#base";
import { z } from "zod";
import { mayFollow } from "../rules.ts";
import { answersContent, responseFields, seenVersionSchema } from "../screening/response.ts";

const personId = idSchema<"person">();
const id = idSchema<"screening">();
const page = "/pro/personnes/:personId/point";

/** Keeps what was answered so far. */
export const keepAssessment = defineAction({
  name: "pathway.keepAssessment",
  summary:
    "Keeps what a person answered so far, so that the same worker goes on later; the first typing of a paper form.",
  route: "PUT /pathway/persons/:personId/assessments/:id",
  part: "persons",
  input: z.strictObject({
    /** Made by the caller; the answers will have it when they are recorded. */
    id,
    personId,
    /** Version that the device saw; 0 for questions just begun. */
    seenVersion: seenVersionSchema.default(0),
    ...responseFields,
    /** May be none yet. */
    answers: responseFields.answers.default({}),
  }),
  output: z.strictObject({
    id,
    personId,
    instrument: z.string().max(40),
    version: z.int().min(1),
    alertId: idSchema<"risk-alert">().nullable(),
  }),
  allow: mayFollow,
  personal: ["answers", "note"],
  form: {
    path: "/pro/personnes/:personId/point/:instrument/garder",
    page: "/pro/personnes/:personId/point/:instrument",
    done: page,
  },
  errors: [
    "pathway.personNotFound",
    "pathway.instrumentNotOffered",
    "pathway.answersUnreadable",
    "instruments.assistanceNeeded",
    "pathway.tooYoungForScoring",
    "pathway.ageToAsk",
    "pathway.onCallNotCovered",
    "pathway.assessmentUnderWay",
    "pathway.assessmentOvertaken",
    "pathway.assessmentEnded",
    "pathway.assessmentOfOther",
  ],
});

/** Abandons questions under way. */
export const abandonAssessment = defineAction({
  name: "pathway.abandonAssessment",
  summary:
    "Abandons questions under way, visibly: that they were begun stays, what was answered is forgotten.",
  route: "POST /pathway/persons/:personId/assessments/:id/abandon",
  part: "persons",
  input: z.strictObject({ id, personId }),
  output: z.strictObject({ id, personId, version: z.int().min(1) }),
  allow: mayFollow,
  form: { path: "/pro/personnes/:personId/point/abandon", page, done: page },
  errors: ["pathway.personNotFound", "pathway.assessmentNotFound", "pathway.assessmentEnded"],
});

const assessmentSchema = z.strictObject({
  id,
  instrument: z.string().max(40),
  language: z.string().max(10),
  mode: responseFields.mode,
  status: z.enum(["open", "abandoned"]),
  version: z.int().min(1),
  startedAt: instantSchema,
  changedAt: instantSchema,
  startedBy: z.string().max(120).nullable(),
  /** Whether the reader began it: only they go on with it. */
  isOwn: z.boolean(),
});

/** Questions under way with a person. */
export const listAssessments = defineAction({
  name: "pathway.listAssessments",
  summary: "Questions under way with a person, and those abandoned; not what was answered.",
  route: "GET /pathway/persons/:personId/assessments",
  part: "persons",
  input: z.strictObject({ personId }),
  output: z.strictObject({ assessments: z.array(assessmentSchema).max(50) }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound"],
});

/** What was answered so far, for the worker who goes on. */
export const readAssessment = defineAction({
  name: "pathway.readAssessment",
  summary: "What was answered so far, for the worker who began and goes on.",
  route: "GET /pathway/persons/:personId/assessments/:id",
  part: "persons",
  input: z.strictObject({ id, personId }),
  output: assessmentSchema.extend({ answers: answersContent, note: z.string().max(2000).nullable() }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound", "pathway.assessmentNotFound", "pathway.assessmentOfOther"],
});
