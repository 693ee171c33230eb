import { parentPort, workerData, type MessagePort } from "node:worker_threads";
import { carryOutPageJob, type PageJob } from "./page-job.ts";

/** What a thread of `page-threads.ts` is started with. */
export interface PageThreadData {
  /** Where the figures go. */
  readonly answers: MessagePort;
  /** Number of jobs that are done: whoever waits is woken when it changes. */
  readonly done: Int32Array;
}

// A thread that makes figures of some variables of a page: started by `page-threads.ts`, it answers until it is ended.
const { answers, done } = workerData as PageThreadData;

parentPort?.on("message", (job: PageJob) => {
  try {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the port of a thread, not a window
    answers.postMessage(carryOutPageJob(job));
  } finally {
    Atomics.add(done, 0, 1);
    Atomics.notify(done, 0);
  }
});
