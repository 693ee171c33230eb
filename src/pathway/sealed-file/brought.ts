import { createHash } from "node:crypto";
import { sealedFileErrors } from "./errors.ts";
import { keptFileBytes, readKeptFile, type KeptMediaType } from "./kept-file.ts";

/** A file as it is kept. */
export interface BroughtFile {
  readonly mediaType: KeptMediaType;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** SHA-256 of what is kept, in hexadecimal: brought twice, it is one. */
  readonly digest: string;
}

/**
 * What is kept of a file that was brought, known by its bytes; null stands for none.
 * @throws pathway.paperMissing, pathway.paperTooLarge, pathway.paperUnusable
 */
export function broughtFile(bytes: Uint8Array | null): BroughtFile {
  if (bytes === null) throw sealedFileErrors.paperMissing({});
  if (bytes.length > keptFileBytes)
    throw sealedFileErrors.paperTooLarge({ megabytes: keptFileBytes / 1_000_000 });
  const read = readKeptFile(bytes);
  if ("fault" in read) throw sealedFileErrors.paperUnusable({ reason: read.fault });
  return { ...read, digest: createHash("sha256").update(read.bytes).digest("hex") };
}
