import { z } from "zod";
import { codebookSchema, designSchema, variableSchema, type Codebook } from "../microdata/codebook.ts";

/** One column of the file, as it stands in a codebook that is being made. */
export const draftVariableSchema = variableSchema.extend({
  name: z.string().max(300),
  /** Whether the survey keeps it: columns that are left out never come in. */
  isKept: z.boolean(),
});
/** One column of the file, as it stands in a codebook that is being made. */
export type DraftVariable = z.output<typeof draftVariableSchema>;

/** What is said of a survey as a whole; what is not yet known is absent. */
export const aboutSchema = codebookSchema
  .pick({
    id: true,
    title: true,
    sampling: true,
    isSynthetic: true,
    licence: true,
    provenance: true,
    universe: true,
    mode: true,
    language: true,
    drawn: true,
  })
  .partial();
/** What is said of a survey as a whole. */
export type AboutSurvey = z.output<typeof aboutSchema>;

/** A codebook that is being made: everything may still lack, nothing may be wrong in form. */
export const surveyDraftSchema = z.strictObject({
  about: aboutSchema,
  design: designSchema,
  wave: codebookSchema.shape.wave.nullable(),
  /** Column in which each respondent has a value of their own: checked, and not kept. */
  identifier: codebookSchema.shape.identifier,
  variables: z.array(draftVariableSchema).max(2000),
});
/** A codebook that is being made. */
export type SurveyDraft = z.output<typeof surveyDraftSchema>;

/** What a codebook needs to be said before it can be one. */
export const draftNeeds = [
  "id",
  "title",
  "sampling",
  "isSynthetic",
  "licence",
  "provenance",
  "universe",
  "mode",
  "language",
  "wave",
  "variables",
] as const;
/** One thing that a codebook needs. */
export type DraftNeed = (typeof draftNeeds)[number];

/** What a draft still lacks, in the order in which it is asked. */
export function needsOf({ about, wave, variables }: SurveyDraft): readonly DraftNeed[] {
  const has: Readonly<Record<DraftNeed, boolean>> = {
    id: about.id !== undefined,
    title: about.title !== undefined,
    sampling: about.sampling !== undefined,
    isSynthetic: about.isSynthetic !== undefined,
    licence: about.licence !== undefined,
    provenance: about.provenance !== undefined,
    universe: about.universe !== undefined,
    mode: about.mode !== undefined,
    language: about.language !== undefined,
    wave: wave !== null,
    variables: variables.some(({ isKept }) => isKept),
  };
  return draftNeeds.filter((need) => !has[need]);
}

/** The codebook of a draft, as `import survey` takes it; null while something lacks. */
export function codebookOf(draft: SurveyDraft, rows: number): Codebook | null {
  if (needsOf(draft).length > 0) return null;
  const { about, design, wave, identifier, variables } = draft;
  return codebookSchema.parse({
    ...about,
    rows,
    wave,
    ...(identifier === undefined ? {} : { identifier }),
    design,
    variables: variables.flatMap(({ isKept, ...variable }) => (isKept ? [variable] : [])),
  });
}

/**
 * A codebook in which what can already be checked against the file stands; what lacks is filled in with what no check
 * reads. Null while no column is kept.
 */
export function checkableCodebook(draft: SurveyDraft): Codebook | null {
  const { about, design, wave, identifier, variables } = draft;
  const kept = variables.flatMap(({ isKept, ...variable }) => (isKept ? [variable] : []));
  if (kept.length === 0) return null;
  return codebookSchema.parse({
    id: "draft",
    title: { fr: "-" },
    sampling: "probability",
    isSynthetic: true,
    licence: "-",
    provenance: "-",
    universe: { words: { fr: "-" }, fromAge: 0 },
    mode: "mixed",
    language: "fr",
    ...about,
    wave: wave ?? { year: "2000" },
    ...(identifier === undefined ? {} : { identifier }),
    design,
    variables: kept,
  });
}

/**
 * Reads pairs as they are written in a form, one a line: `code = words`. Empty lines count for nothing; of a code given
 * twice the last words hold.
 * @returns null where a line is no pair.
 */
export function readPairs(text: string): Readonly<Record<string, string>> | null {
  const pairs = new Map<string, string>();
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const cut = line.indexOf("=");
    const [code, words] = [line.slice(0, Math.max(0, cut)).trim(), line.slice(cut + 1).trim()];
    if (cut < 1 || code === "") return null;
    if (words !== "") pairs.set(code, words);
  }
  return Object.fromEntries(pairs);
}

/** Pairs as a form shows them. */
export function writtenPairs(pairs: Readonly<Record<string, string | number>> | undefined): string {
  return Object.entries(pairs ?? {})
    .map(([code, words]) => `${code} = ${words}`)
    .join("\n");
}
