import { parentPort } from "node:worker_threads";
import { carryOutAnalysisJob, type AnalysisJob } from "./analysis-job.ts";

// The thread on which analyses are worked out one after the other: started by `analysis-thread.ts`, it answers until it is ended.
async function answer(job: AnalysisJob): Promise<void> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the port of a thread, not a window
  parentPort?.postMessage(await carryOutAnalysisJob(job));
}

parentPort?.on("message", (job: AnalysisJob) => void answer(job));
