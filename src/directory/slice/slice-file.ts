import type { LocalDate } from "#base";
import type { BookRow } from "../book-store.ts";
import { stemsOfRow } from "../offer-shelf.ts";
import type { TownTexts } from "../town-table.ts";
import {
  sliceOffersOf,
  sliceTextsOf,
  type SliceOffers,
  type SliceSource,
  type SliceTexts,
} from "./slice-offer.ts";
import { writeWords, type SliceWords } from "./slice-words.ts";

/** Version of the form of a slice; a device reads this one alone. */
export const sliceVersion = 1;
const sliceFormat = "tisser-slice";

/** Largest slice, in bytes as sent (gzip). */
export const mostSliceBytes = 3_000_000;

/** What the first line of a slice says. */
export interface SliceHeader {
  readonly format: typeof sliceFormat;
  readonly version: number;
  readonly departement: string;
  /** Its name, in French. */
  readonly name: string;
  readonly offers: number;
  /** The last day on which an entry of it was received or confirmed; null for a slice without entries. */
  readonly changedOn: LocalDate | null;
  /** Longest text of an entry, in UTF-16 units; longer ones are cut. */
  readonly textLength: number;
  /** SHA-256 of everything after the first line, base64url. */
  readonly digest: string;
}

/** What a search on a device reads at once. */
export interface SliceIndex {
  readonly sources: readonly SliceSource[];
  readonly towns: TownTexts;
  /** In the order of names. */
  readonly offers: SliceOffers;
  readonly words: SliceWords;
}

/** What a slice is made of. */
export interface SliceParts {
  readonly departement: string;
  readonly name: string;
  /** Rows of the public book, in the order of names. */
  readonly rows: readonly BookRow[];
  readonly towns: TownTexts;
}

/** A digest of a text: SHA-256 in base64url. */
export async function digestOf(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/**
 * Writes a slice: a line that says what it is, a line for searching, a line of long texts. The same rows give the same text.
 * @param textLength longest text kept, in UTF-16 units
 */
export async function writeSlice(parts: SliceParts, textLength: number): Promise<string> {
  const { departement, name, rows } = parts;
  const changedOn = lastDay(rows);
  const body = `${JSON.stringify(indexOf(parts, changedOn))}\n${JSON.stringify(rows.map((row) => sliceTextsOf(row, textLength)))}`;
  const header: SliceHeader = {
    format: sliceFormat,
    version: sliceVersion,
    departement,
    name,
    offers: rows.length,
    changedOn,
    textLength,
    digest: await digestOf(body),
  };
  return `${JSON.stringify(header)}\n${body}`;
}

function lastDay(rows: readonly BookRow[]): LocalDate | null {
  const days = rows.flatMap((row) => [row.imported_on, ...(row.confirmed_on ? [row.confirmed_on] : [])]);
  return days.reduce<LocalDate | null>((last, day) => (last === null || day > last ? day : last), null);
}

function indexOf({ rows, towns }: SliceParts, changedOn: LocalDate | null): SliceIndex {
  const sources: SliceSource[] = [];
  const places = new Map<string, number>();
  const placeOf = (row: BookRow): number => {
    const { source: id, source_name: name, licence, source_url: url, imported_on: importedOn } = row;
    const key = JSON.stringify([id, name, licence, url, importedOn]);
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, sources.length);
    return sources.push({ id, name, licence, url, importedOn }) - 1;
  };
  const offers = sliceOffersOf(rows, placeOf, changedOn);
  return { sources, towns, offers, words: writeWords(rows.map(stemsOfRow)) };
}

/** Why a slice cannot be used: it is no slice, was cut or changed on the way, or is of another version of the site. */
export type SliceFault = "unreadable" | "cut" | "otherVersion";

/** A slice that was read and checked, its two lines still as text. */
export interface ReadSlice {
  readonly header: SliceHeader;
  readonly index: string;
  readonly texts: string;
}

/** Reads the first line of a slice; a fault when it is none, or none of this version. */
export function readHeader(line: string): SliceHeader | SliceFault {
  let header: Partial<SliceHeader> | null;
  try {
    header = JSON.parse(line) as Partial<SliceHeader> | null;
  } catch {
    return "unreadable";
  }
  if (typeof header !== "object" || header?.format !== sliceFormat) return "unreadable";
  return header.version === sliceVersion ? (header as SliceHeader) : "otherVersion";
}

/** Reads a slice and checks that it came whole. */
export async function readSlice(text: string): Promise<ReadSlice | SliceFault> {
  const end = text.indexOf("\n");
  const header = readHeader(end < 0 ? text : text.slice(0, end));
  if (typeof header === "string") return header;
  const body = text.slice(end + 1);
  if (end < 0 || (await digestOf(body)) !== header.digest) return "cut";
  const middle = body.indexOf("\n");
  return { header, index: body.slice(0, middle), texts: body.slice(middle + 1) };
}

/** The long texts of the offers of a slice, in their order. */
export function readTexts({ texts }: ReadSlice): readonly SliceTexts[] {
  return JSON.parse(texts) as readonly SliceTexts[];
}
