import { createReadStream, createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { backupErrors } from "./errors.ts";
import { type BackupFile, Digest, flush } from "./files.ts";
import type { Manifest, SavedTable } from "./manifest.ts";
import {
  beginImport,
  commitImport,
  countRows,
  findFilled,
  listTables,
  readApplied,
  readRows,
  readSequences,
  rollback,
  type Table,
  writeRows,
  writeSequences,
} from "./store.ts";

const rowsFolder = "rows";
const migrationTable = "schema_migration";

/** Rows of all tables, saved as text. */
export interface SavedRows {
  readonly tables: readonly SavedTable[];
  readonly sequences: Manifest["sequences"];
  readonly files: readonly BackupFile[];
}

/**
 * Saves every row of every table, as PostgreSQL's own text form, in the snapshot that the connection is in.
 * @throws backup.rowsMissing when a table gave fewer rows than it holds.
 */
export async function saveRows(
  client: pg.Client,
  folder: string,
  onTable: (done: number, total: number) => void,
): Promise<SavedRows> {
  await mkdir(path.join(folder, rowsFolder), { mode: 0o700 });
  const wanted = await listTables(client);
  const tables: SavedTable[] = [];
  const files: BackupFile[] = [];
  for (const table of wanted) {
    const file = `${rowsFolder}/${table.schema}.${table.name}.copy`;
    const { rows, ...saved } = await saveTable(client, table, path.join(folder, file));
    tables.push({ ...table, columns: [...table.columns], rows, file });
    files.push({ path: file, ...saved });
    onTable(tables.length, wanted.length);
  }
  return { tables, sequences: await readSequences(client), files };
}

async function saveTable(
  client: pg.Client,
  table: Table,
  file: string,
): Promise<Omit<BackupFile, "path"> & { readonly rows: number }> {
  const digest = new Digest();
  let found = 0;
  const counted = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      found += linesIn(chunk);
      yield chunk;
    }
  };
  await pipeline(readRows(client, table), counted, digest, createWriteStream(file, { mode: 0o600 }));
  flush(file);
  const expected = await countRows(client, table);
  if (found !== expected)
    throw backupErrors.rowsMissing({ table: `${table.schema}.${table.name}`, found, expected });
  return { rows: found, bytes: digest.bytes, sha256: digest.sha256() };
}

/** In the text form every row ends with a line break, and a line break inside a value is written `\n`. */
function linesIn(chunk: Buffer): number {
  let lines = 0;
  for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1;
  return lines;
}

/**
 * Puts saved rows into a database whose schema is that of the backup and that holds nobody's data; all or nothing.
 * @throws backup.databaseNotEmpty, backup.schemaDiffers, backup.rowsMissing
 */
export async function loadRows(
  client: pg.Client,
  folder: string,
  manifest: Manifest,
  onTable: (done: number, total: number) => void,
): Promise<void> {
  await refuseOtherSchema(client, manifest);
  const tables = manifest.tables.filter(({ name }) => name !== migrationTable);
  const filled = await findFilled(client, tables);
  if (filled !== null) throw backupErrors.databaseNotEmpty({ table: filled });
  await beginImport(client, tables);
  try {
    for (const [done, table] of tables.entries()) {
      await pipeline(createReadStream(path.join(folder, table.file)), writeRows(client, table));
      onTable(done + 1, tables.length);
    }
    await writeSequences(client, manifest.sequences);
    await checkCounts(client, tables);
    await commitImport(client, tables);
  } catch (error) {
    await rollback(client);
    throw error;
  }
}

/** Compares the rows of each table with a manifest. @throws backup.rowsMissing */
export async function checkCounts(client: pg.ClientBase, tables: readonly SavedTable[]): Promise<void> {
  for (const table of tables) {
    const found = await countRows(client, table);
    if (found !== table.rows) {
      const name = `${table.schema}.${table.name}`;
      throw backupErrors.rowsMissing({ table: name, found, expected: table.rows });
    }
  }
}

async function refuseOtherSchema(client: pg.Client, manifest: Manifest): Promise<void> {
  const applied = await readApplied(client);
  const isSame =
    applied.length === manifest.migrations.length &&
    applied.every(({ sha256 }, position) => sha256 === manifest.migrations[position]?.sha256);
  if (isSame) return;
  const newest = (list: Manifest["migrations"]): number => list.at(-1)?.number ?? 0;
  throw backupErrors.schemaDiffers({ backup: newest(manifest.migrations), database: newest(applied) });
}
