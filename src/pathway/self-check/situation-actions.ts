import { anyone, defineAction, localeSchema } from "#base";
import { z } from "zod";
import { answerText, selfCheckPath, shownQuestionSchema } from "./actions.ts";

const module = z.string().min(1).max(40);
const step = z.coerce.number().int().min(1).max(50);
const page = `${selfCheckPath}/situation/:module`;

/** Reads the questions of a situation, where somebody may answer them alone. */
export const readSituation = defineAction({
  name: "pathway.readSituation",
  summary:
    "The questions of a situation beside the self-check of this browser, where they may be answered alone, and what the answers say.",
  route: "GET /pathway/self-check/situations/:module",
  part: "directory",
  input: z.strictObject({
    module,
    /** Step from 1; left out where only the state is wanted. */
    step: step.optional(),
    locale: localeSchema.default("fr"),
  }),
  output: z.strictObject({
    /** Whether there are questions for whoever reads this, in their language. */
    isAsked: z.boolean(),
    isKept: z.boolean(),
    isEasy: z.boolean(),
    nextStep: z.int().min(1),
    /** Number of questions; 0 where none is asked. */
    lastStep: z.int().min(0),
    question: shownQuestionSchema.nullable(),
    /** What was said to that question before; null when nothing was. */
    answer: z.union([z.number(), z.enum(["prefer-not", "skipped"])]).nullable(),
    /** Key of the sentences; null until every question was come to. */
    sentences: z.string().max(60).nullable(),
    citation: z.string().max(600).nullable(),
    isWorkingTranslation: z.boolean(),
  }),
  allow: anyone,
  keepsNothing: true,
  errors: [
    "pathway.selfCheckNotOffered",
    "pathway.situationUnknown",
    "pathway.questionUnknown",
    "pathway.questionTooEarly",
  ],
});

/** Answers a question of a situation, goes past it, or prefers not to say. */
export const answerSituation = defineAction({
  name: "pathway.answerSituation",
  summary: "Answers a question of a situation; nothing is kept but by the browser.",
  route: "POST /pathway/self-check/situations/:module/:step",
  part: "directory",
  input: z.strictObject({
    module,
    step,
    locale: localeSchema.default("fr"),
    /** Id of the question that was on the page. */
    question: z.string().max(40),
    /** A code, `prefer-not` or `skip`. */
    answer: answerText.optional(),
  }),
  output: z.strictObject({ module, next: z.string().max(12) }),
  allow: anyone,
  keepsNothing: true,
  errors: [
    "pathway.selfCheckNotOffered",
    "pathway.selfCheckExpired",
    "pathway.selfCheckUnreadable",
    "pathway.situationUnknown",
    "pathway.questionUnknown",
    "pathway.questionTooEarly",
    "pathway.answerOfOtherQuestion",
    "pathway.answerNotOffered",
    "pathway.answerNeeded",
  ],
  form: { path: `${page}/:step`, done: `${page}/:next` },
});
