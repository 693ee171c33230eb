import type { Survey } from "./survey.ts";
import { syntheticSurvey } from "./synthetic-survey.ts";
import { syntheticTerritories, territoriesSurveyId } from "./synthetic-territories.ts";

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

/** Invented surveys by their ids, each drawn when it is first asked for. */
const invented: Readonly<Record<string, () => Survey>> = {
  "synthetic-2023-2026": () => syntheticSurvey(),
  [territoriesSurveyId]: syntheticTerritories,
};

/** The shelf that holds the invented surveys alone. */
export function syntheticShelf(): SurveyShelf {
  const drawn = new Map<string, Survey>();
  return {
    list: async () => Object.keys(invented).map((id) => ({ id, isSynthetic: true })),
    open: async (id) => {
      const draw = Object.hasOwn(invented, id) ? invented[id] : undefined;
      if (draw === undefined) return null;
      const survey = drawn.get(id) ?? draw();
      drawn.set(id, survey);
      return survey;
    },
  };
}
