import { defineCodeList, type Instant } from "#base";
import { nameKey, type Resource } from "#directory";

/** Why a row waits for a human. Sentences: `code.suspicion.<code>`. */
export const suspicion = defineCodeList("suspicion", "Tisser", [
  "premium-number",
  "look-alike-address",
  "shortened-address",
  "script-in-text",
  "crisis-line-number",
  "out-of-area",
  "past-dates",
  "by-proposal",
]);
/** One reason. */
export type Suspicion = (typeof suspicion.codes)[number];

/** Why a human keeps a row out. Sentences: `code.rowRefusal.<code>`. */
export const rowRefusal = defineCodeList("rowRefusal", "Tisser", [
  "wrong",
  "deceptive",
  "not-here",
  "over",
  "other",
]);

/** Suspicions of rows that may be let in together: what they say is no trap. */
export const enterTogether: readonly Suspicion[] = ["out-of-area", "past-dates"];

/** A national line as far as look-alikes of it are recognised. */
export interface NationalLine {
  readonly name: string;
  /** The number as dialled, digits only. */
  readonly number: string;
}

/** What suspicions are judged by. */
export interface SuspicionContext {
  /** Départements of the source; empty when it does not say. */
  readonly departements: readonly string[];
  readonly lines: readonly NationalLine[];
  /** Phones stored of the same offer; null when it is new. */
  readonly storedPhones: readonly string[] | null;
  readonly now: Instant;
}

/** Hosts that hide where an address leads. */
const shorteners = new Set(
  "bit.ly tinyurl.com goo.gl t.co ow.ly is.gd cutt.ly buff.ly rebrand.ly shorturl.at tiny.cc urlz.fr lc.cx v.gd rb.gy t.ly".split(
    " ",
  ),
);

/**
 * Numbers that cost more than a call: 081, 082, 089 and the international premium range (Arcep, plan de numérotation, décision
 * 2019-0954; UIT-T E.169.2 for +979).
 */
const premium = /^\+33(?:81|82|89)\d{7}$|^\+979/;

/** Markup and schemes that have no place in the words of an entry. */
const script =
  /<\s*\/?\s*(?:script|svg|iframe|object|embed|img|style|link|meta|form)\b|\bon[a-z]{4,20}\s*=\s*["']|javascript\s*:|data\s*:\s*text\/html/i;

/** What is suspicious of a row; an empty list when nothing is. */
export function suspicionsOf(resource: Resource, context: SuspicionContext): readonly Suspicion[] {
  const { organization, service, location, service_at_location: offer } = resource;
  const hosts = [...new Set([service.url, organization.website])].flatMap((url) => hostOf(url) ?? []);
  const texts = [
    service.name,
    service.summary,
    service.description,
    service.conditions_acces,
    organization.name,
    organization.description,
    location.name,
    location.address_1,
    offer.hours_note,
    ...service.service_labels,
  ];
  const found: Readonly<Record<Suspicion, boolean>> = {
    "premium-number": offer.phones.some((phone) => premium.test(phone)),
    "look-alike-address": hosts.some(looksAlike),
    "shortened-address": hosts.some((host) => shorteners.has(host.replace(/^www\./, ""))),
    "script-in-text": texts.some((text) => text !== null && script.test(text)),
    "crisis-line-number": isCrisisNumberWrong(resource, context),
    "out-of-area": isOutOfArea(location.code_insee, context.departements),
    // Said by whoever takes a proposal in, never of a row of a feed.
    "by-proposal": false,
    "past-dates": offer.sessions.length > 0 && offer.sessions.every(({ end }) => end < context.now),
  };
  return suspicion.codes.filter((code) => found[code]);
}

function hostOf(url: string | null): string | null {
  return (url === null ? null : URL.parse(url))?.hostname.toLowerCase() ?? null;
}

/** A host that mixes alphabets, or is written whole in letters that look like Latin ones (UTS 39, mixed-script confusables). */
function looksAlike(host: string): boolean {
  return host.split(".").some((label) => label.startsWith("xn--") && isConfusable(label));
}

function isConfusable(label: string): boolean {
  const shown = decodeHost(label);
  const isLatin = /\p{Script=Latin}/u.test(shown);
  const isOther = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u.test(shown);
  return isOther || (isLatin && /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(shown));
}

/** Punycode of one label (RFC 3492), for reading only. A label that cannot be read is shown as it is. */
function decodeHost(label: string): string {
  const text = label.slice(4);
  const cut = text.lastIndexOf("-");
  const output = Array.from(cut > 0 ? text.slice(0, cut) : "", (letter) => letter.codePointAt(0) ?? 0);
  const digits = text.slice(cut > 0 ? cut + 1 : 0);
  let [code, index, bias, at] = [128, 0, 72, 0];
  while (at < digits.length) {
    const before = index;
    for (let [weight, step] = [1, 36]; ; step += 36) {
      const sign = digits.charCodeAt(at);
      at += 1;
      const digit = sign >= 97 && sign <= 122 ? sign - 97 : sign >= 48 && sign <= 57 ? sign - 22 : Number.NaN;
      if (Number.isNaN(digit)) return label;
      index += digit * weight;
      const limit = Math.min(26, Math.max(1, step - bias));
      if (digit < limit) break;
      weight *= 36 - limit;
    }
    bias = adapt(index - before, output.length + 1, before === 0);
    code += Math.floor(index / (output.length + 1));
    index %= output.length + 1;
    if (code > 0x10_ffff) return label;
    output.splice(index, 0, code);
    index += 1;
  }
  return String.fromCodePoint(...output);
}

function adapt(delta: number, count: number, isFirst: boolean): number {
  let left = isFirst ? Math.floor(delta / 700) : delta >> 1;
  left += Math.floor(left / count);
  let step = 0;
  for (; left > 455; step += 36) left = Math.floor(left / 35);
  return step + Math.floor((36 * left) / (left + 38));
}

/** A listening line whose number changed, or something named as a national line under another number. */
function isCrisisNumberWrong(resource: Resource, { lines, storedPhones }: SuspicionContext): boolean {
  const { service, service_at_location: offer } = resource;
  const name = ` ${nameKey(service.name)} `;
  const named = lines.find((line) => markersOf(line).some((marker) => name.includes(marker)));
  if (named !== undefined && offer.phones.length > 0)
    return offer.phones.every((phone) => digitsOf(phone) !== named.number);
  const isLine = service.kind === "helpline" || service.offer_type === "helpline";
  return isLine && storedPhones !== null && storedPhones.join() !== offer.phones.join();
}

const markersOfLine = new WeakMap<NationalLine, readonly string[]>();

/** Words in a name that mean a line. Names of a word or two ("Police") and numbers of two digits are of many things. */
function markersOf(line: NationalLine): readonly string[] {
  const known = markersOfLine.get(line);
  if (known !== undefined) return known;
  const markers = [
    ...(line.name.length >= 20 ? [` ${nameKey(line.name)} `] : []),
    ...(line.number.length >= 4 ? [` ${line.number} `] : []),
  ];
  markersOfLine.set(line, markers);
  return markers;
}

function digitsOf(phone: string): string {
  return phone.replace(/^\+33/, "0").replace(/\D/g, "");
}

function isOutOfArea(town: string | null, departements: readonly string[]): boolean {
  return (
    town !== null &&
    departements.length > 0 &&
    departements.every((code) => !town.toLowerCase().startsWith(code.toLowerCase()))
  );
}
