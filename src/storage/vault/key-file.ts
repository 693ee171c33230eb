import { randomBytes, type KeyObject } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Instant } from "#base";
import { z } from "zod";
import { isSystemError, type Disk } from "./disk.ts";
import { vaultErrors } from "./errors.ts";
import { base64Of, newKey, secretKey } from "./secrets.ts";

/** What the key file holds. It is the one secret of the house: kept apart from every backup. */
export interface Keys {
  /** Goes up by one at each change of the file. */
  readonly revision: number;
  /** Version of the key-encryption key under which new keys are wrapped. */
  readonly current: number;
  /** Key-encryption keys by version, 32 bytes each: one, or two while a rotation is under way. */
  readonly keks: ReadonlyMap<number, KeyObject>;
  /** Root of the keys of search tokens and of the ledger, 32 bytes; never rotated. */
  readonly tokenRoot: KeyObject;
  /** When the file was last changed. */
  readonly changedAt: Instant;
}

const key = z.base64().length(44);
const keyFileSchema = z.strictObject({
  version: z.literal(1),
  revision: z.int().positive(),
  current: z.int().positive(),
  keks: z.record(z.string().regex(/^[1-9]\d*$/), key),
  tokenRoot: key,
  changedAt: z.iso.datetime(),
});
const versionSchema = z.object({ version: z.int().gt(1) });

/**
 * Reads the key file.
 * Missing  `null` when there is none.
 * @throws vault.keysFileExposed when others than its owner may read it; vault.keysFileUnreadable, vault.keysFileUnknownVersion.
 */
export function readKeyFile(path: string): Keys | null {
  const text = readOwnFile(path);
  if (text === null) return null;
  const parsed = keyFileSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    const isNewer = versionSchema.safeParse(parseJson(text)).success;
    throw isNewer
      ? vaultErrors.keysFileUnknownVersion({ file: path })
      : vaultErrors.keysFileUnreadable({ file: path });
  }
  const { revision, current, keks, tokenRoot, changedAt } = parsed.data;
  const byVersion = new Map(
    Object.entries(keks).map(([version, text]) => [Number(version), secretKey(Buffer.from(text, "base64"))]),
  );
  if (!byVersion.has(current)) throw vaultErrors.keysFileUnreadable({ file: path });
  return {
    revision,
    current,
    keks: byVersion,
    tokenRoot: secretKey(Buffer.from(tokenRoot, "base64")),
    changedAt: changedAt as Instant,
  };
}

function readOwnFile(path: string): string | null {
  try {
    const mode = statSync(path).mode & 0o777;
    if ((mode & 0o077) !== 0) throw vaultErrors.keysFileExposed({ file: path, mode: mode.toString(8) });
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return null;
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Makes the first key file. When another process was quicker, its file stays. */
export async function createKeyFile(path: string, disk: Disk, now: Instant): Promise<void> {
  const keks = new Map([[1, newKey()]]);
  const draft = await writeDraft(
    path,
    { revision: 1, current: 1, keks, tokenRoot: newKey(), changedAt: now },
    disk,
  );
  await disk.link(draft, path);
  await disk.remove(draft);
  await disk.syncFolder(dirname(path));
}

/**
 * Replaces the key file by its next revision, and answers the keys then in force. Of several processes that try at once
 * one wins and the others adopt its file: the claim on a revision is a name that only one can take.
 */
export async function advanceKeyFile(path: string, from: Keys, next: Keys, disk: Disk): Promise<Keys> {
  const claim = `${path}.revision-${next.revision}`;
  const draft = await writeDraft(path, next, disk);
  await disk.link(draft, claim);
  await disk.remove(draft);
  await disk.syncFolder(dirname(path));
  if (readKeyFile(path)?.revision === from.revision) await disk.rename(claim, path);
  else await disk.remove(claim);
  await disk.syncFolder(dirname(path));
  const now = readKeyFile(path);
  if (now === null) throw vaultErrors.keysFileMissing({ file: path });
  return now;
}

/** Removes drafts and outdated claims left beside the key file by processes that were killed: they hold old keys. */
export async function tidyKeyFile(path: string, keys: Keys, disk: Disk): Promise<void> {
  const folder = dirname(path);
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${basename(path)}.`)) continue;
    const [, kind, rest] = /\.(draft|revision)-(\w+)$/.exec(name) ?? [];
    if (kind === "draft" || (kind === "revision" && Number(rest) <= keys.revision)) {
      await disk.remove(join(folder, name));
    }
  }
  await disk.syncFolder(folder);
}

async function writeDraft(path: string, keys: Keys, disk: Disk): Promise<string> {
  const draft = `${path}.draft-${randomBytes(8).toString("hex")}`;
  const content = {
    version: 1,
    revision: keys.revision,
    current: keys.current,
    keks: Object.fromEntries([...keys.keks].map(([version, kek]) => [version, base64Of(kek)])),
    tokenRoot: base64Of(keys.tokenRoot),
    changedAt: keys.changedAt,
  };
  await disk.create(draft, Buffer.from(`${JSON.stringify(content, null, 2)}\n`));
  return draft;
}
