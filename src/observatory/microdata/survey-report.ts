import { z } from "zod";

/** What can be wrong with a survey. Those of `refusing` stop the import, the others are told. */
export const surveyFaults = [
  "columnAbsent",
  "notANumber",
  "codeUnknown",
  "itemUnknown",
  "rowsDiffer",
  "lastLineOpen",
  "identifierRepeated",
  "designMissing",
  "weightNotPositive",
  "weightsApart",
  "psuInTwoStrata",
  "fpcNotConstant",
  "fpcTooSmall",
  "tooManyStrata",
  "lonelyStrata",
  "allMissing",
  "oneWaveOnly",
  "instrumentIncomplete",
] as const;
/** What can be wrong with a survey. */
export type SurveyFault = (typeof surveyFaults)[number];

const telling: ReadonlySet<SurveyFault> = new Set<SurveyFault>([
  "lastLineOpen",
  "lonelyStrata",
  "allMissing",
  "oneWaveOnly",
  "instrumentIncomplete",
]);

/** Whether a fault stops the import. */
export function isRefusing(fault: SurveyFault): boolean {
  return !telling.has(fault);
}

/** One fault: where it is, and how many rows, codes or strata it concerns. Never a value that somebody gave. */
export const surveyIssueSchema = z.strictObject({
  fault: z.enum(surveyFaults),
  /** Column or instrument; empty for the file as a whole. */
  where: z.string().max(200),
  count: z.int().min(0),
});
/** One fault of a survey. */
export type SurveyIssue = z.output<typeof surveyIssueSchema>;

/** How the answers to one variable are spread, for whoever checks the codebook. Never published. */
export const variableProfileSchema = z.strictObject({
  name: z.string().max(120),
  /** Rows without an answer, those with a code that means so included. */
  missing: z.int().min(0),
  /** Codes with the number of rows of each, most frequent first; only the first fifty. */
  codes: z.array(z.tuple([z.string().max(200), z.int().min(0)])).max(50),
  /** How many different codes there are. */
  distinct: z.int().min(0),
});
/** How the answers to one variable are spread. */
export type VariableProfile = z.output<typeof variableProfileSchema>;

/** A wave as the file holds it. */
export const waveFactsSchema = z.strictObject({
  /** Year. */
  wave: z.string().max(40),
  respondents: z.int().min(1),
  strata: z.int().min(1),
  psus: z.int().min(1),
});
/** A wave as the file holds it. */
export type WaveFacts = z.output<typeof waveFactsSchema>;
