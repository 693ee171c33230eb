import { Worker } from "node:worker_threads";
import { TisserError } from "#base";
import { observatoryErrors } from "../errors.ts";
import type { AnalysisCell } from "./actions.ts";
import type { AnalysisJob, AnalysisMessage, AnalysisOutcome } from "./analysis-job.ts";
import type { AnalysisProgress } from "./run-analysis.ts";

/** Who follows an analysis. */
export interface AnalysisFollower {
  /** Is told how far it is. */
  readonly tell?: (progress: AnalysisProgress) => void;
  /** Stops it: what is worked on ends with its thread, what waits is not begun. */
  readonly signal?: AbortSignal;
}

interface Order extends AnalysisFollower {
  readonly job: AnalysisJob;
  readonly resolve: (cells: readonly AnalysisCell[]) => void;
  readonly reject: (reason: unknown) => void;
}

/** Most analyses that wait at a time. */
const mostWaiting = 50;

/** How long an analysis may take and an unused thread stays, in milliseconds. */
export interface AnalysisLimits {
  readonly limitMs: number;
  readonly idleMs: number;
}

const usual: AnalysisLimits = { limitMs: 60_000, idleMs: 60_000 };

/**
 * Works analyses out on a thread of its own, one at a time, so that the server goes on answering. One that takes longer
 * than the limit is ended with its thread; those behind it go on.
 */
export class AnalysisThread {
  readonly #limits: AnalysisLimits;
  #worker: Worker | null = null;
  #current: Order | null = null;
  #timer: NodeJS.Timeout | undefined;
  readonly #waiting: Order[] = [];

  constructor(limits: AnalysisLimits = usual) {
    this.#limits = limits;
  }

  /**
   * The figures of an analysis.
   * @throws observatory.analysisTooLong after the limit; observatory.analysisUnderWay when too many wait;
   *         observatory.analysisStopped; whatever the analysis refuses
   */
  cells(job: AnalysisJob, follower: AnalysisFollower = {}): Promise<readonly AnalysisCell[]> {
    if (this.#waiting.length >= mostWaiting) return Promise.reject(observatoryErrors.analysisUnderWay({}));
    return new Promise((resolve, reject) => {
      const order: Order = { job, resolve, reject, ...follower };
      follower.signal?.addEventListener("abort", () => this.#stop(order), { once: true });
      this.#waiting.push(order);
      follower.tell?.({ step: "waiting", done: 0, total: 1 });
      this.#next();
    });
  }

  #stop(order: Order): void {
    const at = this.#waiting.indexOf(order);
    if (at >= 0) this.#waiting.splice(at, 1);
    else if (this.#current !== order) return;
    else this.#end();
    const tell = (): void => order.reject(observatoryErrors.analysisStopped({}));
    if (at >= 0) tell();
    else this.#settle(tell);
  }

  #next(): void {
    if (this.#current !== null) return;
    clearTimeout(this.#timer);
    const order = this.#waiting.shift();
    if (order === undefined) {
      this.#timer = setTimeout(() => this.#end(), this.#limits.idleMs);
      this.#timer.unref();
      return;
    }
    this.#current = order;
    const seconds = Math.round(this.#limits.limitMs / 1000);
    this.#timer = setTimeout(() => {
      this.#end();
      this.#settle(() => order.reject(observatoryErrors.analysisTooLong({ seconds })));
    }, this.#limits.limitMs);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    this.#started().postMessage(order.job);
  }

  #started(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(new URL("analysis-worker.ts", import.meta.url));
    worker.unref();
    worker.on("message", (message: AnalysisMessage) => {
      const order = this.#current;
      if (this.#worker !== worker || order === null) return;
      if (message.status === "progress") order.tell?.(message.progress);
      else this.#settle(() => answer(order, message));
    });
    const fail = (reason: unknown): void => {
      if (this.#worker !== worker) return;
      this.#worker = null;
      const order = this.#current;
      this.#settle(() => order?.reject(reason));
    };
    worker.on("error", fail);
    worker.on("exit", (code) => fail(new Error(`the thread of analyses ended with ${code}`)));
    this.#worker = worker;
    return worker;
  }

  #settle(tell: () => void): void {
    this.#current = null;
    tell();
    this.#next();
  }

  #end(): void {
    const worker = this.#worker;
    this.#worker = null;
    void worker?.terminate();
  }
}

function answer({ resolve, reject }: Order, outcome: AnalysisOutcome): void {
  if (outcome.status === "made") resolve(outcome.cells);
  else reject(new TisserError(outcome.code, outcome.httpStatus, outcome.params));
}
