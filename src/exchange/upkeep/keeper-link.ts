import { createHash, createHmac } from "node:crypto";
import type { Instant } from "#base";

/** Why a link was sent: asked for as a code or to propose an entry, or sent to ask whether entries are still right. */
export type LinkKind = "code" | "campaign" | "reminder" | "proposal";

/** Milliseconds for which a link serves: a code for an hour, a link that was sent unasked for sixty days. */
export const linkMilliseconds: Readonly<Record<LinkKind, number>> = {
  code: 3_600_000,
  campaign: 60 * 86_400_000,
  reminder: 60 * 86_400_000,
  proposal: 60 * 86_400_000,
};

/** Letters of a code: none that is taken for another. */
const letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
/** Letters in a code: 10 of 31 are 49 bits, of which a guesser, held to some thousand tries an hour, finds none. */
const codeLength = 10;

/**
 * The secret of a link, made from its id and the key of the installation, so that it need not be kept until the message leaves:
 * a code to type, or 256 bits in the address of a link.
 */
export function tokenOf(secret: Uint8Array, link: { readonly id: string; readonly kind: LinkKind }): string {
  const bytes = createHmac("sha256", secret).update(`${link.kind} ${link.id}`).digest();
  if (link.kind !== "code") return bytes.toString("base64url");
  return Array.from(
    { length: codeLength },
    (_, at) => letters[bytes.readUInt16BE(at * 2) % letters.length] ?? "",
  ).join("");
}

/** What somebody typed as a code, as it was made: in capitals, without spaces and hyphens. A link stays as it is. */
export function typedToken(text: string): string {
  const code = text.replaceAll(/[\s-]/g, "").toUpperCase();
  return code.length === codeLength ? code : text.trim();
}

/** A code in two halves, as one reads and types it. */
export function readableCode(code: string): string {
  return `${code.slice(0, codeLength / 2)}-${code.slice(codeLength / 2)}`;
}

/** The digest under which a link is kept. */
export function tokenDigest(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** A keyed digest of an address: says that it is the same one, never which. */
export function addressDigest(secret: Uint8Array, address: string): Buffer {
  return createHmac("sha256", secret).update(`address ${address.trim().toLowerCase()}`).digest();
}

/** The rule of OSM `opening_hours` that closes from one day to another, both included. */
export function closureRule(from: string, until: string): string {
  return `${osmDay(from)}-${osmDay(until)} off "fermeture"`;
}

const months = "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec".split(",");

function osmDay(date: string): string {
  const [year = "", month = "", day = ""] = date.split("-");
  return `${year} ${months[Number(month) - 1] ?? ""} ${day}`;
}

/** Whether a link still serves. */
export function isInForce(link: { readonly expires_at: Instant }, now: Instant): boolean {
  return now < link.expires_at;
}
