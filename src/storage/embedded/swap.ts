import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { layoutOf } from "./layout.ts";

/** A change of database files under way: noted before it begins, so that it can be finished after a kill at any point. */
interface Swap {
  /** Folder (in `DATA_DIR`) that receives the files of before. */
  readonly aside: string;
  /** Folder (in `DATA_DIR`) that holds the new `pg18`. */
  readonly staged: string;
}

function noteOf(dataDir: string): string {
  return path.join(layoutOf(dataDir).dataDir, "swap.json");
}

/**
 * Puts new database files in the place of the old ones, which move aside with their WAL archive. Nothing is deleted but
 * what is left of the staging folder. Passwords move aside too: the next start makes new ones.
 * The caller has made sure that no server uses either.
 */
export function swapDatabase(dataDir: string, swap: Swap): void {
  const note = noteOf(dataDir);
  writeFileSync(`${note}.part`, JSON.stringify(swap), { mode: 0o600, flush: true });
  renameSync(`${note}.part`, note);
  finishSwap(dataDir);
}

/** Finishes a change of database files that was interrupted; does nothing when there is none. */
export function finishSwap(dataDir: string): void {
  const swap = readNote(dataDir);
  if (swap === null) return;
  const layout = layoutOf(dataDir);
  const aside = path.join(layout.dataDir, swap.aside);
  const staged = layoutOf(path.join(layout.dataDir, swap.staged));
  if (existsSync(staged.database)) {
    for (const kept of [layout.secretsFile, layout.database, layout.wal]) moveAside(kept, aside);
    renameSync(staged.database, layout.database);
  }
  rmSync(staged.dataDir, { recursive: true, force: true });
  rmSync(noteOf(dataDir));
}

function moveAside(kept: string, aside: string): void {
  if (!existsSync(kept)) return;
  mkdirSync(aside, { recursive: true, mode: 0o711 });
  renameSync(kept, path.join(aside, path.basename(kept)));
}

function readNote(dataDir: string): Swap | null {
  const note = noteOf(dataDir);
  return existsSync(note) ? (JSON.parse(readFileSync(note, "utf8")) as Swap) : null;
}
