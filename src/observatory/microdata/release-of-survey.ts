import { openSolver } from "../highs-solver.ts";
import { nameRelease, type PreparedRelease } from "../prepared-release.ts";
import { makeRelease } from "../release.ts";
import { loadSurvey } from "./load-store.ts";

/**
 * Makes the release of a version of an imported survey: every indicator that it carries by every breakdown, withheld where
 * it could tell of somebody, audited. It is not put in force by that.
 * @throws observatory.surveyFileUnreadable, auditFailed
 */
export async function releaseOfSurvey(folder: string, isLocal: boolean): Promise<PreparedRelease> {
  const [survey, solve] = [await loadSurvey(folder), await openSolver()];
  return nameRelease(makeRelease(survey, { solve, isLocal }));
}
