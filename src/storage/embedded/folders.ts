import { createHash } from "node:crypto";
import { chmodSync, chownSync, lstatSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { storageErrors } from "../errors.ts";
import { embeddedMajor } from "./binaries.ts";
import type { Layout } from "./layout.ts";
import { canEnter, type RunAs } from "./run-as.ts";

const longestSocketFolder = 84;

/** Makes `DATA_DIR` and proves that it can be written to. @throws storage.folderNotWritable, storage.diskFull. */
export function prepareDataFolder(dataDir: string): void {
  guardFolder(dataDir, () => {
    mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    const probe = path.join(dataDir, `.probe-${process.pid}`);
    writeFileSync(probe, Buffer.alloc(65_536), { flush: true });
    rmSync(probe);
  });
}

/** Runs a step on a folder, turning what the system says of disks and rights into coded errors. */
export function guardFolder<Result>(folder: string, step: () => Result): Result {
  try {
    return step();
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code === "ENOSPC" || code === "EDQUOT") throw storageErrors.diskFull({}, { cause });
    if (code === "EROFS" || code === "EACCES" || code === "EPERM" || code === "ENOTDIR")
      throw storageErrors.folderNotWritable({ folder }, { cause });
    throw cause;
  }
}

/** Refuses a folder whose database files are of another major version. @throws storage.otherMajorVersion. */
export function refuseOtherMajor(layout: Layout): void {
  const majors = readdirSync(layout.dataDir).filter((name) => /^pg\d+$/.test(name));
  const expected = `pg${embeddedMajor}`;
  const found = majors.find((name) => name !== expected);
  if (found !== undefined && !majors.includes(expected))
    throw storageErrors.otherMajorVersion({ found, expected });
}

/** Makes a folder that belongs to the user of PostgreSQL and to nobody else. */
export function makeOwnFolder(folder: string, runAs: RunAs): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (runAs.kind === "user") chownSync(folder, runAs.uid, runAs.gid);
  chmodSync(folder, 0o700);
}

/**
 * The private folder of the socket: under `DATA_DIR` when its path is short enough for a socket address (108 bytes),
 * else under the system's temporary folder, under a name that every process derives from `DATA_DIR` alike.
 */
export function makeSocketFolder(layout: Layout, runAs: RunAs): string {
  const own = path.join(layout.run, "socket");
  const name = createHash("sha256").update(layout.dataDir).digest("hex").slice(0, 16);
  const elsewhere = [tmpdir(), "/tmp"]
    .filter((folder) => canEnter(runAs, [folder]))
    .map((folder) => path.join(folder, `tisser-${name}`));
  const folder = [own, ...elsewhere].find((candidate) => Buffer.byteLength(candidate) <= longestSocketFolder);
  if (folder === undefined) throw storageErrors.folderUnreachable({ folder: layout.dataDir });
  guardFolder(folder, () => makeOwnFolder(folder, runAs));
  const owner = runAs.kind === "user" ? runAs.uid : process.getuid?.();
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== owner) throw storageErrors.folderOwnedByOther({ folder });
  return folder;
}
