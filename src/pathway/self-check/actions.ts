import { anyone, defineAction, localeSchema } from "#base";
import { z } from "zod";
import { townCodeSchema } from "../call-queue/area.ts";
import { ageBand } from "./age-band.ts";

/** Where the self-check is. */
export const selfCheckPath = "/faire-le-point";

const step = z.string().max(12);
/** What was chosen, as a form sends it. */
export const answerText = z.string().max(12);

/** A question as it is shown. */
export const shownQuestionSchema = z.strictObject({
  id: z.string().max(40),
  /** Words of the instrument; null for our own questions, whose words are in the text files. */
  text: z.string().max(400).nullable(),
  /** Language of these words: not always the reader's, since items are never translated by us on the way. */
  language: z.string().max(5),
  /** The reader's language has no words of this instrument. */
  isFallback: z.boolean(),
  /** A translation of ours that no publication confirms. */
  isWorkingTranslation: z.boolean(),
  /** Codes and words in the order in which they are offered; the words of our own questions are in the text files. */
  options: z.array(z.strictObject({ code: z.number(), text: z.string().max(200).nullable() })).max(12),
});
/** A question as it is shown. */
export type ShownQuestion = z.output<typeof shownQuestionSchema>;

/** Reads how far the self-check of this browser is, and one of its questions. */
export const readSelfCheck = defineAction({
  name: "pathway.readSelfCheck",
  summary: "How far the self-check kept by this browser is, and the question of one step.",
  route: "GET /pathway/self-check",
  part: "directory",
  input: z.strictObject({
    /** Step from 1; left out where only the state is wanted. */
    step: z.coerce.number().int().min(1).max(50).optional(),
    locale: localeSchema.default("fr"),
  }),
  output: z.strictObject({
    /** Whether there are answers in this browser, and if not, whether there were. */
    state: z.enum(["none", "open", "expired", "unreadable"]),
    age: ageBand.schema.nullable(),
    isKept: z.boolean(),
    /** Under eighteen: no queue of adults. */
    isMinor: z.boolean(),
    /** Whether the easy words were chosen in this browser. */
    isEasy: z.boolean(),
    /** Below this age nothing is asked, years. */
    minimumAge: z.int().min(16).max(18),
    /** Situations that have a page here, in their order. */
    modules: z.array(z.string().max(40)).max(20),
    /** Code of the town that was settled; null until then. */
    town: townCodeSchema.nullable(),
    /** The first step that was not come to yet; one more than `lastStep` when all were. */
    nextStep: z.int().min(1),
    lastStep: z.int().min(1),
    question: shownQuestionSchema.nullable(),
    /** What was said to that question before; null when nothing was. */
    answer: z.union([z.number(), z.enum(["prefer-not", "skipped"])]).nullable(),
  }),
  allow: anyone,
  keepsNothing: true,
  errors: ["pathway.selfCheckNotOffered", "pathway.questionUnknown", "pathway.questionTooEarly"],
});

/** Says one's age, which begins a self-check anew. */
export const beginSelfCheck = defineAction({
  name: "pathway.beginSelfCheck",
  summary: "Begins a self-check with one's age; under sixteen nothing is asked.",
  route: "POST /pathway/self-check",
  part: "directory",
  input: z.strictObject({ age: ageBand.schema }),
  output: z.strictObject({ next: step }),
  allow: anyone,
  keepsNothing: true,
  errors: ["pathway.selfCheckNotOffered"],
  form: { path: `${selfCheckPath}/age`, done: `${selfCheckPath}/:next` },
});

/** Answers a question, goes past it, or prefers not to say. */
export const answerSelfCheck = defineAction({
  name: "pathway.answerSelfCheck",
  summary: "Answers a question of the self-check; nothing is kept but by the browser.",
  route: "POST /pathway/self-check/:step",
  part: "directory",
  input: z.strictObject({
    step: z.coerce.number().int().min(1).max(50),
    /** Id of the question that was on the page. */
    question: z.string().max(40),
    /** A code, `prefer-not` or `skip`. */
    answer: answerText.optional(),
  }),
  output: z.strictObject({ next: step }),
  allow: anyone,
  keepsNothing: true,
  errors: [
    "pathway.selfCheckNotOffered",
    "pathway.selfCheckExpired",
    "pathway.selfCheckUnreadable",
    "pathway.questionUnknown",
    "pathway.questionTooEarly",
    "pathway.answerOfOtherQuestion",
    "pathway.answerNotOffered",
    "pathway.answerNeeded",
  ],
  form: { path: `${selfCheckPath}/:step`, done: `${selfCheckPath}/:next` },
});

