import { TisserError, type ErrorParams } from "#base";
import { openSolver } from "../highs-solver.ts";
import { makeReleaseWithBasis, type AnalysisShape, type MadeRelease } from "../release.ts";
import type { Survey } from "../survey.ts";
import { auditTogether, type AuditedRelease, type AuditFault } from "./linked-audit.ts";

/** A release to make, and what it is audited with. */
export interface ReleaseJob {
  readonly survey: Survey;
  readonly shapes: readonly AnalysisShape[];
  readonly earlier: readonly AuditedRelease[];
}

/** What came of it. */
export type ReleaseOutcome =
  | ({ readonly status: "made"; readonly faults: readonly AuditFault[] } & MadeRelease)
  | {
      readonly status: "refused";
      readonly code: string;
      readonly httpStatus: number;
      readonly params: ErrorParams;
    };

/** Makes a release and audits it together with the earlier ones. Runs on a thread of its own, because it takes seconds. */
export async function carryOutReleaseJob({ survey, shapes, earlier }: ReleaseJob): Promise<ReleaseOutcome> {
  const solve = await openSolver();
  try {
    const made = makeReleaseWithBasis(survey, { solve, analyses: shapes, earlier });
    const fresh = { id: "", areas: survey.areas ?? null, basis: made.basis };
    return { status: "made", ...made, faults: auditTogether(fresh, earlier, solve) };
  } catch (error) {
    if (!(error instanceof TisserError)) throw error;
    return { status: "refused", code: error.code, httpStatus: error.status, params: error.params };
  }
}
