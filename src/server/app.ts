import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import compress from "@fastify/compress";
import rateLimit from "@fastify/rate-limit";
import fastifyStatic from "@fastify/static";
import {
  anonymousActor,
  baseErrors,
  defaultLocale,
  type TisserError,
  type AnyAction,
  type ErrorEntry,
  type MapTiles,
  type Locale,
} from "#base";
import { readIndicator } from "#observatory/actions";
import { storageErrors, type BoundHandler } from "#storage";
import helmet from "helmet";
import Fastify, {
  LogController,
  type ConnectionError,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import { registerApiRoutes } from "./api-routes.ts";
import { recognise, splitLocale, type DoorServices } from "./door.ts";
import { registerFormRoutes } from "./form-routes.ts";
import { registerFileRoutes } from "./file-routes.ts";
import { registerCrawlerRoutes } from "./crawler-routes.ts";
import { registerOpenRoutes } from "./open-routes.ts";
import { openApiOf } from "./openapi.ts";
import { PageDoor } from "./pages.ts";
import { registerPostedRoutes } from "./posted-routes.ts";
import { registerUploadRoutes } from "./upload-routes.ts";
import { registerPictureRoutes } from "./picture/picture-routes.ts";
import { refusalOf, traceOf } from "./refusal.ts";
import { errorSentence, preferredLocale } from "./texts.ts";

/** What the HTTP application is made of. */
export interface AppParts {
  readonly services: DoorServices;
  readonly handlers: readonly BoundHandler[];
  readonly pages: PageDoor;
  /** Every error code of the program. */
  readonly errors: readonly ErrorEntry[];
  /** Folder of the built scripts, styles and fonts. */
  readonly assetsDir: string;
  /** Folder in which a file that a form brings lies until its action takes it. */
  readonly uploadFolder: string;
  /** Pictures under the map: pages may ask their host, and no other. */
  readonly mapTiles: MapTiles | null;
  readonly isReady: () => Promise<boolean>;
  readonly logger: FastifyBaseLogger;
  readonly rateLimit: number;
  readonly trustedProxies: readonly string[];
}

const formBodyLimit = 262_144;

/** Builds the HTTP application: pages, forms, JSON API, description, health. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: parts.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: formBodyLimit,
    trustProxy: parts.trustedProxies.length > 0 ? [...parts.trustedProxies] : false,
    genReqId: () => parts.services.newId(),
    forceCloseConnections: "idle",
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 300 },
    // Addresses that cannot be decoded are refused before any route: they get our answer too.
    frameworkErrors: (_error, request, reply) => {
      void answerError(parts, baseErrors.notFound({}), request, reply);
    },
    clientErrorHandler: (error, socket) => answerUnreadable(parts, error, socket),
  });
  readBodiesAsBytes(app);
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(parts, error, request, reply));
  app.setNotFoundHandler((request, reply) => answerError(parts, baseErrors.notFound({}), request, reply));
  endConnections(app);
  await protect(app, parts);
  await app.register(fastifyStatic, {
    root: parts.assetsDir,
    prefix: "/assets/",
    immutable: true,
    maxAge: "365d",
    index: false,
  });
  registerServiceWorker(app);
  registerHealth(app, parts);
  registerApiRoutes(app, parts.services, parts.handlers);
  registerOpenRoutes(app, parts.services, parts.handlers);
  registerCrawlerRoutes(app, parts.services, parts.handlers);
  registerFileRoutes(app, parts.services, parts.handlers);
  if (parts.handlers.some(({ action }) => action.name === readIndicator.name))
    registerPictureRoutes(app, parts.pages);
  registerFormRoutes(app, parts.services, parts.pages, parts.handlers);
  registerPostedRoutes(app, parts.services, parts.pages);
  await registerUploadRoutes(
    app,
    { services: parts.services, pages: parts.pages, folder: parts.uploadFolder },
    parts.handlers,
  );
  registerDescription(app, parts);
  app.get("/*", (request, reply) => answerPage(parts, request, reply));
  return app;
}

function readBodiesAsBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
}

/** Time for requests under way when the program stops; the database needs the rest of the ten seconds. */
const drainMilliseconds = 4_000;

/**
 * Stopping: an answer given now ends its connection, which a browser would else keep open for a minute; a request that
 * takes too long is cut off.
 */
function endConnections(app: FastifyInstance): void {
  let isStopping = false;
  app.addHook("preClose", async () => {
    isStopping = true;
    setTimeout(() => app.server.closeAllConnections(), drainMilliseconds).unref();
  });
  app.addHook("onSend", (_request, reply, _payload, done) => {
    if (isStopping) reply.header("connection", "close");
    done();
  });
}

/** Headers that protect each answer, as helmet words them; made once, since nothing in them depends on the request. */
function protectingHeaders(isHttps: boolean, mapTiles: MapTiles | null): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {
    "permissions-policy": "camera=(), microphone=(), geolocation=(self), interest-cohort=()",
  };
  const answer = new ServerResponse(new IncomingMessage(new Socket()));
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        // The map fetches its pictures and draws them itself.
        "connect-src": ["'self'", ...(mapTiles === null ? [] : [new URL(mapTiles.url).origin])],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
      },
    },
    // Nothing to other sites; inside the site the origin of a form must be told, or it could not be checked.
    referrerPolicy: { policy: "same-origin" },
    hsts: isHttps ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
  })(answer.req, answer, (error) => {
    if (error !== undefined) throw new Error("helmet refused its options", { cause: error });
  });
  for (const [name, value] of Object.entries(answer.getHeaders())) headers[name] = String(value);
  return headers;
}

