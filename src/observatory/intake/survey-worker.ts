import { parentPort, workerData } from "node:worker_threads";
import { carryOutSurveyJob, type JobMessage, type SurveyJob } from "./survey-job.ts";

// The thread on which the file of a survey is read, checked or imported: started by `survey-thread.ts`, it tells how far
// it is, answers once and ends.
function tell(message: JobMessage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the port of a thread, not a window
  parentPort?.postMessage(message);
}

tell(await carryOutSurveyJob(workerData as SurveyJob, tell));
