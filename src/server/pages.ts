import { pathToFileURL } from "node:url";
import { isAbsolute, resolve } from "node:path";
import {
  anonymousActor,
  baseErrors,
  hasPart,
  type Actor,
  type CallAction,
  type Locale,
  type PageRequest,
  type PictureName,
  type PrintedSheet,
  type Profile,
  type RefusedForm,
  type RenderPage,
  type RenderPicture,
  type TisserError,
  type AddressService,
  type MapTiles,
} from "#base";
import type { BoundHandler } from "#storage";
import type { FastifyReply, FastifyRequest } from "fastify";
import { localPath, type DoorServices } from "./door.ts";
import { runAction } from "./run-action.ts";
import { sheetPdf } from "./sheet/sheet-pdf.ts";

/** Kept by the reader's own browser alone, so that going back does not post the question a second time. */
const ownCopy = "private, no-cache";

/** A page to send. */
export interface PageOrder {
  readonly request: FastifyRequest;
  readonly actor: Actor;
  readonly locale: Locale;
  /** Path without language prefix. */
  readonly path: string;
  /** Status to answer; null leaves it to the page. */
  readonly status: number | null;
  /** Fields of a posted question; absent for a page that is read. */
  readonly posted?: URLSearchParams;
  readonly refused?: RefusedForm;
  readonly failure?: TisserError;
}

/** Settings of the pages. */
export interface PageSettings {
  readonly profile: Profile;
  readonly isDevelopment: boolean;
  readonly isDemonstration: () => boolean;
  /** Pictures under the map, where the operator named a host. */
  readonly mapTiles: MapTiles | null;
  /** The service that says where an address is, where the operator named one. */
  readonly addressService: AddressService | null;
}

/** What the built entry of `web` exports. */
export interface BuiltPages {
  readonly render: RenderPage;
  /** Paths of the pages that take a posted question, without language prefix. */
  readonly postedPaths: readonly string[];
  readonly renderPicture: RenderPicture;
}

/** Sends pages drawn by the built entry of `web`. */
export class PageDoor {
  readonly #built: BuiltPages;
  readonly #services: DoorServices;
  readonly #settings: PageSettings;
  readonly #handlers: ReadonlyMap<string, BoundHandler>;

  constructor(
    built: BuiltPages,
    services: DoorServices,
    settings: PageSettings,
    handlers: readonly BoundHandler[],
  ) {
    this.#built = built;
    this.#services = services;
    this.#settings = settings;
    this.#handlers = new Map(handlers.map((bound) => [bound.action.name, bound]));
  }

  /** Paths of the pages that take a posted question, without language prefix. */
  get postedPaths(): readonly string[] {
    return this.#built.postedPaths;
  }

  /** Draws a page and sends it. Its data comes from actions called in process, as the one who asks. */
  async send(reply: FastifyReply, order: PageOrder): Promise<FastifyReply> {
    const { profile } = this.#settings;
    // The observatory alone begins with its figures, where the others begin with the directory.
    if (
      order.path === "/" &&
      !order.failure &&
      !hasPart(profile, "directory") &&
      hasPart(profile, "observatory")
    )
      return reply.redirect(localPath(order.locale, "/observatoire"), 302);
    const page = await this.#built.render(this.#asked(order));
    if (page.movedTo !== null) return reply.redirect(page.movedTo, order.posted ? 303 : 301);
    if (page.sheet) return this.#sendSheet(reply, page.sheet);
    // For shared caches alone: whoever has just corrected an entry sees it corrected.
    const isPlain = !order.posted && !order.refused && !order.failure;
    const mayCache = page.isPublic && order.actor.kind === "anonymous" && isPlain;
    if (page.refreshAfter !== null) reply.header("refresh", `${page.refreshAfter}`);
    return reply
      .code(order.status ?? page.status)
      .header("content-type", "text/html; charset=utf-8")
      .header(
        "cache-control",
        mayCache ? "public, max-age=0, s-maxage=60" : order.posted ? ownCopy : "no-store",
      )
      .header("vary", "cookie")
      .send(page.html);
  }

  async #sendSheet(reply: FastifyReply, sheet: PrintedSheet): Promise<FastifyReply> {
    const file = await sheetPdf(sheet, this.#services.clock());
    return reply
      .header("content-type", "application/pdf")
      .header("content-disposition", `inline; filename="${sheet.fileName}.pdf"`)
      .header("cache-control", "no-store")
      .send(file);
  }

  /** A picture as SVG, the same for everybody; null when there is none of this name. */
  picture(request: FastifyRequest, locale: Locale, name: PictureName): Promise<string | null> {
    const order = { request, actor: anonymousActor, locale, path: "/", status: null };
    return this.#built.renderPicture(name, this.#asked(order));
  }

  #asked(order: PageOrder): PageRequest {
    const start = order.request.url.indexOf("?");
    return {
      path: order.path,
      query: new URLSearchParams(start < 0 ? "" : order.request.url.slice(start)),
      posted: order.posted ?? null,
      locale: order.locale,
      actor: order.actor,
      profile: this.#settings.profile,
      now: this.#services.clock(),
      baseUrl: this.#services.baseUrl(),
      isDevelopment: this.#settings.isDevelopment,
      isDemonstration: this.#settings.isDemonstration(),
      mapTiles: this.#settings.mapTiles,
      addressService: this.#settings.addressService,
      refused: order.refused ?? null,
      failure: order.failure
        ? {
            code: order.failure.code,
            status: order.failure.status,
            params: order.failure.params,
            requestId: order.request.id,
          }
        : null,
      call: this.#caller(order),
      newKey: () => this.#services.newId(),
    };
  }

  #caller(order: PageOrder): CallAction {
    const actor = order.failure && order.failure.status >= 500 ? anonymousActor : order.actor;
    return (async (action: BoundHandler["action"], input: unknown) => {
      const bound = this.#handlers.get(action.name);
      if (!bound) throw baseErrors.notFound({});
      // A page asks and changes nothing; what keeps nothing is a question too, too long for an address.
      if (action.isCommand && !action.keepsNothing) throw baseErrors.methodNotAllowed({});
      const headers = new Headers({ cookie: order.request.headers.cookie ?? "" });
      const { output } = await runAction(this.#services, {
        bound,
        actor,
        input,
        key: null,
        needsKey: false,
        version: null,
        http: { headers, setCookies: [], address: order.request.ip },
      });
      return output;
    }) as CallAction;
  }
}

/** Loads the built entry of the pages. */
export async function loadPages(entry: string): Promise<BuiltPages> {
  const file = isAbsolute(entry) ? entry : resolve(entry);
  return (await import(pathToFileURL(file).href)) as BuiltPages;
}
