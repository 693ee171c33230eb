import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { guardFolder } from "./folders.ts";
import { birthMark } from "./processes.ts";

/** What a lock file says of its holder, beside what the caller adds. */
export interface LockHolder {
  readonly pid: number;
  /** Tells the holder from a later process with the same number. */
  readonly birth: string | null;
}

/** A lock taken, or the live process that holds it. */
export type LockAttempt<Info> =
  | { readonly taken: true; readonly release: () => void }
  | { readonly taken: false; readonly holder: LockHolder & Info };

/** Takes a lock file for this process. A lock whose holder is gone, even one whose number lives on in another process, is taken over. */
export function takeProcessLock<Info extends object>(file: string, info: Info): LockAttempt<Info> {
  const own = JSON.stringify({ pid: process.pid, birth: birthMark(process.pid), ...info });
  const part = `${file}.${process.pid}`;
  try {
    guardFolder(file, () => writeFileSync(part, own, { mode: 0o600, flush: true }));
    for (;;) {
      if (tryLink(part, file)) return { taken: true, release: () => releaseIfOwn(file, own) };
      const seen = readText(file);
      const holder = seen === null ? null : parseHolder<Info>(seen);
      if (holder !== null && isHeld(holder)) return { taken: false, holder };
      if (seen !== null) removeStale(file, seen);
    }
  } finally {
    rmSync(part, { force: true });
  }
}

/** The live process that holds a lock file. Missing: `null` when nobody does. */
export function lockHolder<Info extends object>(file: string): (LockHolder & Info) | null {
  const seen = readText(file);
  const holder = seen === null ? null : parseHolder<Info>(seen);
  return holder !== null && isHeld(holder) ? holder : null;
}

function isHeld(holder: LockHolder): boolean {
  const alive = birthMark(holder.pid);
  return alive !== null && alive === holder.birth;
}

function parseHolder<Info>(text: string): (LockHolder & Info) | null {
  try {
    return JSON.parse(text) as LockHolder & Info;
  } catch {
    return null; // half a file: its writer is gone, so it holds nothing
  }
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

function tryLink(part: string, file: string): boolean {
  try {
    linkSync(part, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** Moves the stale lock aside before deleting it; a lock that somebody took meanwhile is put back. */
function removeStale(file: string, seen: string): void {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return;
    throw error;
  }
  if (readText(aside) !== seen) tryLink(aside, file);
  rmSync(aside, { force: true });
}

function releaseIfOwn(file: string, own: string): void {
  if (readText(file) === own) rmSync(file, { force: true });
}
