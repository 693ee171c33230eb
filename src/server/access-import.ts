import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { accessRowsAtOnce, bringAccess, finishAccess, maxFileBytes, partSize } from "#exchange/actions";
import { accessSourceNamed, encodingOf, partsOfRows, splitFeed } from "#exchange/handlers";
import { exchangeErrors } from "#exchange";
import { serverErrors } from "./errors.ts";
import { runAsOperator } from "./operator.ts";
import type { Program } from "./program.ts";

/** A file that tells how one gets into places, to import from the terminal. */
export interface AccessOrder {
  readonly source: string;
  readonly path: string;
  /** Told after each step, in bytes. */
  readonly onProgress: (progress: {
    readonly step: "survey";
    readonly done: number;
    readonly total: number;
  }) => void;
}

/** Whether a source tells how one gets into places, instead of bringing offers. */
export function isAccessSource(source: string): boolean {
  return accessSourceNamed(source) !== undefined;
}

/**
 * Imports such a file: a table of any size row by row, JSON whole. Rows that are in already change nothing, so that one that was
 * interrupted is given again.
 * @throws server.fileUnusable; exchange.feedTooLarge for JSON above the limit of a file, and the other refusals of a whole file.
 */
export async function importAccess(
  program: Program,
  { source, path, onProgress }: AccessOrder,
): Promise<unknown> {
  const { size } = await stat(path).catch((cause: unknown) => {
    throw serverErrors.fileUnusable({ file: path }, { cause });
  });
  const edition = await digestOf(path);
  let rowsBefore = 0;
  const onRead = (done: number): void => onProgress({ step: "survey", done, total: size });
  const atMost = { rows: accessRowsAtOnce, characters: partSize.characters };
  for await (const rows of partsOfRows(rowsOf(source, path, { size, onRead }), atMost)) {
    await runAsOperator(program, bringAccess, { source, edition, rowsBefore, rows });
    rowsBefore += rows.length;
  }
  return runAsOperator(program, finishAccess, { source, edition, fileName: basename(path) });
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest("hex").slice(0, 32);
}

async function* rowsOf(
  source: string,
  path: string,
  { size, onRead }: { readonly size: number; readonly onRead: (bytes: number) => void },
): ReturnType<typeof splitFeed> {
  if (!(await isJson(path))) {
    const encoding = await encodingOf(createReadStream(path));
    yield* splitFeed(told(path, onRead), { shape: "csv", encoding });
    return;
  }
  if (size > maxFileBytes) throw exchangeErrors.feedTooLarge({ limit: maxFileBytes });
  yield accessSourceNamed(source)?.readJson(await readFile(path)).rows ?? [];
}

async function* told(path: string, onRead: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    read += chunk.length;
    onRead(read);
    yield chunk;
  }
}

/** Whether a file begins as JSON does. */
async function isJson(path: string): Promise<boolean> {
  for await (const chunk of createReadStream(path, { end: 4096 }) as AsyncIterable<Buffer>)
    return /^[\s\uFEFF]*[[{]/.test(chunk.toString("utf8"));
  return false;
}
