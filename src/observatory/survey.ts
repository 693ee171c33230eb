/**
 * How respondents were chosen. Only a probability sample has a design-based interval; the two others would need a
 * stated hypothesis, and never a test.
 */
export type Sampling = "probability" | "quota" | "volunteer";

/** Value of an answer that was not given. */
export const notAnswered = -1;

/** How people were asked; figures of two modes are not compared. */
export type SurveyMode = "face-to-face" | "telephone" | "web" | "paper" | "mixed";

/**
 * One wave of a survey: one entry for each respondent in every column.
 * Shapes   all columns have the same length.
 * Missing  an answer not given is {@link notAnswered}; design columns are complete.
 */
export interface SurveyWave {
  /** Year of the fieldwork, for instance `2026`; also the name of the wave. */
  readonly id: string;
  /** Stratum, as a number without gaps from 0. */
  readonly stratum: Int32Array;
  /** Primary sampling unit (town or area), unique over all strata. */
  readonly psu: Int32Array;
  /** Persons of the universe for whom a respondent stands. */
  readonly weight: Float64Array;
  /** Codes answered, by the `linkId` of the question or the name of the variable; age in years. */
  readonly answers: Readonly<Record<string, Int8Array | Int16Array>>;
  /** Primary units of the stratum in the universe, or the sampling fraction; unknown where absent. */
  readonly fpc?: Float64Array;
  /** Second-stage unit, and how many the primary unit holds in the universe. */
  readonly ssu?: Int32Array;
  readonly fpc2?: Float64Array;
  /** Persons drawn, respondents or not. */
  readonly drawn: number;
  /** How people were asked; the same in every wave unless told. */
  readonly mode?: SurveyMode;
  /** Edition of the wording of a question, by its `linkId`, where it is not the first. */
  readonly wordings?: Readonly<Record<string, string>>;
}

/** What is said of a survey to readers of its figures. */
export interface SurveyDescription {
  /** Texts in French at least. */
  readonly title: { readonly fr: string; readonly en?: string | undefined };
  /** Whom it speaks of. */
  readonly universe: { readonly fr: string; readonly en?: string | undefined };
  /** Who made it, where it was got, when. */
  readonly provenance: string;
  readonly licence: string;
}

/** In which words an instrument of a survey was asked. */
export interface SurveyWords {
  readonly instrument: string;
  /** Language in which people were asked. */
  readonly language: string;
  /** Edition of the words; null where neither codebook nor catalogue names one. */
  readonly wording: string | null;
}

/** A survey: what it is, and its waves, oldest first. */
export interface Survey {
  /** Kebab case; part of the identity of a release. */
  readonly id: string;
  /** Whether it was invented: then this is said wherever a figure of it is shown. */
  readonly isSynthetic: boolean;
  readonly sampling: Sampling;
  /** Age in years of the youngest member of the universe. */
  readonly fromAge: number;
  /** Codes of the areas covered, when it covers only some of those of its source. */
  readonly areas?: readonly string[];
  /** The collection of answers of which it is a part; its own id unless told. */
  readonly source?: string;
  /** What its codebook says of it; absent of the invented surveys, which the texts of the pages describe. */
  readonly about?: SurveyDescription;
  /** Words of the instruments that its indicators read; absent of the invented surveys, in which nobody was asked. */
  readonly words?: readonly SurveyWords[];
  readonly waves: readonly SurveyWave[];
}

/** Number of respondents of a wave. */
export function sizeOf(wave: SurveyWave): number {
  return wave.weight.length;
}

/** The variables that a survey holds in every wave. */
export function variablesOf(survey: Survey): ReadonlySet<string> {
  const [first, ...others] = survey.waves.map((wave) => Object.keys(wave.answers));
  return new Set((first ?? []).filter((name) => others.every((names) => names.includes(name))));
}
