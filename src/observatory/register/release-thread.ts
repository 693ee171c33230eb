import { Worker } from "node:worker_threads";
import { TisserError } from "#base";
import { observatoryErrors } from "../errors.ts";
import type { MadeRelease } from "../release.ts";
import type { ReleaseJob, ReleaseOutcome } from "./release-job.ts";

/**
 * Makes a release on a thread of its own, so that the server goes on answering.
 * @throws observatory.auditFailed naming the first figure that is not safe; whatever making it refuses.
 */
export async function makeAuditedRelease(job: ReleaseJob): Promise<MadeRelease> {
  const outcome = await runThread(job);
  if (outcome.status === "refused") throw new TisserError(outcome.code, outcome.httpStatus, outcome.params);
  const [fault] = outcome.faults;
  if (fault !== undefined) throw observatoryErrors.auditFailed({ ...fault });
  return { content: outcome.content, basis: outcome.basis };
}

function runThread(job: ReleaseJob): Promise<ReleaseOutcome> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("release-worker.ts", import.meta.url), { workerData: job });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the thread of a release ended with ${code}`)));
  });
}
