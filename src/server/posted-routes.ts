import { baseErrors } from "#base";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { recognise, refuseCrossSite, splitLocale, type DoorServices } from "./door.ts";
import type { PageDoor } from "./pages.ts";
import { readForm } from "./read-form.ts";

/**
 * Registers, in each language, the pages to which a question may be posted because it has no place in an address (where somebody
 * lives). Like reading a page it changes nothing; unlike it, nothing of it stands in a history, a log of a proxy or a referrer.
 */
export function registerPostedRoutes(app: FastifyInstance, services: DoorServices, pages: PageDoor): void {
  for (const path of pages.postedPaths) {
    for (const prefix of ["", "/en", "/es", "/ar"])
      app.post(prefix + path, (request, reply) => answer(services, pages, request, reply));
  }
}

async function answer(
  services: DoorServices,
  pages: PageDoor,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  refuseCrossSite(request, services.baseUrl());
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded") throw baseErrors.unsupportedMediaType({});
  const { values } = readForm(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
  const posted = new URLSearchParams(
    Object.entries(values).flatMap(([name, texts]) => texts.map((text) => [name, text])),
  );
  const { locale, path } = splitLocale(request.url.split("?")[0] ?? "/");
  const caller = await recognise(services, request);
  for (const cookie of caller.http.setCookies) reply.header("set-cookie", cookie);
  return pages.send(reply, { request, actor: caller.actor, locale, path, status: null, posted });
}
