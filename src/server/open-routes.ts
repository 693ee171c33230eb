import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { AnyAction } from "#base";
import * as open from "#exchange/actions";
import { dumpCsv, dumpServices, tagOfServices } from "#exchange/handlers";
import { readSliceFile } from "#directory/actions";
import { recogniseTown } from "#directory/handlers";
import {
  downloadIndicator,
  downloadRelease,
  listIndicators,
  listReleases,
  readIndicator,
} from "#observatory/actions";
import { withoutTransaction, type BoundHandler, type Tx } from "#storage";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { recognise, runForRequest, type DoorServices } from "./door.ts";

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

/** The directory: HSDS 3.0 with the filters of Open Referral UK, and data·inclusion. */
const directoryRoutes: readonly OpenRoute[] = [
  { action: open.readOpenRoot, path: "" },
  { action: open.listOpenServices, path: "/services" },
  { action: open.readOpenService, path: "/services/:id" },
  { action: open.listOpenServiceAtLocations, path: "/service_at_locations" },
  { action: open.readOpenServiceAtLocation, path: "/service_at_locations/:id" },
  { action: open.listOpenOrganizations, path: "/organizations" },
  { action: open.readOpenOrganization, path: "/organizations/:id" },
  { action: open.listMergedIds, path: "/merged_ids" },
  { action: open.listOpenTaxonomies, path: "/taxonomies" },
  { action: open.readOpenTaxonomy, path: "/taxonomies/:id" },
  { action: open.listOpenTaxonomyTerms, path: "/taxonomy_terms" },
  { action: open.readOpenTaxonomyTerm, path: "/taxonomy_terms/:id" },
  { action: readSliceFile, path: "/slices/:departement(^[0-9AB]+).json" },
  { action: open.readOfferCalendar, path: "/calendars/:offerId(^[0-9a-fA-F-]+).ics" },
  { action: open.listInclusionStructures, path: "/data-inclusion/structures" },
  { action: open.listInclusionServices, path: "/data-inclusion/services" },
];

/** Registers the addresses of open data, each answered by a declared action of the profile. */
export function registerOpenRoutes(
  app: FastifyInstance,
  services: DoorServices,
  handlers: readonly BoundHandler[],
): void {
  for (const { action, path } of [...openRoutes, ...directoryRoutes]) {
    const bound = handlers.find((handler) => handler.action.name === action.name);
    if (bound === undefined) continue;
    app.route({
      method: "GET",
      url: openPrefix + path,
      handler: (request, reply) => answer(services, bound, request, reply),
    });
  }
  for (const url of [openPrefix, `${openPrefix}/*`]) app.options(url, (_request, reply) => permit(reply));
  if (handlers.some(({ action }) => action.name === open.listOpenServices.name)) registerDumps(app, services);
}

/** Tells a browser that a page of another site may read, and ask whether its copy is still right. */
function permit(reply: FastifyReply): FastifyReply {
  return openTo(reply, 86_400)
    .header("access-control-allow-methods", "GET, HEAD")
    .header("access-control-allow-headers", "accept, if-none-match, if-modified-since")
    .header("access-control-max-age", "86400")
    .code(204)
    .send();
}

const ndjson = "application/x-ndjson; charset=utf-8";

/** The whole directory in one file, streamed: nothing of it is kept in memory as a whole. */
function registerDumps(app: FastifyInstance, services: DoorServices): void {
  const publishing = { baseUrl: services.baseUrl(), recogniseTown };
  const send = (
    reply: FastifyReply,
    mediaType: string,
    pieces: (db: Tx) => AsyncGenerator<string | Uint8Array>,
  ): Promise<FastifyReply> =>
    withoutTransaction(services.db, async (db) =>
      openTo(reply, 300)
        .header("content-type", mediaType)
        .send(Readable.from(pieces(db), { objectMode: false })),
    );
  app.get(`${openPrefix}/services.ndjson`, async (request, reply) => {
    const coding = /\bgzip\b(?!\s*;\s*q=0(?:\.0+)?(?:\s*,|\s*$))/.test(
      request.headers["accept-encoding"] ?? "",
    )
      ? "gzip"
      : "identity";
    reply.header("vary", "accept-encoding");
    const tag = await withoutTransaction(services.db, (db) => tagOfServices(db, publishing));
    if (tag !== null && holds(request, reply, tag)) return openTo(reply, 300).code(304).send();
    if (coding === "gzip") reply.header("content-encoding", "gzip");
    // Who asks for the name alone starts no work.
    if (request.method === "HEAD") return openTo(reply, 300).type(ndjson).send();
    return send(reply, ndjson, (db) => dumpServices(db, publishing, coding));
  });
  app.get(`${openPrefix}/services.csv`, (_request, reply) =>
    send(reply, "text/csv; charset=utf-8", (db) => dumpCsv(db)),
  );
}

