import { BlockList, isIP } from "node:net";
import { TisserError } from "#base";
import type { AddressAnswer, AskAddress } from "#directory";
import { Fetcher } from "../fetching/fetch-file.ts";
import { addok } from "./addok/addok.ts";
import type { AddressDialect } from "./dialect.ts";
import { photon } from "./photon/photon.ts";

/** The dialects that are understood, by the name that the operator gives. */
const dialects = { addok, photon } as const satisfies Record<string, AddressDialect>;

/** One dialect. */
export type AddressDialectName = keyof typeof dialects;

/** The service of addresses that the operator named. */
export interface GeocoderSettings {
  /** Its address without final slash. */
  readonly url: string;
  readonly dialect: AddressDialectName;
  /** Told why it is not asked for a while, in a word that holds nothing of any question. */
  readonly onSilence: (reason: string) => void;
  /** Milliseconds that never go backwards. */
  readonly elapsed?: () => number;
  /** Milliseconds for one question, with its second try. */
  readonly patience?: number;
}

/** Somebody waits before a page: after two seconds the page says that the service does not answer. */
const usualPatience = 2000;
/** An answer of five places is some three kilobytes. */
const mostBytes = 262_144;
const placesAsked = 5;
/** Questions at the same time, and within a minute: a tenth of what the French national service takes from one address (50 a second). */
const atOnce = 8;
const aMinute = 300;
/** After so many questions in a row without an answer nobody waits for it any more, for half a minute. */
const silentAfter = 3;
const silence = 30_000;

/**
 * Asks a service of addresses, through the same guarded fetch as feeds: no redirect, one second try, bounds of time, bytes, questions
 * at once and a minute. It keeps no question and no answer, and tells nobody what was asked.
 */
export function makeGeocoder(settings: GeocoderSettings): AskAddress {
  const geocoder = new Geocoder(settings);
  return (text) => geocoder.ask(text);
}

class Geocoder {
  readonly #settings: GeocoderSettings;
  readonly #elapsed: () => number;
  #running = 0;
  #minuteBegan = Number.NEGATIVE_INFINITY;
  #askedThisMinute = 0;
  #failures = 0;
  #silentUntil = Number.NEGATIVE_INFINITY;

  constructor(settings: GeocoderSettings) {
    this.#settings = settings;
    this.#elapsed = settings.elapsed ?? (() => performance.now());
  }

  async ask(text: string): Promise<AddressAnswer> {
    const now = this.#elapsed();
    if (now < this.#silentUntil) return { kind: "unanswered" };
    if (!this.#hasRoom(now)) return { kind: "busy" };
    this.#running += 1;
    try {
      const found = await this.#find(text);
      this.#failures = 0;
      return { kind: "found", found };
    } catch (error) {
      this.#failed(reasonOf(error));
      return { kind: "unanswered" };
    } finally {
      this.#running -= 1;
    }
  }

  #hasRoom(now: number): boolean {
    if (now - this.#minuteBegan >= 60_000) {
      this.#minuteBegan = now;
      this.#askedThisMinute = 0;
    }
    if (this.#running >= atOnce || this.#askedThisMinute >= aMinute) return false;
    this.#askedThisMinute += 1;
    return true;
  }

  async #find(text: string) {
    const { url, patience = usualPatience } = this.#settings;
    const dialect = dialects[this.#settings.dialect];
    const question = dialect.question(url, text, placesAsked);
    const fetcher = new Fetcher(question, {
      token: null,
      maxBytes: mostBytes,
      mayAsk: mayBeNamed,
      timeout: patience,
      firstPause: 100,
      maxTries: 2,
      maxRedirects: 0,
      signal: AbortSignal.timeout(patience),
    });
    const bytes = await fetcher.get(question);
    return dialect.read(JSON.parse(bytes.toString("utf8")));
  }

  #failed(reason: string): void {
    this.#failures += 1;
    if (this.#failures < silentAfter) return;
    this.#failures = 0;
    this.#silentUntil = this.#elapsed() + silence;
    this.#settings.onSilence(reason);
  }
}

/** Why it failed, in words of ours alone: an error of another hand may quote what was asked or answered. */
function reasonOf(error: unknown): string {
  if (!(error instanceof TisserError)) return "answer unreadable";
  const { reason } = error.params;
  return typeof reason === "string" && /^(?:HTTP \d{3}|[A-Z_]{3,30}|timeout|redirects|cut)$/.test(reason)
    ? reason
    : error.code;
}

/** What is never the service that an operator means: the link itself (where clouds keep their secrets), nobody, everybody. */
const never4 = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["169.254.0.0", 16],
  ["224.0.0.0", 3],
] as const)
  never4.addSubnet(network, bits, "ipv4");
/** Of IPv6 also what leads to IPv4: apart, since a list of both takes every IPv4 address for one of those. */
const never6 = new BlockList();
for (const [network, bits] of [
  ["::", 128],
  ["::ffff:0:0", 96],
  ["64:ff9b::", 96],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  never6.addSubnet(network, bits, "ipv6");

/**
 * Whether the host that the operator named may lie at an address. Unlike a feed it may stand in the operator's own network, since
 * nobody but the operator can name it and no redirect leads elsewhere.
 */
export function mayBeNamed(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !never4.check(address, "ipv4");
  return family === 6 && !never6.check(address, "ipv6");
}
