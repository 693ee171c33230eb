import { CsvReader, separatorOf } from "#base";
import { exchangeErrors } from "../errors.ts";
import type { RawRow } from "../row-reader.ts";
import { unicodeEncodingOf } from "./bytes.ts";
import { isRecord, namesOfColumns, rowOfCells } from "./feed.ts";

/** How a file is made that can be read part by part. */
export type SplitShape = "csv" | "json-list";

/** Encodings told apart. */
export type FeedEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** Longest row in characters: a longer one is a quote or a bracket that nobody closed. */
const longestRow = 4_000_000;
/** Most rows of one file: more than a national directory. */
export const mostSplitRows = 2_000_000;

/** The encoding of a file, as `decodeBytes` finds it, without holding the file. */
export async function encodingOf(chunks: AsyncIterable<Uint8Array>): Promise<FeedEncoding> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let isFirst = true;
  try {
    for await (const chunk of chunks) {
      const unicode = isFirst ? unicodeEncodingOf(chunk) : null;
      if (unicode !== null) return unicode;
      isFirst = false;
      decoder.decode(chunk, { stream: true });
    }
    decoder.decode();
    return "utf-8";
  } catch (error) {
    if (error instanceof TypeError) return "windows-1252";
    throw error;
  }
}

/**
 * The rows of a file, a thousand or so at a time, in their order; the file is never whole in memory.
 * @throws exchange.feedUnreadable with the position in characters; exchange.feedNotAList, feedEmpty, feedTooLong
 */
export async function* splitFeed(
  chunks: AsyncIterable<Uint8Array>,
  { shape, encoding }: { readonly shape: SplitShape; readonly encoding: FeedEncoding },
): AsyncGenerator<readonly (RawRow | null)[]> {
  const decoder = new TextDecoder(encoding);
  const splitter = shape === "csv" ? new CsvSplitter() : new JsonListSplitter();
  let count = 0;
  const counted = (rows: readonly (RawRow | null)[]): readonly (RawRow | null)[] => {
    count += rows.length;
    if (count > mostSplitRows) throw exchangeErrors.feedTooLong({ limit: mostSplitRows });
    return rows;
  };
  for await (const chunk of chunks) {
    const rows = splitter.read(decoder.decode(chunk, { stream: true }));
    if (rows.length > 0) yield counted(rows);
  }
  const last = [...splitter.read(decoder.decode()), ...splitter.end()];
  if (last.length > 0) yield counted(last);
  if (count === 0) throw exchangeErrors.feedEmpty({});
}

/** How large a part may be; it ends with the row that reaches one of the two. */
export interface PartSize {
  readonly rows: number;
  /** Characters of its cells: rows may be long, and a part is whole in memory. */
  readonly characters: number;
}

/**
 * Gathers rows into parts, wherever the batches end; the last is shorter.
 * @param skipped rows left out at the beginning.
 */
export async function* partsOfRows(
  batches: AsyncIterable<readonly (RawRow | null)[]>,
  size: PartSize,
  skipped = 0,
): AsyncGenerator<readonly (RawRow | null)[]> {
  let waiting: (RawRow | null)[] = [];
  let [seen, characters] = [0, 0];
  for await (const batch of batches) {
    for (const row of batch) {
      seen += 1;
      if (seen <= skipped) continue;
      waiting.push(row);
      characters += lengthOf(row);
      if (waiting.length < size.rows && characters < size.characters) continue;
      yield waiting;
      [waiting, characters] = [[], 0];
    }
  }
  if (waiting.length > 0) yield waiting;
}

function lengthOf(row: RawRow | null): number {
  let length = 0;
  for (const name in row) {
    const cell = row[name];
    if (typeof cell === "string") length += cell.length;
    else if (typeof cell === "object" && cell !== null) length += JSON.stringify(cell).length;
  }
  return length;
}

/** A table whose first line names the columns. */
class CsvSplitter {
  #start = "";
  #reader: CsvReader | null = null;
  #columns: readonly string[] | null = null;
  #seen = 0;
  /** Characters since a record ended. */
  #open = 0;

