import type { DuckDBConnection, DuckDBDataChunk } from "@duckdb/node-api";

/** A database in memory that reads and writes survey files. Server only; what it holds is gone when it is closed. */
export interface FileEngine {
  /** Runs a statement whose answer is not wanted. */
  readonly run: (statement: string) => Promise<void>;
  /** The columns of an answer as doubles, NaN where there is none. */
  readonly numbers: (statement: string) => Promise<readonly Float64Array[]>;
  /** The rows of an answer as texts, null where there is none. */
  readonly texts: (statement: string) => Promise<readonly (readonly (string | null)[])[]>;
  /** Adds rows of numbers to a table: first its whole numbers, then its doubles; null where there is none. */
  readonly append: (
    table: string,
    whole: number,
    rows: Iterable<readonly (number | null)[]>,
  ) => Promise<void>;
  /** Gives everything back. */
  readonly close: () => void;
}

/** How much of the machine the engine may take. */
export interface EngineOptions {
  /** Threads; two unless told. Figures do not depend on it. */
  readonly threads?: number;
  /** Memory in megabytes after which it writes to `spillFolder`; 1,000 unless told. */
  readonly memoryMb?: number;
  /** Where it writes what does not fit into memory; nowhere unless told. */
  readonly spillFolder?: string;
}

/**
 * Opens an engine. Its binding is loaded here and nowhere else, so that a process that reads no survey file never loads it.
 * It neither fetches nor loads any extension.
 */
export async function openFileEngine(options: EngineOptions = {}): Promise<FileEngine> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const { threads = 2, memoryMb = 1000, spillFolder } = options;
  const instance = await DuckDBInstance.create(":memory:", {
    threads: String(threads),
    memory_limit: `${memoryMb}MB`,
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    ...(spillFolder === undefined ? {} : { temp_directory: spillFolder }),
  });
  const connection = await instance.connect();
  return {
    run: async (statement) => void (await connection.run(statement)),
    numbers: (statement) => readNumbers(connection, statement),
    texts: async (statement) => {
      const result = await connection.run(statement);
      const rows = await result.getRows();
      return rows.map((row) => row.map((value) => (value === null ? null : String(value))));
    },
    append: (table, whole, rows) => appendRows(connection, { table, whole, rows }),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function readNumbers(
  connection: DuckDBConnection,
  statement: string,
): Promise<readonly Float64Array[]> {
  const result = await connection.run(statement);
  const chunks = await result.fetchAllChunks();
  const rows = chunks.reduce((sum, { rowCount }) => sum + rowCount, 0);
  return Array.from({ length: result.columnCount }, (_none, column) => {
    const numbers = new Float64Array(rows);
    let from = 0;
    for (const chunk of chunks) from = copyNumbers(chunk, column, { numbers, from });
    return numbers;
  });
}

interface RowsToAppend {
  readonly table: string;
  readonly whole: number;
  readonly rows: Iterable<readonly (number | null)[]>;
}

async function appendRows(connection: DuckDBConnection, { table, whole, rows }: RowsToAppend): Promise<void> {
  const appender = await connection.createAppender(table);
  for (const row of rows) {
    for (const [index, value] of row.entries()) {
      if (value === null) appender.appendNull();
      else if (index < whole) appender.appendInteger(value);
      else appender.appendDouble(value);
    }
    appender.endRow();
  }
  appender.closeSync();
}

function copyNumbers(
  chunk: DuckDBDataChunk,
  column: number,
  { numbers, from }: { readonly numbers: Float64Array; readonly from: number },
): number {
  const vector = chunk.getColumnVector(column);
  const { rowCount } = chunk;
  for (let row = 0; row < rowCount; row++) {
    const value = vector.getItem(row);
    numbers[from + row] = value === null ? NaN : Number(value);
  }
  return from + rowCount;
}

/** A name as a statement writes it. */
export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as a statement writes it. */
export function quotedText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
