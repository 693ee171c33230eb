import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { idSchema, type Instant, instantSchema } from "#base";
import { backupErrors } from "./errors.ts";
import { isAbsent, writeFlushed } from "./files.ts";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().nonnegative();
/** A path inside the backup: no way out of it. */
const innerPath = z.string().regex(/^(?!.*(?:^|\/)\.\.?(?:\/|$))[^/\0][^\0]*$/);

const tableSchema = z.strictObject({
  schema: z.string(),
  name: z.string(),
  columns: z.array(z.string()),
  rows: count,
  file: innerPath,
});

const manifestSchema = z.strictObject({
  format: z.literal(1),
  id: z.string(),
  /** Where the data came from. */
  kind: z.enum(["embedded", "server"]),
  startedAt: instantSchema,
  endedAt: instantSchema,
  /** Major version of PostgreSQL. */
  major: z.int(),
  /** Migrations applied, in order. */
  migrations: z.array(z.strictObject({ number: z.int(), name: z.string(), sha256 })),
  /** Tables as rows in text, parents before children. */
  tables: z.array(tableSchema),
  sequences: z.array(z.strictObject({ schema: z.string(), name: z.string(), last: z.string() })),
  /** Ends of the audit chains. */
  heads: z.array(z.strictObject({ tenantId: idSchema<"tenant">(), seq: count, hash: sha256 })),
  /** Database files and the WAL that makes them whole; null when only rows were saved. */
  cluster: z
    .strictObject({
      systemId: z.string(),
      timeline: z.int(),
      /** Named point in the WAL at which the state is that of the tables above. */
      restorePoint: z.string(),
      firstSegment: z.string(),
      /** End of the copy of the files: the earliest moment that can be restored. */
      copiedAt: instantSchema,
      /** Folders, the empty ones too. */
      folders: z.array(innerPath),
    })
    .nullable(),
  files: z.array(z.strictObject({ path: innerPath, bytes: count, sha256 })),
});

/** What a backup says of itself. */
export type Manifest = z.output<typeof manifestSchema>;
/** A table saved as rows. */
export type SavedTable = Manifest["tables"][number];

const manifestFile = "manifest.json";
const digestFile = "manifest.sha256";

/** Writes the manifest and its hash into a backup's folder. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const text = `${JSON.stringify(manifest, null, 1)}\n`;
  await writeFlushed(path.join(folder, manifestFile), text);
  await writeFlushed(path.join(folder, digestFile), `${digestOf(text)}\n`);
}

/** Reads a backup's manifest. @throws backup.manifestUnreadable when it is not what was written. */
export async function readManifest(folder: string): Promise<Manifest> {
  try {
    const text = await readFile(path.join(folder, manifestFile), "utf8");
    const digest = await readFile(path.join(folder, digestFile), "utf8");
    if (digest.trim() !== digestOf(text)) throw new Error("the manifest was changed");
    return manifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw backupErrors.manifestUnreadable({ folder }, { cause });
  }
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** A complete backup. */
export interface FoundBackup {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Name given to the folder of a backup under way; a folder so named is never taken for a backup. */
export const unfinished = ".unfinished";

/** Folders of complete backups in a folder, oldest first. */
export async function listBackups(dir: string): Promise<readonly string[]> {
  const names = await readdir(dir).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw error;
  });
  return names
    .filter((name) => /^\d{4}-\d\d-\d\dT[\d.-]+Z(?:-\d+)?$/.test(name))
    .toSorted()
    .map((name) => path.join(dir, name));
}

/**
 * The backup to restore: the folder itself when it is one; else the newest in it, or the newest made before `to`.
 * @throws backup.notFound, backup.manifestUnreadable, backup.timeOutOfRange
 */
export async function chooseBackup(dir: string, to: Instant | null, now: Instant): Promise<FoundBackup> {
  const names = await readdir(dir).catch((cause: unknown) => {
    throw backupErrors.notFound({ folder: dir }, { cause });
  });
  const folders = names.includes(manifestFile) ? [dir] : (await listBackups(dir)).toReversed();
  let earliest: Instant | null = null;
  for (const folder of folders) {
    const manifest = await readManifest(folder);
    earliest = earliestOf(manifest);
    if (to !== null && to > now) break;
    if (to === null || earliest <= to) return { folder, manifest };
  }
  if (earliest === null) throw backupErrors.notFound({ folder: dir });
  throw backupErrors.timeOutOfRange({ from: earliest, until: now });
}

/** The earliest moment to which a backup can be restored. */
export function earliestOf(manifest: Manifest): Instant {
  return manifest.cluster?.copiedAt ?? manifest.endedAt;
}
