import { readSitemap } from "#exchange/actions";
import type { BoundHandler } from "#storage";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { recognise, runForRequest, type DoorServices } from "./door.ts";
import { isFile, sendTagged } from "./open-routes.ts";

/** What search engines have no business with: doors of programs, links to one person, screens of professionals, forms. */
const keptOut = [
  "/api/",
  "/r/",
  "/*/r/",
  "/pro",
  "/*/pro",
  "/terrain",
  "/admin",
  "/organisation",
  "/lieu/*/signaler",
  "/*/lieu/*/signaler",
];

/** Registers what search engines read: what they may visit, and the map of the site where there is a directory. */
export function registerCrawlerRoutes(
  app: FastifyInstance,
  services: DoorServices,
  handlers: readonly BoundHandler[],
): void {
  const bound = handlers.find(({ action }) => action.name === readSitemap.name);
  const lines = [
    "User-agent: *",
    ...keptOut.map((path) => `Disallow: ${path}`),
    ...(bound === undefined ? [] : ["", `Sitemap: ${services.baseUrl()}/sitemap.xml`]),
  ];
  app.get("/robots.txt", async (_request, reply) =>
    reply.type("text/plain; charset=utf-8").send(`${lines.join("\n")}\n`),
  );
  if (bound === undefined) return;
  app.get("/sitemap.xml", (request, reply) => sendPart(services, bound, request, reply));
  app.get("/sitemaps/:part(^[0-9]+).xml", (request, reply) => sendPart(services, bound, request, reply));
}

async function sendPart(
  services: DoorServices,
  bound: BoundHandler,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const caller = await recognise(services, request);
  const input = { ...(request.params as Record<string, unknown>) };
  const { output } = await runForRequest(services, bound, caller, { input, key: null, version: null });
  if (!isFile(output)) throw new Error(`${bound.action.name} gives no file`);
  reply
    .header("content-type", `${output.mediaType}; charset=utf-8`)
    .header("cache-control", `public, max-age=${bound.action.cacheSeconds ?? 0}`);
  return sendTagged(request, reply, output.text);
}
