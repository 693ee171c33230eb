import { baseErrors, type FormDoor, type Locale, type RefusedForm, type TisserError } from "#base";
import type { BoundHandler } from "#storage";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { versionOf } from "./api-routes.ts";
import {
  localPath,
  recognise,
  refuseCrossSite,
  runForRequest,
  sendCookies,
  splitLocale,
  type Caller,
  type DoorServices,
} from "./door.ts";
import { refusalOf } from "./refusal.ts";
import type { PageDoor } from "./pages.ts";
import { decodeFields, inputSchemaOf, readForm, type PostedForm } from "./read-form.ts";

const signInPath = "/connexion";

/** Registers the HTML form door of each action that has one, in each language. */
export function registerFormRoutes(
  app: FastifyInstance,
  services: DoorServices,
  pages: PageDoor,
  handlers: readonly BoundHandler[],
): void {
  for (const bound of handlers) {
    const { form } = bound.action;
    if (!form) continue;
    for (const prefix of ["", "/en", "/es", "/ar"]) {
      app.post(prefix + form.path, (request, reply) =>
        new PostedRequest(services, pages, bound, form, request, reply).answer(),
      );
    }
  }
}

class PostedRequest {
  readonly #services: DoorServices;
  readonly #pages: PageDoor;
  readonly #bound: BoundHandler;
  readonly #door: FormDoor;
  readonly #request: FastifyRequest;
  readonly #reply: FastifyReply;
  readonly #locale: Locale;

  constructor(
    services: DoorServices,
    pages: PageDoor,
    bound: BoundHandler,
    door: FormDoor,
    request: FastifyRequest,
    reply: FastifyReply,
  ) {
    this.#services = services;
    this.#pages = pages;
    this.#bound = bound;
    this.#door = door;
    this.#request = request;
    this.#reply = reply;
    this.#locale = splitLocale(request.url.split("?")[0] ?? "/").locale;
  }

  async answer(): Promise<unknown> {
    refuseCrossSite(this.#request, this.#services.baseUrl());
    const type = this.#request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
    if (type !== "application/x-www-form-urlencoded") throw baseErrors.unsupportedMediaType({});
    const body = Buffer.isBuffer(this.#request.body) ? this.#request.body : Buffer.alloc(0);
    const form = readForm(body);
    const caller = await recognise(this.#services, this.#request);
    try {
      const input = {
        ...decodeFields(inputSchemaOf(this.#bound.action.input), form.values),
        ...(this.#request.params as Record<string, string>),
      };
      const { output } = await runForRequest(this.#services, this.#bound, caller, {
        input,
        key: form.door["_key"] || null,
        version: versionOf(form.door["_version"]),
      });
      return await this.#succeed(caller, form, { ...input, ...(output as Record<string, unknown>) });
    } catch (error) {
      return this.#refuse(caller, form, refusalOf(error), body);
    }
  }

  /** 303 to the page that follows; or, after a sign-in that interrupted a form, that form again with what was typed. */
  async #succeed(caller: Caller, form: PostedForm, known: Record<string, unknown>): Promise<unknown> {
    sendCookies(this.#reply, caller.http);
    const done = fillPath(this.#door.done, known);
    const resumed = resumptionOf(form);
    if (!resumed) return this.#reply.redirect(localPath(this.#locale, done), 303);
    const { actor } = await this.#services.authenticate(headersAfter(caller), this.#request.ip);
    const isThrough = actor.kind === "account" && actor.hasSecondFactor;
    return this.#pages.send(this.#reply, {
      request: this.#request,
      actor,
      locale: this.#locale,
      path: isThrough ? resumed.path : done,
      status: 200,
      refused: isThrough ? resumed.refused : carry(this.#bound.action.name, form),
    });
  }

  async #refuse(caller: Caller, form: PostedForm, error: TisserError, body: Buffer): Promise<unknown> {
    if (error.status >= 500) throw error;
    sendCookies(this.#reply, caller.http);
    // What a signed link opens is opened again by a link, never by signing in.
    const isByLink = this.#bound.action.roles.every((role) => role === "link-holder");
    const isSignIn =
      !isByLink && (error.code === "base.signInNeeded" || error.code === "base.secondFactorNeeded");
    const values: Record<string, readonly string[]> = isSignIn
      ? { _resume_path: [this.#pagePath()], _resume_body: [body.toString("utf8")] }
      : { ...form.values, ...doorValues(form) };
    return this.#pages.send(this.#reply, {
      request: this.#request,
      actor: caller.actor,
      locale: this.#locale,
      path: isSignIn ? signInPath : this.#pagePath(),
      status: error.status,
      refused: {
        action: isSignIn ? "access.signIn" : this.#bound.action.name,
        values,
        issues: error.issues,
        code: error.code,
        params: error.params,
      },
    });
  }

  #pagePath(): string {
    return fillPath(this.#door.page ?? this.#door.path, this.#request.params as Record<string, unknown>);
  }
}

/** Cookies of the request with those just set laid over them: who the caller is now. */
function headersAfter(caller: Caller): Headers {
  const cookies = new Map<string, string>();
  const pairs = [
    ...(caller.http.headers.get("cookie")?.split("; ") ?? []),
    ...caller.http.setCookies.map((cookie) => cookie.split(";")[0] ?? ""),
  ];
  for (const pair of pairs) {
    const cut = pair.indexOf("=");
    if (cut > 0) cookies.set(pair.slice(0, cut), pair.slice(cut + 1));
  }
  const headers = new Headers(caller.http.headers);
  headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
  return headers;
}

function resumptionOf(form: PostedForm): { readonly path: string; readonly refused: RefusedForm } | null {
  const path = form.door["_resume_path"];
  const body = form.door["_resume_body"];
  if (path === undefined || body === undefined || !/^\/(?!\/)/.test(path)) return null;
  const typed = readForm(Buffer.from(body, "utf8"));
  return {
    path,
    refused: {
      action: typed.door["_action"] ?? "",
      values: { ...typed.values, ...doorValues(typed) },
      issues: [],
      code: "base.formResumed",
      params: {},
    },
  };
}

/** Fields of the door that the next form must carry again. */
function doorValues(form: PostedForm): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(form.door).map(([name, value]) => [name, [value]]));
}

function carry(action: string, form: PostedForm): RefusedForm {
  return { action, values: doorValues(form), issues: [], code: "base.formResumed", params: {} };
}

/** Fills `:name` in a path; what is not known stays out. */
export function fillPath(path: string, known: Readonly<Record<string, unknown>>): string {
  return path.replaceAll(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value = known[name];
    return typeof value === "string" || typeof value === "number" ? encodeURIComponent(value) : "";
  });
}