  read(text: string): RawRow[] {
    this.#seen += text.length;
    if (this.#reader !== null) return this.#rowsOf(this.#reader.read(text), text.length);
    this.#start += text;
    if (!/[\r\n]/.test(this.#start) && this.#start.length < longestRow) return [];
    return this.#begin();
  }

  end(): RawRow[] {
    const rows = this.#reader === null ? this.#begin() : [];
    return [...rows, ...this.#rowsOf(this.#reader?.end() ?? [], 0)];
  }

  #begin(): RawRow[] {
    const text = this.#start;
    this.#start = "";
    this.#reader = new CsvReader(separatorOf(text));
    return this.#rowsOf(this.#reader.read(text), text.length);
  }

  #rowsOf(records: readonly (readonly string[])[], read: number): RawRow[] {
    this.#open = records.length > 0 ? 0 : this.#open + read;
    if (this.#open > longestRow) throw exchangeErrors.feedUnreadable({ position: this.#seen - this.#open });
    if (records.length === 0) return [];
    const cells = this.#columns === null ? records.slice(1) : records;
    const columns = (this.#columns ??= namesOfColumns(records[0] ?? []));
    return cells.map((one) => rowOfCells(columns, one));
  }
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);

/** A JSON list of records: its elements are found by their brackets and quotes, then read one by one. */
class JsonListSplitter {
  #pending = "";
  /** Characters before `#pending`. */
  #before = 0;
  /** Where in `#pending` looking goes on. */
  #at = 0;
  #depth = 0;
  #isInText = false;
  #isEscaped = false;
  #isStarted = false;
  #isClosed = false;
  #isAfterComma = false;

  read(text: string): (RawRow | null)[] {
    this.#pending += text;
    const rows: (RawRow | null)[] = [];
    if (!this.#isStarted && !this.#start()) return rows;
    let from = 0;
    for (; this.#at < this.#pending.length; this.#at += 1) {
      const ended = this.#step(this.#pending.charCodeAt(this.#at));
      if (!ended) continue;
      this.#take(from, rows);
      from = this.#at + 1;
    }
    this.#pending = this.#pending.slice(from);
    this.#before += from;
    this.#at -= from;
    if (this.#pending.length > longestRow) throw this.#fault(0);
    return rows;
  }

  end(): (RawRow | null)[] {
    if (!this.#isStarted && this.#pending.trim() === "") throw exchangeErrors.feedEmpty({});
    if (!this.#isClosed || this.#pending.trim() !== "") throw this.#fault(this.#pending.length);
    return [];
  }

  #start(): boolean {
    const first = this.#pending.search(/[^\s\uFEFF]/);
    if (first < 0) return false;
    if (this.#pending[first] !== "[") throw exchangeErrors.feedNotAList({});
    this.#isStarted = true;
    this.#before = first + 1;
    this.#pending = this.#pending.slice(first + 1);
    return true;
  }

  /** Looks at one character. Answers whether an element ends before it. */
  #step(code: number): boolean {
    if (this.#isInText) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (code === backslash) this.#isEscaped = true;
      else if (code === quote) this.#isInText = false;
      return false;
    }
    if (code === quote) this.#isInText = true;
    else if (opening.has(code)) this.#depth += 1;
    else if (closing.has(code)) {
      this.#depth -= 1;
      return this.#depth < 0;
    } else if (code === comma) return this.#depth === 0;
    return false;
  }

  #take(from: number, rows: (RawRow | null)[]): void {
    const isLast = this.#depth < 0;
    const text = this.#pending.slice(from, this.#at);
    if (this.#isClosed) throw this.#fault(from);
    if (isLast) [this.#depth, this.#isClosed] = [0, true];
    if (isLast && !this.#isAfterComma && text.trim() === "") return;
    this.#isAfterComma = !isLast;
    try {
      const value = JSON.parse(text) as unknown;
      rows.push(isRecord(value) ? value : null);
    } catch (cause) {
      throw exchangeErrors.feedUnreadable({ position: this.#before + from }, { cause });
    }
  }

  #fault(at: number): Error {
    return exchangeErrors.feedUnreadable({ position: this.#before + at });
  }
}
