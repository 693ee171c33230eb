import type { Survey } from "./survey.ts";
import { syntheticSurvey } from "./synthetic-survey.ts";
import { syntheticTerritories, territoriesSurveyId } from "./synthetic-territories.ts";

/** Invented surveys by their ids. */
const invented: Readonly<Record<string, () => Survey>> = {
  "synthetic-2023-2026": () => syntheticSurvey(),
  [territoriesSurveyId]: syntheticTerritories,
};

/** Ids of the invented surveys. */
export const inventedIds: readonly string[] = Object.keys(invented);

/** Draws an invented survey: seconds of work. */
export function drawInvented(id: string): Survey {
  const draw = Object.hasOwn(invented, id) ? invented[id] : undefined;
  if (draw === undefined) throw new Error(`there is no invented survey ${id}`);
  return draw();
}
