import { availableParallelism } from "node:os";
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from "node:worker_threads";
import { TisserError } from "#base";
import { manyFigures, type Domains, type Estimate, type MeasuredVariable, type SurveyDesign } from "#stats";
import { carryOutPageJob, type PageFigures, type PageJob, type PageOutcome } from "./page-job.ts";
import type { PageThreadData } from "./page-worker.ts";

/** Answers × groupings below which threads cost more than they save. */
const worthwhile = 5_000_000;

/** How long a thread may work at its share, in milliseconds. */
const limitMs = 240_000;

interface PageThread {
  readonly worker: Worker;
  readonly answers: MessagePort;
  readonly done: Int32Array;
}

/**
 * Makes pages of figures on several threads, for a thread that has nothing else to do meanwhile: it takes a share itself
 * and waits for the others. Each variable is worked out by one thread as `manyFigures` would alone, so that the bits are
 * the same on any number of threads. Columns that lie in shared memory are read where they lie, others are copied.
 */
export class PageThreads {
  readonly #most: number;
  readonly #worthwhile: number;
  readonly #threads: PageThread[] = [];

  /** @param most threads, the calling one included. @param least answers × groupings for which threads are used. */
  constructor(most = availableParallelism(), least = worthwhile) {
    this.#most = most;
    this.#worthwhile = least;
  }

  /** Threads that were started beside the calling one. */
  get started(): number {
    return this.#threads.length;
  }

  /** As `manyFigures`. @throws whatever that throws */
  readonly figures = (
    design: SurveyDesign,
    variables: readonly MeasuredVariable[],
    groupings: readonly Domains[],
  ): PageFigures => {
    const shares = Math.min(this.#most, variables.length);
    if (shares < 2 || design.rows * variables.length * groupings.length < this.#worthwhile)
      return manyFigures(design, variables, groupings);
    // In turn, so that yes-or-no questions and scores are spread evenly.
    const jobs = Array.from({ length: shares }, (_none, share): PageJob => ({
      design,
      variables: variables.filter((_one, at) => at % shares === share),
      groupings,
    }));
    const [own, ...others] = jobs;
    while (this.#threads.length < others.length) this.#threads.push(startedThread());
    const threads = others.map((job, at) => {
      const thread = this.#threads[at]!;
      const before = Atomics.load(thread.done, 0);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      thread.worker.postMessage(job);
      return { thread, before };
    });
    const outcomes = [
      carryOutPageJob(own!),
      ...threads.map(({ thread, before }) => answerOf(thread, before)),
    ].map(madeOrThrown);
    return variables.map((_one, at) => outcomes[at % shares]![Math.floor(at / shares)]!);
  };

  /** Ends the threads. */
  close(): void {
    for (const { worker, answers } of this.#threads) {
      answers.close();
      void worker.terminate();
    }
    this.#threads.length = 0;
  }
}

function startedThread(): PageThread {
  const { port1, port2 } = new MessageChannel();
  const done = new Int32Array(new SharedArrayBuffer(4));
  const workerData: PageThreadData = { answers: port2, done };
  const worker = new Worker(new URL("page-worker.ts", import.meta.url), {
    workerData,
    transferList: [port2],
  });
  worker.unref();
  port1.unref();
  return { worker, answers: port1, done };
}

/** Waits for a thread; every outcome is read before one is thrown, so that none is left for the next page. */
function answerOf({ answers, done }: PageThread, before: number): PageOutcome {
  Atomics.wait(done, 0, before, limitMs);
  const received = receiveMessageOnPort(answers);
  if (received === undefined) throw new Error("a thread of a page of figures did not answer");
  return received.message as PageOutcome;
}

function madeOrThrown(outcome: PageOutcome): readonly (readonly (readonly Estimate[])[])[] {
  if (outcome.status === "made") return outcome.figures;
  throw new TisserError(outcome.code, outcome.httpStatus, outcome.params);
}
