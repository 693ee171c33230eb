import { accessSync, constants, mkdtempSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inject } from "vitest";

const inMemory = "/dev/shm";
const wantedBytes = 4 * 1024 ** 3;

/**
 * Folder for data that a test makes and throws away: in memory where the system has 4 GiB to spare there. A new database
 * is a thousand files, and making one on a disk took up to 1.6 s of processor against 0.05 s. What is tested for surviving
 * a disk (`tests/durability`) stays on the disk.
 */
export function scratchFolder(): string {
  try {
    accessSync(inMemory, constants.W_OK);
    const { bavail, bsize } = statfsSync(inMemory);
    return bavail * bsize >= wantedBytes ? inMemory : tmpdir();
  } catch {
    return tmpdir(); // a system without it
  }
}

/** A new folder whose name begins so, inside that of this run: what a killed run leaves is cleared by the next. */
export function makeScratch(name: string): string {
  return mkdtempSync(join(dirname(inject("clusterFolder")), name));
}
