import { connect, type Socket } from "node:net";

/** A request as it goes over the wire. */
export interface WireRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What a load gave. */
export interface LoadFigures {
  readonly connections: number;
  readonly answers: number;
  /** Answers a second. */
  readonly rps: number;
  /** Milliseconds from the request to the last byte of its answer. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Answers whose status was not 200, and connections that broke. */
  readonly errors: number;
}

/** A load: how many connections ask, one request after the other, for how long. */
export interface Load {
  readonly port: number;
  readonly connections: number;
  readonly milliseconds: number;
  /** The next request; called once for each. */
  readonly next: () => WireRequest;
}

/**
 * Asks a server on this machine as fast as it answers. Only the loopback address is ever asked, for the time given, on as
 * many connections as given.
 */
export async function runLoad(load: Load): Promise<LoadFigures> {
  const times: number[] = [];
  const count = { errors: 0 };
  const started = performance.now();
  const end = started + load.milliseconds;
  await Promise.all(Array.from({ length: load.connections }, () => askUntil(load, end, { times, count })));
  const seconds = (performance.now() - started) / 1000;
  const sorted = Float64Array.from(times).toSorted();
  const quantile = (share: number): number =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0) * 100) / 100;
  return {
    connections: load.connections,
    answers: times.length,
    rps: Math.round(times.length / seconds),
    p50: quantile(0.5),
    p95: quantile(0.95),
    p99: quantile(0.99),
    errors: count.errors,
  };
}

interface Tally {
  readonly times: number[];
  readonly count: { errors: number };
}

function askUntil({ port, next }: Load, end: number, { times, count }: Tally): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const reader = new AnswerReader();
    let asked = 0;
    const ask = (): void => {
      if (performance.now() >= end) {
        socket.end();
        return;
      }
      asked = performance.now();
      send(socket, port, next());
    };
    socket.setNoDelay(true);
    socket.on("connect", ask);
    socket.on("data", (bytes) => {
      const status = reader.add(bytes);
      if (status === null) return;
      times.push(performance.now() - asked);
      if (status !== 200) count.errors += 1;
      ask();
    });
    socket.on("error", () => {
      count.errors += 1;
    });
    socket.on("close", () => resolve());
  });
}

function send(socket: Socket, port: number, { method, path, headers = {}, body }: WireRequest): void {
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `host: localhost:${port}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : [`content-length: ${Buffer.byteLength(body)}`]),
  ];
  socket.write(`${lines.join("\r\n")}\r\n\r\n${body ?? ""}`);
}

/** Reads answers that say their length, as ours do when nothing compressed was asked for. */
class AnswerReader {
  #bytes: Buffer = Buffer.alloc(0);

  /** Takes bytes; gives the status once the answer is whole, else null. */
  add(bytes: Buffer): number | null {
    this.#bytes = this.#bytes.length === 0 ? bytes : Buffer.concat([this.#bytes, bytes]);
    const headEnd = this.#bytes.indexOf("\r\n\r\n");
    if (headEnd < 0) return null;
    const head = this.#bytes.toString("latin1", 0, headEnd);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (this.#bytes.length < headEnd + 4 + length) return null;
    this.#bytes = this.#bytes.subarray(headEnd + 4 + length);
    return Number(head.slice(9, 12));
  }
}