async function protect(app: FastifyInstance, parts: AppParts): Promise<void> {
  const headers = protectingHeaders(parts.services.baseUrl().startsWith("https:"), parts.mapTiles);
  app.addHook("onRequest", (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
  await app.register(rateLimit, {
    max: parts.rateLimit,
    timeWindow: 60_000,
    allowList: (request) => request.url.startsWith("/health/"),
    errorResponseBuilder: (_request, context) =>
      baseErrors.tooManyRequests({ seconds: Math.max(1, Math.ceil(context.ttl / 1000)) }),
  });
  await app.register(compress, { threshold: 1024, encodings: ["br", "gzip"], globalDecompression: false });
}

/** The script that serves what was taken along: at the root, for it stands before every page; asked for anew each time. */
function registerServiceWorker(app: FastifyInstance): void {
  app.get("/service-worker.js", (_request, reply) =>
    reply.header("cache-control", "no-cache").sendFile("service-worker.js", { cacheControl: false }),
  );
}

function registerHealth(app: FastifyInstance, parts: AppParts): void {
  app.get("/health/live", async (_request, reply) =>
    reply.header("cache-control", "no-store").send({ status: "ok" }),
  );
  app.get("/health/ready", async (_request, reply) => {
    reply.header("cache-control", "no-store");
    if (!(await parts.isReady())) throw storageErrors.databaseAway({});
    return reply.send({ status: "ok" });
  });
}

function registerDescription(app: FastifyInstance, parts: AppParts): void {
  const actions: readonly AnyAction[] = parts.handlers.map((bound) => bound.action);
  const description = JSON.stringify(openApiOf(actions, parts.errors, parts.services.baseUrl()));
  app.get("/openapi.json", async (_request, reply) =>
    reply
      .header("content-type", "application/json; charset=utf-8")
      .header("cache-control", "public, max-age=300")
      .header("access-control-allow-origin", "*")
      .send(description),
  );
}

async function answerPage(
  parts: AppParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const address = request.url.split("?")[0] ?? "/";
  if (isForPrograms(address)) throw baseErrors.notFound({});
  const { locale, path } = splitLocale(decodePath(address));
  const caller = await recognise(parts.services, request);
  for (const cookie of caller.http.setCookies) reply.header("set-cookie", cookie);
  return parts.pages.send(reply, { request, actor: caller.actor, locale, path, status: null });
}

/** Answers bytes that are no HTTP request, or whose head is too long; there is no request to answer then, only a socket. */
function answerUnreadable(parts: AppParts, error: ConnectionError, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return;
  const refusal = baseErrors.unreadableBody({});
  const body = JSON.stringify({
    code: refusal.code,
    message: errorSentence(defaultLocale, refusal),
    requestId: parts.services.newId(),
  });
  const head = `HTTP/1.1 ${refusal.status} Bad Request\r\nContent-Type: application/json; charset=utf-8\r\nCache-Control: no-store\r\n`;
  socket.end(`${head}Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
}

function decodePath(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch (cause) {
    throw baseErrors.notFound({}, { cause });
  }
}

function isForPrograms(address: string): boolean {
  return /^\/(api|open|health|assets)(\/|$)/.test(address);
}

async function answerError(
  parts: AppParts,
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const error = refusalOf(thrown);
  logError(request, error);
  if (error.code === "base.bodyTooLarge") await readAway(request.raw);
  if (error.status === 503) reply.header("retry-after", "5");
  if (error.code === "base.tooManyRequests")
    reply.header("retry-after", String(error.params["seconds"] ?? 60));
  if (!isForPrograms(request.url) && prefersHtml(request)) {
    if (await hasShownFailure(parts, error, request, reply)) return reply;
  }
  return sendErrorBody(reply, error, request, preferredLocale(request.headers["accept-language"]));
}

/** Bytes of a body too large that are read and thrown away. */
const mostReadAway = 32 * 1024 * 1024;

/** Lets whoever sends too much finish, within bounds: a connection that breaks meanwhile would take our answer with it. */
function readAway(body: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let left = mostReadAway;
    const count = (chunk: Buffer): void => {
      left -= chunk.length;
      if (left < 0) stop();
    };
    const stop = (): void => {
      body.off("data", count);
      resolve();
    };
    if (body.readableEnded || body.destroyed) return resolve();
    body.on("data", count).once("end", stop).once("close", stop).once("error", stop);
  });
}

function prefersHtml(request: FastifyRequest): boolean {
  return request.headers.accept?.includes("text/html") ?? false;
}

/** Sends the page of an error; answers false when even that cannot be drawn, and then the plain body is sent. */
async function hasShownFailure(
  parts: AppParts,
  error: TisserError,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const { locale, path } = splitLocale(request.url.split("?")[0] ?? "/");
  const order = { request, actor: anonymousActor, locale, path, status: error.status, failure: error };
  try {
    await parts.pages.send(reply, order);
    return true;
  } catch (cause) {
    request.log.error({ requestId: request.id, ...traceOf(cause) }, "error page not drawn");
    return false;
  }
}

function sendErrorBody(
  reply: FastifyReply,
  error: TisserError,
  request: FastifyRequest,
  locale: Locale,
): FastifyReply {
  return reply
    .code(error.status)
    .header("content-type", "application/json; charset=utf-8")
    .header("cache-control", "no-store")
    .send({
      code: error.code,
      message: errorSentence(locale, error),
      requestId: request.id,
      ...(error.issues.length > 0 ? { issues: error.issues } : {}),
    });
}

/** Logs what went wrong without anything personal: codes, route, request id; the cause's kind and place. */
function logError(request: FastifyRequest, error: TisserError): void {
  if (error.status < 500) return;
  request.log.error(
    {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? null,
      code: error.code,
      ...traceOf(error.cause),
    },
    "request failed",
  );
}
