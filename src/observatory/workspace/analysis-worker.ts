import { parentPort } from "node:worker_threads";
import { carryOutAnalysisJob, type AnalysisJob, type AnalysisMessage } from "./analysis-job.ts";

// The thread on which analyses are worked out one after the other: started by `analysis-thread.ts`, it answers until it is ended.
async function answer(job: AnalysisJob): Promise<void> {
  tell(await carryOutAnalysisJob(job, (progress) => tell({ status: "progress", progress })));
}

function tell(message: AnalysisMessage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the port of a thread, not a window
  parentPort?.postMessage(message);
}

parentPort?.on("message", (job: AnalysisJob) => void answer(job));
