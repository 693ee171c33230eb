import { exchangeErrors } from "../errors.ts";
import type { RawRow } from "../row-reader.ts";
import { decodeBytes } from "./bytes.ts";
import { readCsv } from "#base";

/** The rows of a file; what is no record stays `null`, so that row numbers hold. */
export interface Feed {
  readonly rows: readonly (RawRow | null)[];
  /** Whether the encoding of the file had to be guessed. */
  readonly isEncodingGuessed: boolean;
}

/** Most rows of one file. */
export const maxRows = 50_000;

/**
 * The rows of a JSON file: a list of records.
 * @throws exchange.feedUnreadable with the position of the fault when the text is no JSON; exchange.feedNotAList,
 * exchange.feedEmpty, exchange.feedTooLong when it is another thing than a list of records.
 */
export function readJsonFeed(bytes: Uint8Array): Feed {
  const { value, isEncodingGuessed } = readJsonValue(bytes);
  if (!Array.isArray(value)) throw exchangeErrors.feedNotAList({});
  return feedOfRows(
    value.map((row: unknown) => (isRecord(row) ? row : null)),
    isEncodingGuessed,
  );
}

/** The value of a JSON file. @throws exchange.feedEmpty, exchange.feedUnreadable */
export function readJsonValue(bytes: Uint8Array): {
  readonly value: unknown;
  readonly isEncodingGuessed: boolean;
} {
  const { text, isGuessed } = decodeBytes(bytes);
  if (text.trim() === "") throw exchangeErrors.feedEmpty({});
  return { value: parseJson(text), isEncodingGuessed: isGuessed };
}

/** The rows of a table: its first line names the columns; the separator is recognised. */
export function readCsvFeed(bytes: Uint8Array): Feed {
  const { text, isGuessed } = decodeBytes(bytes);
  return feedOfRecords(readCsv(text.replace(/^\uFEFF/, "")), isGuessed);
}

/** The rows of a table whose first record names the columns. */
export function feedOfRecords(records: readonly (readonly string[])[], isEncodingGuessed: boolean): Feed {
  const [names = [], ...rest] = records;
  const columns = namesOfColumns(names);
  return feedOfRows(
    rest.map((cells) => rowOfCells(columns, cells)),
    isEncodingGuessed,
  );
}

/** The columns that the first record of a table names. */
export function namesOfColumns(record: readonly string[]): readonly string[] {
  return record.map((name) => name.trim());
}

/** The cells of a record under the names of their columns; those without a name are left out. */
export function rowOfCells(columns: readonly string[], cells: readonly string[]): RawRow {
  const row: Record<string, string> = {};
  for (const [place, name] of columns.entries()) {
    // Where a column is named like the prototype, writing it would not make a cell.
    if (name !== "" && name !== "__proto__") row[name] = cells[place] ?? "";
  }
  return row;
}

/** Rows as a feed. @throws exchange.feedEmpty, exchange.feedTooLong, exchange.feedNotAList */
export function feedOfRows(rows: readonly (RawRow | null)[], isEncodingGuessed: boolean): Feed {
  if (rows.length === 0) throw exchangeErrors.feedEmpty({});
  if (rows.length > maxRows) throw exchangeErrors.feedTooLong({ limit: maxRows });
  if (rows.every((row) => row === null)) throw exchangeErrors.feedNotAList({});
  return { rows, isEncodingGuessed };
}

/** Refuses a file that is of another source. @throws exchange.columnsMissing naming the columns. */
export function requireColumns(feed: Feed, source: string, columns: readonly string[]): void {
  const missing = new Set(columns);
  for (const row of feed.rows) {
    if (missing.size === 0) return;
    for (const column of missing) if (row !== null && Object.hasOwn(row, column)) missing.delete(column);
  }
  if (missing.size > 0) throw exchangeErrors.columnsMissing({ source, columns: [...missing].join(", ") });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw exchangeErrors.feedUnreadable({ position: faultPosition(text, cause) }, { cause });
  }
}

/** Where the JSON breaks, counted in characters; its end when it simply stops. */
function faultPosition(text: string, error: unknown): number {
  const told = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  return told === undefined ? text.length : Number(told);
}

/** Whether a value is a record of named values. */
export function isRecord(value: unknown): value is RawRow {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
