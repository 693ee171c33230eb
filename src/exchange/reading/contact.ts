import { read, unreadable, type Reading } from "../row-fault.ts";
import { cellText } from "./text.ts";

const emailPattern =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$/i;

/** An e-mail address, its domain in small letters; the first that can be read where several are given. */
export function readEmail(value: unknown): Reading<string> {
  const text = cellText(value)?.trim() ?? "";
  if (text === "") return read<string>(null);
  const found = text
    .slice(0, 1000)
    .split(/[\s,;<>|]+|\s\/\s/)
    .map((part) => part.replace(/^mailto:/i, ""))
    .find((part) => part.length <= 200 && emailPattern.test(part));
  if (found === undefined) return unreadable("emailUnreadable");
  const at = found.lastIndexOf("@");
  return read(found.slice(0, at) + found.slice(at).toLowerCase());
}

const hostPattern = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}{2,24}$/u;

/**
 * The address of a website, with its scheme (`https` where none is written); the first where several are given.
 * Where other words stand beside it, a path may have been broken: only the site itself is kept.
 */
export function readWebsite(value: unknown): Reading<string> {
  const text = cellText(value)?.trim() ?? "";
  if (text === "") return read<string>(null);
  const parts = text.slice(0, 2000).split(/[\s,;]+/);
  const urls = parts.map(websiteOf).filter((url) => url !== null);
  const [first] = urls;
  if (first === undefined) return unreadable("websiteUnreadable");
  if (urls.length === parts.length) return read(first);
  return { value: new URL(first).origin, faults: [{ code: "websitePartly" }] };
}

function websiteOf(text: string): string | null {
  const written = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (written.includes("@") || !URL.canParse(written)) return null;
  const host = (/^https?:\/\/([^/?#:]+)/i.exec(written)?.[1] ?? "").toLowerCase();
  if (!hostPattern.test(host)) return null;
  const url = new URL(written).href;
  const tidy =
    url.endsWith("/") && new URL(url).pathname === "/" && !written.endsWith("/") ? url.slice(0, -1) : url;
  return tidy.length <= 500 ? tidy : null;
}
