import { Worker } from "node:worker_threads";
import { serverErrors } from "../errors.ts";

/** A picture to be made into points. */
export interface RasterOrder {
  readonly id: number;
  readonly svg: string;
  /** Points of the picture on each of its pixels. */
  readonly zoom: number;
}

/** The picture as PNG. */
export interface RasterAnswer {
  readonly id: number;
  readonly png: Uint8Array;
}

interface Waiting {
  readonly resolve: (png: Uint8Array) => void;
  readonly reject: (reason: unknown) => void;
  readonly timer: NodeJS.Timeout;
}

/** Longest time for one picture, the start of the thread included. */
const limitMs = 20_000;
/** Most pictures that wait at a time. */
const mostWaiting = 50;
/** Pictures that stay in memory: some 80 kB each. */
const mostKept = 64;
/** Twice as fine as it is drawn, for paper and fine screens. */
const zoom = 2;

/** Makes pictures into PNG on a thread of its own, so that the server goes on answering. */
export class Raster {
  #worker: Worker | null = null;
  #next = 0;
  readonly #waiting = new Map<number, Waiting>();
  readonly #kept = new Map<string, Promise<Uint8Array>>();

  /**
   * A picture as PNG; the same for the same SVG, to the byte.
   * @throws server.pictureTooSlow when it takes too long, or too many wait
   */
  png(svg: string): Promise<Uint8Array> {
    const known = this.#kept.get(svg);
    if (known !== undefined) return known;
    const made = this.#order(svg);
    if (this.#kept.size >= mostKept) this.#kept.delete(this.#kept.keys().next().value ?? "");
    this.#kept.set(svg, made);
    made.catch(() => this.#kept.delete(svg));
    return made;
  }

  /** Ends the thread; pictures that wait are refused. */
  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#refuseAll(serverErrors.pictureTooSlow({}));
    await worker?.terminate();
  }

  #order(svg: string): Promise<Uint8Array> {
    if (this.#waiting.size >= mostWaiting) return Promise.reject(serverErrors.pictureTooSlow({}));
    const worker = this.#started();
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => void this.close(), limitMs);
      this.#waiting.set(id, { resolve, reject, timer });
      const order: RasterOrder = { id, svg, zoom };
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage(order);
    });
  }

  #started(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(new URL("raster-worker.ts", import.meta.url));
    worker.unref();
    worker.on("message", ({ id, png }: RasterAnswer) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      clearTimeout(waiting?.timer);
      waiting?.resolve(png);
    });
    worker.on("error", (error) => {
      if (this.#worker === worker) this.#worker = null;
      this.#refuseAll(error);
    });
    this.#worker = worker;
    return worker;
  }

  #refuseAll(reason: unknown): void {
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(reason);
    }
    this.#waiting.clear();
  }
}
