import { baseErrors, type Actor, type Clock, type Locale } from "#base";
import type { BoundHandler, HttpExchange } from "#storage";
import type { FastifyReply, FastifyRequest } from "fastify";
import { runAction, type ActionResult, type RunServices } from "./run-action.ts";

/** Recognises who asks, from the headers of a request. */
export type Authenticate = (
  headers: Headers,
  address: string | null,
) => Promise<{ readonly actor: Actor; readonly setCookies: readonly string[] }>;

/** What the doors share. */
export interface DoorServices extends RunServices {
  readonly authenticate: Authenticate;
  readonly clock: Clock;
  /** Address of the site without final slash. */
  readonly baseUrl: () => string;
}

/** A request with its caller recognised. */
export interface Caller {
  readonly actor: Actor;
  readonly http: HttpExchange;
}

/** Recognises the caller of a request and prepares the cookies to send back. */
export async function recognise(services: DoorServices, request: FastifyRequest): Promise<Caller> {
  const headers = headersOf(request);
  const { actor, setCookies } = await services.authenticate(headers, request.ip);
  return { actor, http: { headers, setCookies: [...setCookies], address: request.ip } };
}

/** Runs an action for a request that came over HTTP. */
export async function runForRequest(
  services: DoorServices,
  bound: BoundHandler,
  caller: Caller,
  given: { readonly input: unknown; readonly key: string | null; readonly version: number | null },
): Promise<ActionResult> {
  return runAction(services, { bound, ...caller, ...given, needsKey: true });
}

function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) headers.append(name, one);
  }
  return headers;
}

/** Sends the cookies that an exchange gathered. */
export function sendCookies(reply: FastifyReply, http: HttpExchange): void {
  for (const cookie of http.setCookies) reply.header("set-cookie", cookie);
}

/**
 * Refuses a change that another site makes a browser send: by `Sec-Fetch-Site`, which no page can forge, else by
 * `Origin`. Programs that send neither are no browsers and pass.
 * @throws base.crossSiteRequest
 */
export function refuseCrossSite(request: FastifyRequest, baseUrl: string): void {
  const site = request.headers["sec-fetch-site"];
  const origin = request.headers.origin;
  if (site !== undefined) {
    if (site !== "same-origin" && site !== "none") throw baseErrors.crossSiteRequest({});
  } else if (
    origin !== undefined &&
    origin !== new URL(baseUrl).origin &&
    !isOwnHost(origin, request.headers.host)
  ) {
    throw baseErrors.crossSiteRequest({});
  }
}

function isOwnHost(origin: string, host: string | undefined): boolean {
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}

/** Language prefixes of addresses: `/en/lieu/…` is English, no prefix is French. */
export function splitLocale(path: string): { readonly locale: Locale; readonly path: string } {
  const found = /^\/(en|es|ar)(?=\/|$)/.exec(path);
  if (!found) return { locale: "fr", path };
  return { locale: found[1] as Locale, path: path.slice(3) || "/" };
}

/** The address of a path in a language. */
export function localPath(locale: Locale, path: string): string {
  return locale === "fr" ? path : `/${locale}${path === "/" ? "" : path}`;
}
