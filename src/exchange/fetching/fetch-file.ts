import { lookup as resolve, type LookupAddress } from "node:dns";
import { request as requestPlain, type IncomingMessage } from "node:http";
import { request as requestSealed } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { exchangeErrors } from "../errors.ts";
import { isPublicAddress } from "./public-address.ts";

/** How files are fetched from addresses. */
export interface Fetching {
  /** Sent as bearer token to the first host only; null for none. */
  readonly token: string | null;
  /** Most bytes of all that is fetched together. */
  readonly maxBytes: number;
  /** Whether an IP address may be asked; only those of the Internet unless told (tests ask this machine). */
  readonly mayAsk?: (address: string) => boolean;
  /** Milliseconds to wait for an answer, or for more of it. */
  readonly timeout?: number;
  /** Milliseconds before asking again after a failure that may pass; doubled each time. */
  readonly firstPause?: number;
  /** How often it is asked before it is given up; three times unless told. */
  readonly maxTries?: number;
  /** Redirects followed; three unless told. */
  readonly maxRedirects?: number;
  /** Ends everything when somebody waits no longer. */
  readonly signal?: AbortSignal;
}

const defaultTimeout = 30_000;
const defaultPause = 1000;
const usualTries = 3;
const usualRedirects = 3;

/** A failure that may pass: asked again. */
class MayPass extends Error {}

/**
 * Fetches from addresses, with one limit of bytes for all of them. Every host is resolved by us and each of its addresses checked
 * before it is asked, after redirects too, so that nobody outside makes this machine ask its own network.
 */
export class Fetcher {
  readonly #fetching: Fetching;
  readonly #origin: string;
  #left: number;

  constructor(first: URL, fetching: Fetching) {
    this.#fetching = fetching;
    this.#origin = first.origin;
    this.#left = fetching.maxBytes;
  }

  /**
   * The content at an address.
   * @throws exchange.addressForbidden, exchange.addressFailed after the last try or when nobody waits any longer, exchange.feedTooLarge
   */
  async get(address: URL): Promise<Buffer> {
    const { firstPause = defaultPause, maxTries = usualTries, signal } = this.#fetching;
    let wait = firstPause;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#follow(address);
      } catch (error) {
        if (!(error instanceof MayPass)) throw error;
        if (attempt >= maxTries || signal?.aborted)
          throw exchangeErrors.addressFailed({ host: address.host, reason: error.message }, { cause: error });
      }
      await pause(wait);
      wait *= 2;
    }
  }

  async #follow(address: URL): Promise<Buffer> {
    const { maxRedirects = usualRedirects } = this.#fetching;
    let at = address;
    for (let hops = 0; hops <= maxRedirects; hops += 1) {
      const answer = await this.#ask(at);
      const status = answer.statusCode ?? 0;
      const next = answer.headers.location;
      if (status >= 300 && status < 400 && next !== undefined && URL.canParse(next, at)) {
        answer.destroy();
        at = new URL(next, at);
        continue;
      }
      if (status === 200) return this.#read(answer);
      answer.destroy();
      if (status === 429 || status >= 500) throw new MayPass(`HTTP ${status}`);
      throw exchangeErrors.addressFailed({ host: at.host, reason: `HTTP ${status}` });
    }
    throw exchangeErrors.addressFailed({ host: address.host, reason: "redirects" });
  }

  #ask(at: URL): Promise<IncomingMessage> {
    const mayAsk = this.#fetching.mayAsk ?? isPublicAddress;
    const host = at.hostname.replace(/^\[|\]$/g, "");
    const isNamed = isIP(host) === 0;
    if (!/^https?:$/.test(at.protocol) || at.username !== "" || (!isNamed && !mayAsk(host)))
      throw exchangeErrors.addressForbidden({ host: at.host });
    const { token, timeout = defaultTimeout, signal } = this.#fetching;
    const headers = {
      accept: "application/json, text/csv, text/calendar;q=0.9, */*;q=0.5",
      "user-agent": "Tisser",
      ...(token !== null && at.origin === this.#origin ? { authorization: `Bearer ${token}` } : {}),
    };
    const request = at.protocol === "https:" ? requestSealed : requestPlain;
    return new Promise((done, fail) => {
      const asked = request(
        at,
        { headers, timeout, lookup: guardedLookup(mayAsk), ...(signal ? { signal } : {}) },
        done,
      );
      asked.once("timeout", () => asked.destroy(new MayPass("timeout")));
      asked.once("error", (error: NodeJS.ErrnoException) => {
        if (error.code === forbidden) fail(exchangeErrors.addressForbidden({ host: at.host }));
        else fail(new MayPass(error.code ?? error.message, { cause: error }));
      });
      asked.end();
    });
  }

  async #read(answer: IncomingMessage): Promise<Buffer> {
    const { maxBytes } = this.#fetching;
    const parts: Buffer[] = [];
    let size = 0;
    try {
      for await (const part of answer as AsyncIterable<Buffer>) {
        size += part.length;
        if (size > this.#left) throw exchangeErrors.feedTooLarge({ limit: maxBytes });
        parts.push(part);
      }
    } catch (error) {
      if (isCut(error)) throw new MayPass("cut", { cause: error });
      throw error;
    }
    this.#left -= size;
    return Buffer.concat(parts);
  }
}

const forbidden = "TISSER_FORBIDDEN";

function isCut(error: unknown): boolean {
  return (
    error instanceof MayPass ||
    (error instanceof Error && "code" in error && (error.code === "ECONNRESET" || error.code === "ABORT_ERR"))
  );
}

/** Looks a name up and refuses it when one of its addresses may not be asked; the connection then uses what was checked. */
function guardedLookup(mayAsk: (address: string) => boolean): LookupFunction {
  return (name, options, callback) => {
    resolve(name, { ...options, all: true }, (error, found: LookupAddress[]) => {
      const refused = Object.assign(new Error("forbidden"), { code: forbidden });
      const [first] = found ?? [];
      if (error) callback(error, "", 4);
      else if (first === undefined || found.some(({ address }) => !mayAsk(address))) callback(refused, "", 4);
      else if (options.all === true) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };
}
