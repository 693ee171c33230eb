import { TisserError, type ErrorParams } from "#base";
import { openSolver } from "../highs-solver.ts";
import type { PreparedRelease } from "../prepared-release.ts";
import { variablesOf, type Survey, type SurveyWave } from "../survey.ts";
import type { AnalysisCell } from "./actions.ts";
import { analysisCells, questionOf, type AnalysisQuestion, type AskedAnalysis } from "./run-analysis.ts";

/** An analysis to work out: the survey with the wave that is asked, its columns shared between threads. */
export interface AnalysisJob {
  readonly survey: Survey;
  readonly asked: AskedAnalysis;
  readonly release: PreparedRelease | null;
}

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
export async function carryOutAnalysisJob({ survey, asked, release }: AnalysisJob): Promise<AnalysisOutcome> {
  try {
    const solve = await openSolver();
    return { status: "made", cells: analysisCells(questionOf(survey, asked), { solve, release }) };
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
    survey: { ...survey, waves: [sharedWave(survey, wave)] },
    asked: { indicator: indicator.id, breakdown, filters, wave: wave.id },
    release,
  };
}

const shared = new WeakMap<SurveyWave, SurveyWave>();

/** A wave with the variables that the survey holds in every wave. */
function sharedWave(survey: Survey, wave: SurveyWave): SurveyWave {
  const known = shared.get(wave);
  if (known !== undefined) return known;
  const { stratum, psu, weight, answers, fpc, ssu, fpc2 } = wave;
  const held = [...variablesOf(survey)];
  const made: SurveyWave = {
    ...wave,
    stratum: sharedColumn(stratum, Int32Array),
    psu: sharedColumn(psu, Int32Array),
    weight: sharedColumn(weight, Float64Array),
    answers: Object.fromEntries(
      held.flatMap((name) => {
        const codes = answers[name];
        if (codes === undefined) return [];
        return [
          [
            name,
            codes instanceof Int8Array ? sharedColumn(codes, Int8Array) : sharedColumn(codes, Int16Array),
          ],
        ];
      }),
    ),
    ...(fpc === undefined ? {} : { fpc: sharedColumn(fpc, Float64Array) }),
    ...(ssu === undefined ? {} : { ssu: sharedColumn(ssu, Int32Array) }),
    ...(fpc2 === undefined ? {} : { fpc2: sharedColumn(fpc2, Float64Array) }),
  };
  shared.set(wave, made);
  return made;
}

interface ColumnKind<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: SharedArrayBuffer): T;
}

function sharedColumn<T extends { set(from: T): void; readonly length: number }>(
  column: T,
  Kind: ColumnKind<T>,
): T {
  const copy = new Kind(new SharedArrayBuffer(column.length * Kind.BYTES_PER_ELEMENT));
  copy.set(column);
  return copy;
}
