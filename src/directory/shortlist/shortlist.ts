import type { Id } from "#base";

/** Entries of a shortlist at most: its address still fits into a code that a telephone reads from paper. */
export const mostListed = 8;

/** Letters of an id in the address of a shortlist: 128 bits in base64url. */
const shortLength = 22;
const between = ".";

/** A shortlist as addresses and the cookie of a device hold it: the ids of its entries, shortened, in its order. */
export function writeShortlist(ids: readonly string[]): string {
  return [...new Set(ids)].slice(0, mostListed).map(shortOf).join(between);
}

/** The ids of a shortlist as it was written, each once; what is no id is left out, and what is beyond its length. */
export function readShortlist(text: string): readonly Id<"offer">[] {
  const ids = text.split(between).flatMap((part) => idOf(part) ?? []);
  return [...new Set(ids)].slice(0, mostListed);
}

/** The shortlist with an entry at its end; unchanged when it is there already or the list is full. */
export function withEntry(ids: readonly string[], id: string): readonly string[] {
  return ids.includes(id) || ids.length >= mostListed ? ids : [...ids, id];
}

/** The shortlist without an entry. */
export function withoutEntry(ids: readonly string[], id: string): readonly string[] {
  return ids.filter((one) => one !== id);
}

/** The shortlist with an entry moved by one place; unchanged at the ends. */
export function withEntryMoved(ids: readonly string[], id: string, by: -1 | 1): readonly string[] {
  const from = ids.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= ids.length) return ids;
  return withoutEntry(ids, id).toSpliced(to, 0, id);
}

function shortOf(id: string): string {
  const bytes = id.replaceAll("-", "").match(/../g) ?? [];
  const text = btoa(String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 16))));
  return text.replaceAll("+", "-").replaceAll("/", "_").slice(0, shortLength);
}

function idOf(short: string): Id<"offer"> | null {
  if (short.length !== shortLength || !/^[A-Za-z0-9_-]*[AQgw]$/.test(short)) return null;
  const bytes = atob(short.replaceAll("-", "+").replaceAll("_", "/"));
  const hex = Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5") as Id<"offer">;
}
