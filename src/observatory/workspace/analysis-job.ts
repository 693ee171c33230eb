import { TisserError, type ErrorParams } from "#base";
import { openSolver } from "../highs-solver.ts";
import type { PreparedRelease } from "../prepared-release.ts";
import { sharedWave } from "../shared-survey.ts";
import { variablesOf, type Survey, type SurveyWave } from "../survey.ts";
import type { AnalysisCell } from "./actions.ts";
import {
  analysisCells,
  questionOf,
  type AnalysisProgress,
  type AnalysisQuestion,
  type AskedAnalysis,
} from "./run-analysis.ts";

/** An analysis to work out: the survey with the wave that is asked, its columns shared between threads. */
export interface AnalysisJob {
  readonly survey: Survey;
  readonly asked: AskedAnalysis;
  readonly release: PreparedRelease | null;
}

/** What the thread tells: how far it is, then what came of it. */
export type AnalysisMessage =
  | { readonly status: "progress"; readonly progress: AnalysisProgress }
  | AnalysisOutcome;

/** What came of it. */
export type AnalysisOutcome =
  | { readonly status: "made"; readonly cells: readonly AnalysisCell[] }
  | {
      readonly status: "refused";
      readonly code: string;
      readonly httpStatus: number;
      readonly params: ErrorParams;
    };

/** Works an analysis out; a refusal is an answer, what nobody foresaw is thrown. Runs on a thread of its own. */
export async function carryOutAnalysisJob(
  { survey, asked, release }: AnalysisJob,
  tell: (progress: AnalysisProgress) => void = () => {},
): Promise<AnalysisOutcome> {
  try {
    const solve = await openSolver();
    return { status: "made", cells: analysisCells(questionOf(survey, asked), { solve, release, tell }) };
  } catch (error) {
    if (!(error instanceof TisserError)) throw error;
    return { status: "refused", code: error.code, httpStatus: error.status, params: error.params };
  }
}

/** The job of a question. Columns are copied once to memory that threads share, and not again. */
export function analysisJob(
  { survey, wave, indicator, breakdown, filters }: AnalysisQuestion,
  release: PreparedRelease | null,
): AnalysisJob {
  return {
    survey: { ...survey, waves: [jobWave(survey, wave)] },
    asked: { indicator: indicator.id, breakdown, filters, wave: wave.id },
    release,
  };
}

/** A wave in shared memory with the variables that the survey holds in every wave. */
function jobWave(survey: Survey, wave: SurveyWave): SurveyWave {
  const shared = sharedWave(wave);
  const held = [...variablesOf(survey)].flatMap((name) => {
    const codes = shared.answers[name];
    return codes === undefined ? [] : [[name, codes] as const];
  });
  return { ...shared, answers: Object.fromEntries(held) };
}
