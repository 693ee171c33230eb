import { z } from "zod";
import { breakdown } from "../breakdown.ts";

/** Name of a column in the file of a survey; the beginnings that survey files keep for themselves are refused. */
const columnName = z
  .string()
  .max(120)
  .regex(/^(?!design_|file_|score_|band_)\S.*$/u);

/** A code as the file has it: numbers and texts are the same where they read the same. */
const rawCode = z.union([z.string().max(200), z.number()]);

/** Text for people, in French at least. */
const wordsSchema = z.strictObject({ fr: z.string().min(1).max(500), en: z.string().max(500).optional() });

/** What a variable asks in the words of this platform: an item of an instrument, or a group by which figures are shown. */
export const meaningSchema = z.union([
  z.strictObject({
    instrument: z.string().max(60),
    linkId: z.string().max(60),
    /** Code in the file → code of the item; the same where left out. */
    codes: z.record(z.string(), z.number().int()).optional(),
  }),
  z.strictObject({
    breakdown: breakdown.schema,
    /** Code in the file → code of the group; age is given in years, without codes. */
    codes: z.record(z.string(), z.string().max(60)).optional(),
  }),
]);
/** What a variable asks in the words of this platform. */
export type Meaning = z.output<typeof meaningSchema>;

/** One variable of a survey. */
export const variableSchema = z.strictObject({
  name: columnName,
  kind: z.enum(["integer", "decimal", "text"]),
  label: wordsSchema.optional(),
  /** Codes that mean that there is no answer: refused, does not know, not asked. An empty field always does. */
  missing: z.array(rawCode).max(40).optional(),
  /** Code in the file → what it means. Where given, any other code contradicts the codebook. */
  labels: z.record(z.string(), wordsSchema).optional(),
  meaning: meaningSchema.optional(),
});
/** One variable of a survey. */
export type Variable = z.output<typeof variableSchema>;

/** How the sample was drawn, by columns of the file. */
export const designSchema = z.strictObject({
  weight: columnName.optional(),
  stratum: columnName.optional(),
  psu: columnName.optional(),
  ssu: columnName.optional(),
  /** Number of primary units of the stratum in the universe, or (all at most 1) the sampling fraction. */
  fpc: columnName.optional(),
  /** Number of second-stage units of the primary unit in the universe, or the sampling fraction. */
  fpc2: columnName.optional(),
  /** Units are numbered anew in each stratum. */
  isNested: z.boolean().default(false),
});

/**
 * What a file of microdata is: who made it, how people were drawn and asked, what each variable is. Written beside the
 * file, by hand or in the guided screen; JSON Schema: `docs/codebook.schema.json`.
 */
export const codebookSchema = z.strictObject({
  $schema: z.string().max(200).optional(),
  /** Kebab case; the survey keeps it over its versions. */
  id: z
    .string()
    .max(80)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  title: wordsSchema,
  /** Only a probability sample has a design-based interval. */
  sampling: z.enum(["probability", "quota", "volunteer"]),
  /** Invented data are called so wherever a figure of them is shown. */
  isSynthetic: z.boolean(),
  licence: z.string().min(1).max(300),
  /** Who made it, where it was got, when. */
  provenance: z.string().min(1).max(1000),
  universe: z.strictObject({ words: wordsSchema, fromAge: z.int().min(0).max(120) }),
  mode: z.enum(["interview", "telephone", "web", "paper", "mixed"]),
  /** Language in which people were asked. */
  language: z.string().regex(/^[a-z]{2}$/),
  /** Instrument → edition of the words that were used, as the catalogue names it; where left out, that of the language. */
  wordings: z.record(z.string().max(60), z.string().min(1).max(60)).optional(),
  /** The year of the fieldwork, or the column that holds it. */
  wave: z.union([
    z.strictObject({ year: z.string().regex(/^\d{4}$/) }),
    z.strictObject({ variable: columnName }),
  ]),
  /** Persons drawn in each wave, respondents or not; as many as answered where left out. */
  drawn: z.record(z.string(), z.int().min(1)).optional(),
  /** Respondents in the file; another number means that the file was cut. */
  rows: z.int().min(1).optional(),
  /** Column in which each respondent has a value of their own: looked at for repetitions, never kept. */
  identifier: columnName.optional(),
  design: designSchema,
  variables: z.array(variableSchema).min(1).max(2000),
});
/** What a file of microdata is. */
export type Codebook = z.output<typeof codebookSchema>;

/** Columns of the design that a codebook names, by their part in it. */
export function designColumns({
  design,
  wave,
}: Codebook): readonly (readonly [part: string, column: string])[] {
  const { isNested: _isNested, ...columns } = design;
  return [
    ...("variable" in wave ? [["wave", wave.variable] as const] : []),
    ...Object.entries(columns).flatMap(([part, column]) =>
      column === undefined ? [] : [[part, column] as const],
    ),
  ];
}

/** What a codebook says that was asked: items of instruments by their `linkId`, groups by their breakdown. */
export function askedIn({ variables }: Pick<Codebook, "variables">): ReadonlySet<string> {
  return new Set(
    variables.flatMap(({ meaning }) => {
      if (meaning === undefined) return [];
      return "instrument" in meaning ? [meaning.linkId] : [meaning.breakdown];
    }),
  );
}

/** The instruments of which a codebook names items, each with the variable of each item. */
export function instrumentItems({ variables }: Codebook): ReadonlyMap<string, ReadonlyMap<string, Variable>> {
  const found = new Map<string, Map<string, Variable>>();
  for (const variable of variables) {
    const { meaning } = variable;
    if (meaning === undefined || !("instrument" in meaning)) continue;
    const items = found.get(meaning.instrument) ?? new Map<string, Variable>();
    found.set(meaning.instrument, items.set(meaning.linkId, variable));
  }
  return found;
}

/** The schema of codebooks as JSON Schema (draft 2020-12), for editors and other programs. */
export function codebookJsonSchema(): object {
  return z.toJSONSchema(codebookSchema, { io: "input" });
}
