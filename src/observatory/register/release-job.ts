import { TisserError, type ErrorParams } from "#base";
import { openSolver } from "../highs-solver.ts";
import { makeReleaseWithBasis, type AnalysisShape, type MadeRelease } from "../release.ts";
import { PageThreads } from "../page-threads.ts";
import type { Survey } from "../survey.ts";
import { auditTogether, type AuditedRelease, type AuditFault } from "./linked-audit.ts";

/** A release to make, and what it is audited with. */
export interface ReleaseMaking {
  readonly survey: Survey;
  readonly shapes: readonly AnalysisShape[];
  readonly earlier: readonly AuditedRelease[];
}

/** A release that was made before, to be audited with the earlier ones. */
export interface ReleaseAudit {
  readonly fresh: AuditedRelease;
  readonly earlier: readonly AuditedRelease[];
}

/** What is done on the thread of a release. */
export type ReleaseJob = ReleaseMaking | ReleaseAudit;

/** What came of it. */
export type ReleaseOutcome =
  | { readonly status: "audited"; readonly faults: readonly AuditFault[] }
  | ({ readonly status: "made"; readonly faults: readonly AuditFault[] } & MadeRelease)
  | {
      readonly status: "refused";
      readonly code: string;
      readonly httpStatus: number;
      readonly params: ErrorParams;
    };

/** Makes a release and audits it together with the earlier ones, or only audits. Runs on a thread of its own, because it takes seconds. */
export async function carryOutReleaseJob(job: ReleaseJob): Promise<ReleaseOutcome> {
  const solve = await openSolver();
  if ("fresh" in job) return { status: "audited", faults: auditTogether(job.fresh, job.earlier, solve) };
  const { survey, shapes, earlier } = job;
  const threads = new PageThreads();
  try {
    const { figures } = threads;
    const made = makeReleaseWithBasis(survey, { solve, analyses: shapes, earlier, figures });
    const fresh = { id: "", areas: survey.areas ?? null, basis: made.basis };
    return { status: "made", ...made, faults: auditTogether(fresh, earlier, solve) };
  } catch (error) {
    if (!(error instanceof TisserError)) throw error;
    return { status: "refused", code: error.code, httpStatus: error.status, params: error.params };
  } finally {
    threads.close();
  }
}
