import { expect } from "vitest";
import type { RunningServer } from "./server.ts";

/** What a test sends. A body of bytes or text is sent as it is, anything else as JSON. */
export interface ApiRequest {
  readonly method: string;
  /** Path with query, from the root of the site. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What came back. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

let counter = 0;

/** A key for `Idempotency-Key` that was not used before in this run. */
export function freshKey(): string {
  counter += 1;
  return `journey-${process.pid}-${counter}`;
}

/** Sends a request; changing ones get a fresh key and the JSON type unless told. */
export async function send(server: Pick<RunningServer, "baseUrl">, request: ApiRequest): Promise<ApiAnswer> {
  const isChange = request.method !== "GET";
  const isRaw = typeof request.body === "string" || request.body instanceof Uint8Array;
  const response = await fetch(server.baseUrl + request.path, {
    method: request.method,
    redirect: "manual",
    headers: {
      ...(isChange ? { "content-type": "application/json", "idempotency-key": freshKey() } : {}),
      ...request.headers,
    },
    ...(request.body === undefined
      ? {}
      : { body: isRaw ? (request.body as string) : JSON.stringify(request.body) }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** The coded error in an answer, after checking its shape: code, sentence, request id, nothing of the inside. */
export function codedError(answer: ApiAnswer): {
  readonly code: string;
  readonly issues: readonly unknown[];
} {
  const body = JSON.parse(answer.text) as Record<string, unknown>;
  expect(
    Object.keys(body).filter((key) => !["code", "message", "requestId", "issues"].includes(key)),
  ).toEqual([]);
  expect(body["code"]).toMatch(/^[a-z]+\.[a-zA-Z]+$/);
  expect(String(body["message"]).length).toBeGreaterThan(5);
  expect(body["requestId"]).toMatch(/\S{8,}/);
  expect(answer.text).not.toMatch(insides);
  return { code: String(body["code"]), issues: (body["issues"] ?? []) as readonly unknown[] };
}

/** Marks of the inside of the program: stacks, paths, SQL, PostgreSQL's own words. */
export const insides =
  /\n\s+at |\.ts:\d+|node_modules|syntax error at|violates .* constraint|select .* from /i;
