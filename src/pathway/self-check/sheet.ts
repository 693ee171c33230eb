import { z } from "zod";
import { ageBand, type AgeBand } from "./age-band.ts";
import { selfCheckQuestions } from "./question.ts";

/**
 * What somebody said to a question: a code, or that they prefer not to say, or that they went past it. The last two count
 * alike as missing, and are told apart because they are not the same thing to say.
 */
export type SheetAnswer = number | "prefer-not" | "skipped";

const answer = z.union([z.number().min(0).max(99), z.literal("prefer-not"), z.literal("skipped")]);

/** The answers of a self-check under way: kept by the browser alone, sealed. */
export const sheetSchema = z.strictObject({
  age: ageBand.schema,
  answers: z.partialRecord(z.enum(selfCheckQuestions.map(({ id }) => id) as [string, ...string[]]), answer),
  /** Answers to the questions of situations, by their linkId. */
  further: z.record(z.string().max(40), answer).default({}),
  /** Town as typed on the page of the result; null until then. */
  typedTown: z.string().max(80).nullable(),
  /** Code of the commune, where it is settled. */
  town: z.string().max(5).nullable(),
  /** Whether the person chose to go on later on this device. */
  isKept: z.boolean(),
});
/** See {@link sheetSchema}. */
export type Sheet = z.output<typeof sheetSchema>;

/** A sheet on which only the age stands. */
export function newSheet(age: AgeBand): Sheet {
  return { age, answers: {}, further: {}, typedTown: null, town: null, isKept: false };
}

/** Number of questions. */
export const lastStep = selfCheckQuestions.length;

/** The first step, from 1, whose question was not come to yet; one more than the last when all were. */
export function nextStep({ answers }: Pick<Sheet, "answers">): number {
  const open = selfCheckQuestions.findIndex(({ id }) => answers[id] === undefined);
  return open < 0 ? lastStep + 1 : open + 1;
}

/** A sheet with one more answer, or with one replaced. */
export function withAnswer(sheet: Sheet, question: string, given: SheetAnswer): Sheet {
  return { ...sheet, answers: { ...sheet.answers, [question]: given } };
}

/** The code given to a question. Missing  null when it was skipped, not said or not come to. */
export function codeGiven({ answers }: Pick<Sheet, "answers">, question: string): number | null {
  const given = answers[question];
  return typeof given === "number" ? given : null;
}

/** Whether somebody said to be under eighteen. */
export function isMinor({ age }: Pick<Sheet, "age">): boolean {
  return age === "16-17" || age === "under-16";
}