async function answer(
  services: DoorServices,
  bound: BoundHandler,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const caller = await recognise(services, request);
  const { output } = await runForRequest(services, bound, caller, {
    input: { ...knownIn(bound, request.query), ...(request.params as Record<string, unknown>) },
    key: null,
    version: null,
  });
  openTo(reply, bound.action.cacheSeconds ?? 0);
  const moved = movedTo(request, output);
  if (moved !== null) return reply.redirect(moved, 301);
  if (isFile(output)) {
    nameFile(reply, output);
    return sendTagged(request, reply, output.text);
  }
  const changed = lastChangeIn(output);
  if (changed !== null) reply.header("last-modified", changed.toUTCString());
  reply.header("content-type", "application/json; charset=utf-8");
  return sendTagged(request, reply, JSON.stringify(output));
}

/** The address of what took the place of the thing asked for, where two were merged; null where it is the thing itself. */
function movedTo(request: FastifyRequest, output: unknown): string | null {
  const asked = (request.params as { readonly id?: string }).id;
  if (asked === undefined || !isRecord(output) || typeof output["id"] !== "string") return null;
  return output["id"] === asked.toLowerCase() ? null : request.url.replace(asked, output["id"]);
}

/** The same for everybody: cookies of the caller neither matter nor travel, and programs of any site may read. */
export function openTo(reply: FastifyReply, seconds: number): FastifyReply {
  return reply
    .header("access-control-allow-origin", "*")
    .header("access-control-expose-headers", "etag, last-modified")
    .header("cross-origin-resource-policy", "cross-origin")
    .header("cache-control", `public, max-age=${seconds}`);
}

/** Sends a file under its digest, or only says that the copy of the caller is still right. */
export function sendTagged(
  request: FastifyRequest,
  reply: FastifyReply,
  file: string | Uint8Array,
): FastifyReply {
  const digest = createHash("sha256").update(file).digest("base64url").slice(0, 22);
  return holds(request, reply, digest) ? reply.code(304).send() : reply.send(file);
}

/** Names what is answered, and says whether the caller holds it already. */
function holds(request: FastifyRequest, reply: FastifyReply, name: string): boolean {
  // Weak: compression on the way changes the bytes and not the meaning.
  const tag = `W/"${name}"`;
  reply.header("etag", tag);
  const known = (request.headers["if-none-match"] ?? "").split(",").map((one) => one.trim());
  return known.includes(tag) || known.includes("*");
}

/** The fields of a query that the action knows: what readers of a standard add is no fault. */
function knownIn({ action }: BoundHandler, query: unknown): Record<string, unknown> {
  const fields = action.input instanceof z.ZodObject ? Object.keys(action.input.shape) : [];
  const given = Object.entries(query as Record<string, unknown>);
  return Object.fromEntries(given.filter(([name, value]) => fields.includes(name) && value !== ""));
}

/** The last day on which something in an answer changed; null when it does not say. */
function lastChangeIn(output: unknown): Date | null {
  const page = isRecord(output) ? (output["contents"] ?? output["items"]) : null;
  const list: readonly unknown[] = Array.isArray(page) ? (page as unknown[]) : [output];
  const days = list.flatMap((one) => {
    if (!isRecord(one)) return [];
    const { service } = one;
    const told = one["last_modified"] ?? (isRecord(service) ? service["last_modified"] : one["date_maj"]);
    return typeof told === "string" ? [told] : [];
  });
  const last = days.toSorted().at(-1);
  return last === undefined ? null : new Date(last);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** What an action answers that gives a file. */
export interface OpenFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly text: string;
}

/** Says what a file is and under which name it is kept. */
export function nameFile(reply: FastifyReply, { mediaType, fileName }: OpenFile): FastifyReply {
  return reply
    .header("content-type", `${mediaType}; charset=utf-8`)
    .header("content-disposition", `attachment; filename="${fileName}"`);
}

/** Whether an answer is a file. */
export function isFile(output: unknown): output is OpenFile {
  return typeof output === "object" && output !== null && "text" in output && "mediaType" in output;
}
