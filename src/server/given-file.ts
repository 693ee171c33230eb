import { readFile, writeFile } from "node:fs/promises";
import { serverErrors } from "./errors.ts";

/** Reads a file named at the terminal. @throws server.fileUnusable when it is not there, no file, or not ours to read. */
export async function readGivenFile(file: string): Promise<Buffer> {
  return readFile(file).catch((cause: unknown) => {
    throw serverErrors.fileUnusable({ file }, { cause });
  });
}

/** Writes a file named at the terminal, readable by its owner only. @throws server.fileUnusable */
export async function writeGivenFile(file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600 }).catch((cause: unknown) => {
    throw serverErrors.fileUnusable({ file }, { cause });
  });
}
