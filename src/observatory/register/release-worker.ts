import { parentPort, workerData } from "node:worker_threads";
import { carryOutReleaseJob, type ReleaseJob } from "./release-job.ts";

// The thread on which a release is made: started by `release-thread.ts`, it answers once and ends.
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- the port of a thread, not a window
parentPort?.postMessage(await carryOutReleaseJob(workerData as ReleaseJob));
