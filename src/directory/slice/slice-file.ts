import type { LocalDate } from "#base";
import type { BookRow } from "../book-store.ts";
import { sourceOfRows } from "../offer-shelf.ts";
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
export const sliceVersion = 3;
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

/** What a search on a device reads at once; lists of offers are in the order of their cells, those without a place last. */
export interface SliceIndex {
  readonly sources: readonly SliceSource[];
  readonly towns: TownTexts;
  /** Place of each in the order of names. */
  readonly ordinal: readonly number[];
  /** Degrees, of those with a place. */
  readonly latitude: readonly number[];
  readonly longitude: readonly number[];
  /** Communes that occur, and the place of that of each offer among them. */
  readonly communes: readonly (string | null)[];
  readonly communeOf: readonly number[];
  readonly facets: readonly number[];
  readonly needs: readonly number[];
  readonly publics: readonly number[];
  /** Languages beside French, of the offers that tell any. */
  readonly languages: readonly (readonly [offer: number, languages: readonly string[]])[];
  readonly words: SliceWords;
}

/** Offers in one line of a slice: those of a line are read when one of them is shown. */
export const offersInBlock = 64;

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
 * Writes a slice: a line that says what it is, a line for searching, lines of offers, a line of long texts. The same rows give the
 * same text.
 * @param textLength longest text kept, in UTF-16 units
 */
export async function writeSlice(parts: SliceParts, textLength: number): Promise<string> {
  const { departement, name, rows } = parts;
  const changedOn = lastDay(rows);
  const texts = rows.map((row) => sliceTextsOf(row, textLength));
  const { index, blocks } = contentOf(parts, changedOn);
  const body = [index, ...blocks, texts].map((line) => JSON.stringify(line)).join("\n");
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

function contentOf(
  { rows, towns }: SliceParts,
  changedOn: LocalDate | null,
): { readonly index: SliceIndex; readonly blocks: readonly SliceOffers[] } {
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
  const blocks = Array.from({ length: Math.ceil(rows.length / offersInBlock) }, (_, block) =>
    sliceOffersOf(rows.slice(block * offersInBlock, (block + 1) * offersInBlock), placeOf, changedOn),
  );
  const source = sourceOfRows(rows);
  const { marks } = source;
  const hasPlace = (degrees: number): boolean => !Number.isNaN(degrees);
  const index = {
    sources,
    towns,
    ordinal: [...source.ordinal],
    latitude: [...source.latitude].filter(hasPlace),
    longitude: [...source.longitude].filter(hasPlace),
    communes: source.communes,
    communeOf: [...source.communeOf],
    facets: [...marks.facets],
    needs: [...marks.needs],
    publics: [...marks.publics],
    languages: [...marks.languages],
    words: writeWords(source.words),
  };
  return { index, blocks };
}

/** Why a slice cannot be used: it is no slice, was cut or changed on the way, or is of another version of the site. */
export type SliceFault = "unreadable" | "cut" | "otherVersion";

/** A slice that was read and checked, its lines still as text. */
export interface ReadSlice {
  readonly header: SliceHeader;
  readonly index: string;
  readonly blocks: readonly string[];
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

/** Of which département a slice of another version is, so that it can be taken anew; null when its first line does not say. */
export function departementOfLine(line: string): string | null {
  try {
    const header = JSON.parse(line) as Partial<SliceHeader> | null;
    return typeof header?.departement === "string" ? header.departement : null;
  } catch {
    return null;
  }
}

/** Reads a slice and checks that it came whole. */
export async function readSlice(text: string): Promise<ReadSlice | SliceFault> {
  const end = text.indexOf("\n");
  const header = readHeader(end < 0 ? text : text.slice(0, end));
  if (typeof header === "string") return header;
  const body = text.slice(end + 1);
  if (end < 0 || (await digestOf(body)) !== header.digest) return "cut";
  const [index = "", ...blocks] = body.split("\n");
  const texts = blocks.pop() ?? "[]";
  return { header, index, blocks, texts };
}

/** The long texts of the offers of a slice, in their order. */
export function readTexts({ texts }: ReadSlice): readonly SliceTexts[] {
  return JSON.parse(texts) as readonly SliceTexts[];
}
