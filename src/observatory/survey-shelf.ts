import type { Survey } from "./survey.ts";
import { syntheticSurvey } from "./synthetic-survey.ts";

/** A survey that is at hand, without its answers. */
export interface ShelvedSurvey {
  readonly id: string;
  readonly isSynthetic: boolean;
}

/** The surveys at hand: those that were imported, and the synthetic one. Answers never leave the server. */
export interface SurveyShelf {
  readonly list: () => Promise<readonly ShelvedSurvey[]>;
  /** The survey of an id; null when there is none. */
  readonly open: (id: string) => Promise<Survey | null>;
}

/** The shelf that holds the synthetic survey alone; it is drawn when first asked for. */
export function syntheticShelf(): SurveyShelf {
  let drawn: Survey | undefined;
  const survey = (): Survey => (drawn ??= syntheticSurvey());
  const line: ShelvedSurvey = { id: syntheticSurveyId, isSynthetic: true };
  return {
    list: async () => [line],
    open: async (id) => (id === line.id ? survey() : null),
  };
}

/** Id of the synthetic survey with its four waves. */
export const syntheticSurveyId = "synthetic-2023-2026";
