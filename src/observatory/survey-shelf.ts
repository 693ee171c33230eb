import type { Tx } from "#storage";
import { inventedIds } from "./invented-surveys.ts";
import { sizeOf, variablesOf, type Sampling, type Survey, type SurveyWords } from "./survey.ts";
import { OpenSurveys } from "./survey-opening.ts";

/** A survey that is at hand, without its answers. */
export interface ShelvedSurvey {
  readonly id: string;
  readonly isSynthetic: boolean;
  /** What it is; absent where it must be opened to know. */
  readonly facts?: SurveyFacts;
  /** In which words the instruments behind its indicators were asked; absent where nobody was. */
  readonly words?: readonly SurveyWords[];
}

/** What is known of a survey without its answers. */
export interface SurveyFacts {
  readonly sampling: Sampling;
  readonly waves: readonly { readonly wave: string; readonly respondents: number }[];
  /** Variables that it holds in every wave. */
  readonly variables: ReadonlySet<string>;
}

/** What is known of a survey that is open. */
export function surveyFacts(survey: Survey): SurveyFacts {
  return {
    sampling: survey.sampling,
    waves: survey.waves.map((wave) => ({ wave: wave.id, respondents: sizeOf(wave) })),
    variables: variablesOf(survey),
  };
}

/**
 * The surveys at hand: those that were imported, and the synthetic one. Answers never leave the server. The transaction
 * tells who asks: row security lets them see the surveys of their own organisations; null sees those of nobody.
 */
export interface SurveyShelf {
  readonly list: (db: Tx | null) => Promise<readonly ShelvedSurvey[]>;
  /** The survey of an id; null when there is none for the asker. */
  readonly open: (id: string, db: Tx | null) => Promise<Survey | null>;
}

/** The shelf that holds the invented surveys alone, each drawn on a thread when it is first asked for. */
export function syntheticShelf(): SurveyShelf {
  const drawn = new OpenSurveys(inventedIds.length);
  return {
    list: async () => inventedIds.map((id) => ({ id, isSynthetic: true })),
    open: async (id) => (inventedIds.includes(id) ? drawn.get(id, { invented: id }) : null),
  };
}
