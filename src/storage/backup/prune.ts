import { rm, stat } from "node:fs/promises";
import path from "node:path";
import { addMilliseconds, type Instant } from "#base";
import { walArchiveFolder } from "../embedded/layout.ts";
import { listSegments } from "./cluster-files.ts";
import { listBackups, readManifest } from "./manifest.ts";

/** What to delete: what is older than some days. */
export interface PruneOptions {
  readonly now: Instant;
  readonly keepDays: number;
}

/** What was deleted. */
export interface PruneReport {
  readonly backups: number;
  readonly segments: number;
}

const day = 86_400_000;

/**
 * Deletes backups older than so many days, but never the newest one, and from the WAL archive the segments that are as old
 * and that no backup kept needs. Called by hand or by a schedule of the operator, never by a backup.
 */
export async function prune(dataDir: string, dir: string, options: PruneOptions): Promise<PruneReport> {
  const before = addMilliseconds(options.now, -options.keepDays * day);
  const folders = await listBackups(dir);
  const kept: (string | undefined)[] = [];
  let backups = 0;
  for (const folder of folders) {
    const manifest = await readManifest(folder);
    if (folder === folders.at(-1) || manifest.endedAt >= before) kept.push(manifest.cluster?.firstSegment);
    else {
      await rm(folder, { recursive: true });
      backups += 1;
    }
  }
  const needed = kept.filter((segment) => segment !== undefined).toSorted()[0];
  return { backups, segments: needed === undefined ? 0 : await pruneWal(dataDir, needed, before) };
}

async function pruneWal(dataDir: string, needed: string, before: Instant): Promise<number> {
  const archive = walArchiveFolder(dataDir);
  let segments = 0;
  for (const name of await listSegments(archive)) {
    const file = path.join(archive, name);
    if (name >= needed || (await stat(file)).mtimeMs >= Date.parse(before)) continue;
    await rm(file);
    segments += 1;
  }
  return segments;
}
