import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, fsyncSync, openSync, closeSync } from "node:fs";
import { readdir, open } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { Transform } from "node:stream";

/** A file of a backup as its manifest knows it. */
export interface BackupFile {
  /** Path inside the backup, with slashes. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of the content, in hexadecimal. */
  readonly sha256: string;
}

/** Files and folders under a folder, by paths relative to it. */
export interface Tree {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/** Whether an error says that a file or folder is not there. */
export function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** Lists a folder in depth; what `isLeftOut` names is not entered. */
export async function readTree(root: string, isLeftOut: (relative: string) => boolean): Promise<Tree> {
  const files: string[] = [];
  const folders: string[] = [];
  const visit = async (relative: string): Promise<void> => {
    for (const entry of await readdir(path.join(root, relative), { withFileTypes: true })) {
      const name = relative === "" ? entry.name : `${relative}/${entry.name}`;
      if (isLeftOut(name)) continue;
      if (entry.isDirectory()) {
        folders.push(name);
        await visit(name);
      } else if (entry.isFile()) files.push(name);
    }
  };
  await visit("");
  return { files: files.toSorted(), folders: folders.toSorted() };
}

/** Counts and hashes what flows through. */
export class Digest extends Transform {
  readonly #hash = createHash("sha256");
  /** Bytes that flowed through so far. */
  bytes = 0;

  override _transform(chunk: Buffer, _encoding: string, done: (error: null, chunk: Buffer) => void): void {
    this.#hash.update(chunk);
    this.bytes += chunk.length;
    done(null, chunk);
  }

  /** The hash, once everything flowed through. */
  sha256(): string {
    return this.#hash.digest("hex");
  }
}

/**
 * Copies a file, optionally through a (de)compressor. Whoever needs it on the disk flushes it.
 * @returns the size and hash of what was written, and of what was read.
 */
export async function copyFile(
  from: string,
  to: string,
  through: readonly Transform[] = [],
): Promise<{ readonly read: Omit<BackupFile, "path">; readonly written: Omit<BackupFile, "path"> }> {
  const read = new Digest();
  const written = new Digest();
  await pipeline([createReadStream(from), read, ...through, written, createWriteStream(to, { mode: 0o600 })]);
  return {
    read: { bytes: read.bytes, sha256: read.sha256() },
    written: { bytes: written.bytes, sha256: written.sha256() },
  };
}

/** Hashes a file without copying it. */
export async function hashFile(file: string): Promise<Omit<BackupFile, "path">> {
  const digest = new Digest();
  await pipeline(createReadStream(file), digest, async (chunks) => {
    for await (const _ of chunks);
  });
  return { bytes: digest.bytes, sha256: digest.sha256() };
}

/** Writes a whole file and flushes it to disk. */
export async function writeFlushed(file: string, text: string): Promise<void> {
  const handle = await open(file, "w", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Flushes a file to disk without holding up the program. */
export async function flushLater(file: string): Promise<void> {
  const handle = await open(file, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const hands = 8;

/**
 * Does a step for each item, eight at a time (most of the time of a small file is waiting for the disk).
 * After a failure no further step begins; it is thrown when those under way have ended.
 */
export async function inParallel<Item>(
  items: readonly Item[],
  step: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const work = async (): Promise<void> => {
    for (const item of queue) {
      await step(item).catch((error: unknown) => {
        for (const _ of queue); // nothing is left for the others
        throw error;
      });
    }
  };
  const results = await Promise.allSettled(Array.from({ length: hands }, work));
  const failed = results.find((result) => result.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

/** Flushes a file or a folder to disk. */
export function flush(fileOrFolder: string): void {
  const handle = openSync(fileOrFolder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
