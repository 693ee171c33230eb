import * as fs from "node:fs";
import { promisify } from "node:util";

/**
 * All that the vault asks of the disk. Reading is synchronous (a slot is 128 bytes, in the page cache); whatever changes
 * the disk is awaited. Tests hand in a disk that stops, or tears a write, at the nth change.
 */
export interface Disk {
  /** Bytes read into the buffer; fewer than asked at the end of the file. */
  readonly read: (file: number, into: Buffer, position: number) => number;
  /** Adds bytes at the end, in one write, so that writers of several processes never mix. */
  readonly append: (file: number, bytes: Buffer) => Promise<void>;
  /** Writes over bytes in place. */
  readonly overwrite: (file: number, bytes: Buffer, position: number) => Promise<void>;
  /** Returns when what was written survives a power cut. */
  readonly sync: (file: number) => Promise<void>;
  /** Writes a new file that only its owner may read, and syncs it. Fails when it exists. */
  readonly create: (path: string, bytes: Buffer) => Promise<void>;
  /** Gives a file a second name; answers false when that name is taken, or when the file is gone. */
  readonly link: (from: string, to: string) => Promise<boolean>;
  /** Renames over whatever has the new name; answers false when there is nothing to rename. */
  readonly rename: (from: string, to: string) => Promise<boolean>;
  /** Removes a file; none is fine. */
  readonly remove: (path: string) => Promise<void>;
  /** Makes names in a folder survive a power cut. */
  readonly syncFolder: (path: string) => Promise<void>;
}

const write = promisify(fs.write);
const sync = promisify(fs.fdatasync);

/** Mode of every file of the vault: its owner only. */
export const ownerOnly = 0o600;

/** The disk of the machine. */
export const machineDisk: Disk = {
  read: (file, into, position) => fs.readSync(file, into, 0, into.length, position),
  append: (file, bytes) => writeWhole(file, bytes, null),
  overwrite: (file, bytes, position) => writeWhole(file, bytes, position),
  sync,
  create: async (path, bytes) => {
    const file = await fs.promises.open(path, "wx", ownerOnly);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  },
  link: (from, to) => succeeds(fs.promises.link(from, to), "EEXIST", "ENOENT"),
  rename: (from, to) => succeeds(fs.promises.rename(from, to), "ENOENT"),
  remove: (path) => fs.promises.rm(path, { force: true }),
  syncFolder: async (path) => {
    const folder = await fs.promises.open(path, "r");
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  },
};

/** A write cut short (full disk) is a failure: the rest is never added later, where it could split another's bytes. */
async function writeWhole(file: number, bytes: Buffer, position: number | null): Promise<void> {
  const { bytesWritten } = await write(file, bytes, 0, bytes.length, position);
  if (bytesWritten !== bytes.length) throw new Error("write cut short");
}

async function succeeds(work: Promise<void>, ...expected: readonly string[]): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (expected.some((code) => isSystemError(error, code))) return false;
    throw error;
  }
}

/** Whether an error is the system's of that code, such as `ENOENT`. */
export function isSystemError(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
