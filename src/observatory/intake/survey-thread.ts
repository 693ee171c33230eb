import { Worker } from "node:worker_threads";
import { TisserError } from "#base";
import type { JobAnswers, JobMessage, SurveyJob } from "./survey-job.ts";

/** How far a job is. */
export interface JobProgress {
  readonly step: string;
  readonly done: number;
  readonly total: number;
}

/** Most memory in megabytes of the thread's own objects; the engine's is bounded apart. */
const threadMemoryMb = 512;

/**
 * Carries a job out on a thread of its own, so that the server goes on answering.
 * @throws whatever the job refuses.
 */
export function runSurveyJob<K extends SurveyJob["kind"]>(
  job: Extract<SurveyJob, { kind: K }>,
  tell: (progress: JobProgress) => void = () => {},
): Promise<JobAnswers[K]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("survey-worker.ts", import.meta.url), {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: threadMemoryMb },
    });
    worker.on("message", (message: JobMessage) => {
      if (message.kind === "progress") {
        const { step, done, total } = message;
        tell({ step, done, total });
      }
      if (message.kind === "done") resolve(message.answer as JobAnswers[K]);
      if (message.kind === "refused")
        reject(new TisserError(message.code, message.status, message.params, { issues: message.issues }));
    });
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the thread of a survey ended with ${code}`)));
  });
}
