import type { AnyAction } from "#base";
import {
  downloadIndicator,
  downloadRelease,
  exportAnalysis,
  listIndicators,
  listReleases,
  readIndicator,
} from "#observatory/actions";
import type { BoundHandler } from "#storage";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { recognise, runForRequest, sendCookies, type DoorServices } from "./door.ts";

/** Path under which data for everybody live: no key, any origin, cacheable. */
export const openPrefix = "/open";

/** An address of open data, and the action that answers there; `:name` is a field of the input. */
interface OpenRoute {
  readonly action: AnyAction;
  readonly path: string;
}

/** Statistics: the list of indicators, the tables of one as JSON and as CSV, the register, a release whole. */
const openRoutes: readonly OpenRoute[] = [
  { action: listIndicators, path: "/statistics" },
  { action: listReleases, path: "/statistics/releases" },
  { action: downloadRelease, path: "/statistics/releases/:release(^[a-z0-9-]+).json" },
  { action: readIndicator, path: "/statistics/:release/:indicator(^[a-z0-9-]+).json" },
  { action: downloadIndicator, path: "/statistics/:release/:indicator(^[a-z0-9-]+).csv" },
];

/** Files for whoever is signed in: answered under the session of the one who asks, and kept by nobody. */
const ownFiles: readonly OpenRoute[] = [{ action: exportAnalysis, path: "/observatoire/atelier/fichier" }];

/** Registers the addresses of files for whoever is signed in, in each language of the pages that link to them. */
export function registerFileRoutes(
  app: FastifyInstance,
  services: DoorServices,
  handlers: readonly BoundHandler[],
): void {
  for (const { action, path } of ownFiles) {
    const bound = handlers.find((handler) => handler.action.name === action.name);
    if (bound === undefined) continue;
    for (const prefix of ["", "/en", "/es", "/ar"])
      app.route({
        method: "GET",
        url: prefix + path,
        handler: (request, reply) => answerFile(services, bound, request, reply),
      });
  }
}

async function answerFile(
  services: DoorServices,
  bound: BoundHandler,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const caller = await recognise(services, request);
  const { output } = await runForRequest(services, bound, caller, {
    input: { ...(request.query as Record<string, string>) },
    key: null,
    version: null,
  });
  if (!isFile(output)) throw new Error(`${bound.action.name} gives no file`);
  sendCookies(reply, caller.http);
  reply.header("cache-control", "no-store");
  return sendFile(reply, output);
}

function sendFile(reply: FastifyReply, file: OpenFile): FastifyReply {
  return reply
    .header("content-type", `${file.mediaType}; charset=utf-8`)
    .header("content-disposition", `attachment; filename="${file.fileName}"`)
    .send(file.text);
}

/** Registers the addresses of open data, each answered by a declared action of the profile. */
export function registerOpenRoutes(
  app: FastifyInstance,
  services: DoorServices,
  handlers: readonly BoundHandler[],
): void {
  for (const { action, path } of openRoutes) {
    const bound = handlers.find((handler) => handler.action.name === action.name);
    if (bound === undefined) continue;
    app.route({
      method: "GET",
      url: openPrefix + path,
      handler: (request, reply) => answer(services, bound, request, reply),
    });
  }
}

async function answer(
  services: DoorServices,
  bound: BoundHandler,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const caller = await recognise(services, request);
  const { output } = await runForRequest(services, bound, caller, {
    input: request.params,
    key: null,
    version: null,
  });
  // The same for everybody: cookies of the caller neither matter nor travel.
  reply
    .header("access-control-allow-origin", "*")
    .header("cross-origin-resource-policy", "cross-origin")
    .header("cache-control", `public, max-age=${bound.action.cacheSeconds ?? 0}`);
  if (!isFile(output)) return reply.send(output);
  return sendFile(reply, output);
}

/** What an action answers that gives a file. */
interface OpenFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly text: string;
}

function isFile(output: unknown): output is OpenFile {
  return typeof output === "object" && output !== null && "mediaType" in output && "fileName" in output;
}
