import { Worker } from "node:worker_threads";
import { TisserError } from "#base";
import { observatoryErrors } from "../errors.ts";
import type { MadeRelease } from "../release.ts";
import type { AuditFault } from "./linked-audit.ts";
import type { ReleaseAudit, ReleaseJob, ReleaseMaking, ReleaseOutcome } from "./release-job.ts";

/**
 * Makes a release on a thread of its own, so that the server goes on answering.
 * @throws observatory.auditFailed naming the first figure that is not safe; whatever making it refuses.
 */
export async function makeAuditedRelease(job: ReleaseMaking): Promise<MadeRelease> {
  const outcome = await runThread(job);
  if (outcome.status === "refused") throw new TisserError(outcome.code, outcome.httpStatus, outcome.params);
  const [fault] = outcome.faults;
  if (fault !== undefined) throw observatoryErrors.auditFailed({ ...fault });
  if (outcome.status !== "made") throw new Error("the thread audited a release that it was to make");
  return { content: outcome.content, basis: outcome.basis };
}

/** Audits a release with the earlier ones on a thread of its own. */
export async function auditOnThread(audit: ReleaseAudit): Promise<readonly AuditFault[]> {
  const outcome = await runThread(audit);
  if (outcome.status !== "audited") throw new Error("the thread made a release that it was to audit");
  return outcome.faults;
}

/** Longest time of a release or an audit; what takes longer ends with its thread. */
const limitMs = 240_000;

function runThread(job: ReleaseJob): Promise<ReleaseOutcome> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("release-worker.ts", import.meta.url), { workerData: job });
    const timer = setTimeout(() => {
      reject(observatoryErrors.analysisTooLong({ seconds: limitMs / 1000 }));
      void worker.terminate();
    }, limitMs);
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`the thread of a release ended with ${code}`));
    });
  });
}