/** Chooses to go on later on this device, or not any more. */
export const keepSelfCheck = defineAction({
  name: "pathway.keepSelfCheck",
  summary: "Makes this browser keep the answers for a week, or no longer than it is open.",
  route: "POST /pathway/self-check/keep",
  part: "directory",
  input: z.strictObject({ isKept: z.boolean().default(false) }),
  output: z.strictObject({ next: step }),
  allow: anyone,
  keepsNothing: true,
  errors: ["pathway.selfCheckExpired", "pathway.selfCheckUnreadable"],
  form: { path: `${selfCheckPath}/plus-tard`, page: selfCheckPath, done: `${selfCheckPath}/:next` },
});

/** Chooses easy words, or the usual ones. */
export const chooseReading = defineAction({
  name: "pathway.chooseReading",
  summary: "Makes this browser show the self-check in easy words, or in the usual ones.",
  route: "POST /pathway/self-check/reading",
  part: "directory",
  input: z.strictObject({
    isEasy: z.boolean().default(false),
    /** Page to which one comes back: `debut`, `age`, a step, or `resultat`. */
    next: z
      .string()
      .regex(/^(debut|age|resultat|[1-9][0-9]?)$/)
      .max(12)
      .default("debut"),
  }),
  output: z.strictObject({ next: step }),
  allow: anyone,
  keepsNothing: true,
  form: { path: `${selfCheckPath}/lecture`, page: selfCheckPath, done: `${selfCheckPath}/:next` },
});

/** Forgets all that was said. */
export const forgetSelfCheck = defineAction({
  name: "pathway.forgetSelfCheck",
  summary: "Makes this browser forget every answer.",
  route: "DELETE /pathway/self-check",
  part: "directory",
  input: z.strictObject({}),
  output: z.strictObject({}),
  allow: anyone,
  keepsNothing: true,
  form: { path: `${selfCheckPath}/effacer`, page: selfCheckPath, done: `${selfCheckPath}/efface` },
});

/** Says in which town one wishes to find something. */
export const placeSelfCheck = defineAction({
  name: "pathway.placeSelfCheck",
  summary: "Says where things near are looked for, without writing it into an address.",
  route: "POST /pathway/self-check/place",
  part: "directory",
  input: z.strictObject({
    /** Town as typed. */
    ou: z.string().trim().max(80).optional(),
    /** Code of the commune, where it was chosen from a list. */
    town: townCodeSchema.optional(),
  }),
  output: z.strictObject({ next: step }),
  allow: anyone,
  keepsNothing: true,
  errors: ["pathway.selfCheckExpired", "pathway.selfCheckUnreadable"],
  form: { path: `${selfCheckPath}/lieu`, page: `${selfCheckPath}/resultat`, done: `${selfCheckPath}/:next` },
});

/** What the answers come to, as sentences: no score, no band, no label leaves the server. */
export const selfCheckResultSchema = z.strictObject({
  /** Keys of the sentences, side by side: how lonely one feels, and whom one meets. */
  loneliness: z.string().max(60),
  isolation: z.string().max(60),
  /** Said to the question whether one wishes to be contacted; null when not said. It outranks all else. */
  wantsContact: z.boolean().nullable(),
  /** Whether listening lines and somebody to talk to come first. It is support, not a crisis. */
  needsSupport: z.boolean(),
  /** Whether a question was left without an answer. */
  isIncomplete: z.boolean(),
  /** Ids of the lines to show, in order. */
  lines: z.array(z.string().max(40)).max(20),
  /** When to look again: `contact` where somebody to talk to is proposed. */
  again: z.enum(["contact", "three-months", "year"]),
  /** Under eighteen: no queue of adults. */
  isMinor: z.boolean(),
  typedTown: z.string().max(80).nullable(),
  town: townCodeSchema.nullable(),
  sources: z
    .array(
      z.strictObject({
        id: z.string().max(40),
        name: z.string().max(200),
        nameLanguage: z.string().max(5),
        citation: z.string().max(600),
        language: z.string().max(5),
        isFallback: z.boolean(),
        isWorkingTranslation: z.boolean(),
      }),
    )
    .max(10),
});
/** See {@link selfCheckResultSchema}. */
export type SelfCheckResult = z.output<typeof selfCheckResultSchema>;

/** Reads what the answers come to. */
export const readSelfCheckResult = defineAction({
  name: "pathway.readSelfCheckResult",
  summary: "What the answers kept by this browser come to, in sentences.",
  route: "GET /pathway/self-check/result",
  part: "directory",
  input: z.strictObject({ locale: localeSchema.default("fr") }),
  output: selfCheckResultSchema,
  allow: anyone,
  keepsNothing: true,
  errors: [
    "pathway.selfCheckNotOffered",
    "pathway.selfCheckExpired",
    "pathway.selfCheckUnreadable",
    "pathway.questionTooEarly",
  ],
});
