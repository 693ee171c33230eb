import { baseErrors } from "#base";
import type { BoundHandler } from "#storage";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { recognise, refuseCrossSite, runForRequest, sendCookies, type DoorServices } from "./door.ts";
import { hasUnstorableCharacter, readJson } from "./read-json.ts";

/** Path under which the JSON API lives. */
export const apiPrefix = "/api/v1";

const defaultBodyLimit = 1_048_576;

/** Registers the JSON route of each action. */
export function registerApiRoutes(
  app: FastifyInstance,
  services: DoorServices,
  handlers: readonly BoundHandler[],
): void {
  for (const bound of handlers) {
    app.route({
      method: bound.action.method,
      url: apiPrefix + bound.action.path,
      bodyLimit: bound.action.bodyLimit ?? defaultBodyLimit,
      handler: (request, reply) => answer(services, bound, request, reply),
    });
  }
}

async function answer(
  services: DoorServices,
  bound: BoundHandler,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { action } = bound;
  if (action.isCommand) refuseCrossSite(request, services.baseUrl());
  const caller = await recognise(services, request);
  const input = action.isCommand ? bodyInput(bound, request) : queryInput(request);
  const { output, isRepeated } = await runForRequest(services, bound, caller, {
    input: { ...input, ...pathInput(request) },
    key: keyOf(request),
    version: versionOf(request.headers["if-match"]),
  });
  sendCookies(reply, caller.http);
  if (isRepeated) reply.header("idempotency-replayed", "true");
  const version = versionIn(output);
  if (version !== null) reply.header("etag", `"${version}"`);
  reply.header("cache-control", cacheControl(bound, caller.actor.kind === "anonymous"));
  reply.code(200);
  if (!action.isPublicRead || typeof output !== "object" || output === null) return reply.send(output);
  return reply.header("content-type", "application/json; charset=utf-8").send(bytesOf(output));
}

/** Answers written out, for as long as their room keeps them: one that it gives again is not written again. */
const written = new WeakMap<object, Buffer>();

function bytesOf(output: object): Buffer {
  const known = written.get(output);
  if (known !== undefined) return known;
  const bytes = Buffer.from(JSON.stringify(output));
  written.set(output, bytes);
  return bytes;
}

function cacheControl({ action }: BoundHandler, isAnonymous: boolean): string {
  return action.cacheSeconds !== undefined && isAnonymous
    ? `public, max-age=${action.cacheSeconds}`
    : "no-store";
}

function bodyInput({ action }: BoundHandler, request: FastifyRequest): Record<string, unknown> {
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  if (body.length === 0 && action.method === "DELETE") return {};
  if (type !== "application/json") throw baseErrors.unsupportedMediaType({});
  const read = readJson(body);
  if (typeof read !== "object" || read === null || Array.isArray(read)) {
    throw baseErrors.invalidInput({}, { issues: [{ path: "", code: "wrongType" }] });
  }
  return read as Record<string, unknown>;
}

/** Query fields as they came: a repeated one is a list. */
function queryInput(request: FastifyRequest): Record<string, unknown> {
  const start = request.raw.url?.indexOf("?") ?? -1;
  const query = new URLSearchParams(start < 0 ? "" : request.raw.url?.slice(start));
  const input: Record<string, unknown> = {};
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name);
    refuseUnstorable(name, values);
    Object.defineProperty(input, name, {
      value: values.length === 1 ? values[0] : values,
      enumerable: true,
    });
  }
  return input;
}

function pathInput(request: FastifyRequest): Record<string, unknown> {
  const params = request.params as Readonly<Record<string, string>>;
  for (const [name, value] of Object.entries(params)) refuseUnstorable(name, [value]);
  return params;
}

function refuseUnstorable(name: string, values: readonly string[]): void {
  if (values.some(hasUnstorableCharacter)) {
    throw baseErrors.invalidInput({}, { issues: [{ path: name, code: "unstorableCharacter" }] });
  }
}

const keySchema = z
  .string()
  .min(8)
  .max(200)
  .regex(/^[\x21-\x7e]+$/);

function keyOf(request: FastifyRequest): string | null {
  const header = request.headers["idempotency-key"];
  if (header === undefined) return null;
  const key = keySchema.safeParse(header);
  if (!key.success)
    throw baseErrors.idempotencyKeyNeeded({}, { issues: [{ path: "", code: "invalidFormat" }] });
  return key.data;
}

/** The version named by `If-Match: "3"`; null when none or not one of ours. */
export function versionOf(header: string | undefined): number | null {
  const found = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header?.trim() ?? "");
  return found ? Number(found[1]) : null;
}

function versionIn(output: unknown): number | null {
  if (typeof output !== "object" || output === null || !("version" in output)) return null;
  return typeof output.version === "number" ? output.version : null;
}
