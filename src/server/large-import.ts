import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { TisserError } from "#base";
import { beginParts, finishParts, importPart, maxFileBytes, partSize } from "#exchange/actions";
import { encodingOf, partsOfRows, sourceNamed, splitFeed, type SplitShape } from "#exchange/handlers";
import { serverErrors } from "./errors.ts";
import { runAsOperator, type ActionProgram, type FeedOrder } from "./operator.ts";

/** A file to import from the terminal. */
export interface LargeOrder extends Pick<FeedOrder, "source" | "feed"> {
  readonly path: string;
  /** Told after each step of a long work. */
  readonly onProgress: (progress: {
    readonly step: "survey" | "import";
    readonly done: number;
    readonly total: number;
  }) => void;
}

/** Parts at work at the same time; each waits with its writing for the one before. */
const partsAtOnce = 2;

interface BegunImport {
  readonly done: readonly number[];
  readonly rowsDone: number;
}

/** Whether a file is too large to be imported whole, and its source can be read part by part. */
export async function isForParts(source: string, path: string): Promise<boolean> {
  const { size } = await stat(path).catch((cause: unknown) => {
    throw serverErrors.fileUnusable({ file: path }, { cause });
  });
  return size > maxFileBytes && sourceNamed(source).shape !== null;
}

/**
 * Imports a file part by part: it is never whole in memory, and an import that was killed goes on where it was when the same
 * file is given again. The whole file is read through before anything is written, so that one that breaks changes nothing.
 */
export async function importLargeFeed(
  program: ActionProgram,
  { source, feed, path, onProgress }: LargeOrder,
): Promise<unknown> {
  const { shape } = sourceNamed(source);
  if (shape === null) throw new Error(`${source} cannot be read part by part`);
  const survey = await surveyFile(path, shape, onProgress);
  const { encoding, edition, columns, rows: total } = survey;
  const file = { source, edition, ...(feed === undefined ? {} : { feed }) };
  const begun = (await runAsOperator(program, beginParts, { ...file, columns })) as BegunImport;
  let number = begun.done.length;
  let rowsBefore = begun.rowsDone;
  const rows = splitFeed(createReadStream(path), { shape, encoding });
  const writing: Promise<unknown>[] = [];
  try {
    for await (const part of partsOfRows(rows, partSize, rowsBefore)) {
      // While the database writes one part, the next one is read and converted.
      if (writing.length === partsAtOnce) await writing.shift();
      const isEncodingGuessed = encoding === "windows-1252";
      const given = { ...file, number, rowsBefore, rows: part, isEncodingGuessed };
      number += 1;
      rowsBefore += part.length;
      const done = rowsBefore;
      const work = sendPart(program, given, writing.at(-1)).then(() =>
        onProgress({ step: "import", done, total }),
      );
      // A refusal is met where the part is waited for, which may be later than it comes.
      work.catch(() => {});
      writing.push(work);
    }
    await Promise.all(writing);
  } finally {
    await Promise.allSettled(writing);
  }
  return runAsOperator(program, finishParts, { ...file, parts: number, fileName: basename(path) });
}

/**
 * Sends a part while the one before it may still be at work. A short one may be converted sooner and overtake it: then it is
 * refused, and sent again when the one before is in.
 */
async function sendPart(
  program: ActionProgram,
  given: Readonly<Record<string, unknown>>,
  before: Promise<unknown> | undefined,
): Promise<void> {
  try {
    await runAsOperator(program, importPart, given);
  } catch (error) {
    const isEarly = error instanceof TisserError && error.code === "exchange.partsMissing";
    if (!isEarly || before === undefined) throw error;
    await before;
    await runAsOperator(program, importPart, given);
  }
}

async function surveyFile(path: string, shape: SplitShape, onProgress: LargeOrder["onProgress"]) {
  const { size } = await stat(path);
  const encoding = await encodingOf(createReadStream(path));
  const hash = createHash("sha256");
  let read = 0;
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      read += chunk.length;
      onProgress({ step: "survey", done: read, total: size });
      yield chunk;
    }
  };
  const columns = new Set<string>();
  let rows = 0;
  for await (const batch of splitFeed(chunks(), { shape, encoding })) {
    rows += batch.length;
    for (const row of batch) for (const name in row) columns.add(name);
  }
  return { encoding, edition: hash.digest("hex").slice(0, 32), columns: [...columns].slice(0, 2000), rows };
}
