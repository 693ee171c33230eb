import { idSchema, instantSchema } from "#base";
import { z } from "zod";

/** Left out by the person, or rather not said: both are answers, neither is scored, and they are never mixed up. */
export const unscored = ["skipped", "prefers-not"] as const;

/** Most questions of one questionnaire. */
const mostAnswers = 60;

/** What is told of answers to a questionnaire. */
export const responseFields = {
  instrument: z
    .string()
    .min(1)
    .max(40)
    .regex(/^[a-z0-9-]+$/),
  /** Version of the instrument as it was asked; that of the catalogue unless told. Another one is refused. */
  version: z.string().max(20).nullable().default(null),
  language: z.enum(["fr", "en", "es", "ar"]).default("fr"),
  /** `paper`: filled in by the person on paper and typed twice. */
  mode: z.enum(["self", "in-person", "telephone", "paper"]),
  /** What matters beside the answers; sealed. */
  note: z.string().trim().max(2000).nullable().default(null),
  /** By question: the code of the answer, or why there is none. A question not listed was not asked. */
  answers: z
    .record(
      z
        .string()
        .min(1)
        .max(40)
        .regex(/^[\w-]+$/),
      // Forms bring digits; an empty field is no zero.
      z.union([
        z.enum(unscored),
        z.int().min(-1).max(1_000_000),
        z
          .string()
          .max(7)
          .regex(/^-?\d+$/)
          .transform(Number),
      ]),
    )
    .refine((answers) => Object.keys(answers).length <= mostAnswers, { params: { code: "tooLong" } }),
};

/** Version of questions under way that a device saw; forms bring digits. */
export const seenVersionSchema = z
  .union([z.int().min(0).max(1_000_000), z.string().max(7).regex(/^\d+$/).transform(Number)])
  .nullable();

/** Answers as they are kept, sealed. */
export const answersContent = responseFields.answers;
/** Answers as they are kept. */
export type KeptAnswers = z.output<typeof answersContent>;

/** What scoring gave, as it is kept, sealed. */
export const resultContent = z.strictObject({
  status: z.enum(["scored", "incomplete"]),
  score: z.number().nullable(),
  band: z.string().max(60).nullable(),
  subscores: z.record(z.string().max(60), z.number().nullable()),
  subscoreBands: z.record(z.string().max(60), z.string().max(60).nullable()),
  flags: z.array(z.string().max(60)).max(20),
  answered: z.int().min(0),
  missing: z.array(z.string().max(40)).max(mostAnswers),
  isProrated: z.boolean(),
});
/** What scoring gave, as it is kept. */
export type KeptResult = z.output<typeof resultContent>;

/** How a score changed between two times, or why that is not told. */
export const changeSchema = z.discriminatedUnion("status", [
  /** The first of its kind. */
  z.strictObject({ status: z.literal("none") }),
  /** The two do not compare; the reason says why. */
  z.strictObject({ status: z.literal("refused"), reason: z.string().max(40) }),
  z.strictObject({
    status: z.literal("compared"),
    since: instantSchema,
    /** Points, after minus before. */
    difference: z.number(),
    /** 95 % interval of the difference, lower and upper end; null where no reliability is published. */
    low: z.number().nullable(),
    high: z.number().nullable(),
    verdict: z.string().max(40),
    /** Change to expect from regression to the mean alone, points; null where it cannot be told. */
    expectedFromRegression: z.number().nullable(),
    /** Where the mean comes from to which scores tend: published with the instrument, a survey, or an invented one. */
    meanFrom: z.enum(["published", "survey", "synthetic-survey"]).nullable(),
  }),
]);

/** One questionnaire answered, as a professional reads it. */
export const screeningSchema = z.strictObject({
  id: idSchema<"screening">(),
  instrument: z.string().max(40),
  version: z.string().max(20),
  wording: z.string().max(60),
  language: z.string().max(10),
  mode: z.enum(["self", "in-person", "telephone", "paper"]),
  askedAt: instantSchema,
  /** Whether the reader asked it. */
  isOwn: z.boolean(),
  /** Whether later answers correct these. */
  isReplaced: z.boolean(),
  /** `hidden`: the reader neither asked it nor accompanies as link worker; score and answers are not shown. */
  status: z.enum(["scored", "incomplete", "hidden"]),
  score: z.number().nullable(),
  band: z.string().max(60).nullable(),
  /** Questions asked and left without a scored answer. */
  unanswered: z.int().min(0),
  change: changeSchema,
});
/** One questionnaire answered, as a professional reads it. */
export type Screening = z.output<typeof screeningSchema>;
