import { createHash } from "node:crypto";
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { addMilliseconds, type Instant } from "#base";
import { z } from "zod";
import { isSystemError, machineDisk, ownerOnly, type Disk } from "./disk.ts";
import { openErasureLedger } from "./erasure-ledger.ts";
import { vaultErrors } from "./errors.ts";
import { makeBundle, openKeyBundle, vaultFiles } from "./key-bundle.ts";
import { kekInForce, openKeyRing } from "./key-ring.ts";
import type { KeyStore } from "./person-keys.ts";
import { batchLength, rewrap, type OpenableSlot } from "./rotate-keys.ts";
import { identityOf, type Slot } from "./slot.ts";

const manifestName = "manifest.json";

/** Days for which a backup of the keys is kept: the longest that an erased person's key can survive anywhere. */
export const keyBackupDays = 30;

const manifestSchema = z.strictObject({
  version: z.literal(1),
  time: z.string(),
  /** Key-encryption keys needed to read the backup. */
  kekVersions: z.array(z.int().positive()),
  bundleSha256: z.string(),
  ledgerSha256: z.string(),
});

/**
 * Copies bundle and ledger into a new dated folder, while the vault is in use. The bundle goes first: whoever is erased in
 * between is then in the ledger that is copied after it. Never the key file.
 */
export async function backupKeys(
  { folder, kekVersions }: { readonly folder: string; readonly kekVersions: readonly number[] },
  { target, now }: { readonly target: string; readonly now: Instant },
  disk: Disk,
): Promise<string> {
  const finished = join(target, `keys-${now.replaceAll(/[:.]/g, "-")}`);
  const partial = `${finished}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  const bundleSha256 = await copy(join(folder, vaultFiles.bundle), join(partial, vaultFiles.bundle), disk);
  const ledgerSha256 = await copy(join(folder, vaultFiles.ledger), join(partial, vaultFiles.ledger), disk);
  const manifest = { version: 1, time: now, kekVersions, bundleSha256, ledgerSha256 };
  await disk.create(join(partial, manifestName), Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
  await disk.syncFolder(partial);
  renameSync(partial, finished);
  await disk.syncFolder(target);
  return finished;
}

/** Copies a file that may grow meanwhile, up to its end, and answers the digest of the copy. */
async function copy(from: string, to: string, disk: Disk): Promise<string> {
  const [source, target] = [openSync(from, "r"), openSync(to, "ax", ownerOnly)];
  const digest = createHash("sha256");
  const chunk = Buffer.allocUnsafe(1 << 20);
  try {
    for (let position = 0; ;) {
      const length = disk.read(source, chunk, position);
      if (length === 0) break;
      await disk.append(target, chunk.subarray(0, length));
      digest.update(chunk.subarray(0, length));
      position += length;
    }
    await disk.sync(target);
  } finally {
    closeSync(source);
    closeSync(target);
  }
  return digest.digest("hex");
}

/**
 * Removes backups of the keys older than 30 days, the last one too: a key that must be dead is worth more than a late backup.
 * Answers the names of the folders removed.
 */
export function pruneKeyBackups(folder: string, now: Instant): string[] {
  const oldest = `keys-${addMilliseconds(now, -keyBackupDays * 86_400_000).replaceAll(/[:.]/g, "-")}`;
  const outdated = readdirSync(folder).filter(
    (name) => /^keys-\d{4}-\d{2}-\d{2}T[\d-]+Z(\.partial)?$/.test(name) && name < oldest,
  );
  for (const name of outdated) rmSync(join(folder, name), { recursive: true, force: true });
  return outdated;
}

/**
 * Brings back from a backup the keys that the bundle here lacks (all of them when it is lost), except those of the erased.
 * Keys that are here stay: nobody entered since the backup is lost by it. Harmless twice. The server must be stopped.
 * @throws vault.backupUnreadable, vault.backupOfOldKeys, vault.ledgerForked, vault.keysFileMissing
 */
export async function restoreKeys(options: {
  readonly keysFile: string;
  /** Folder of the vault, `<DATA_DIR>/keys`. */
  readonly folder: string;
  /** Folder of one backup, as {@link Vault.backupKeys} named it. */
  readonly from: string;
  readonly disk?: Disk;
}): Promise<{ readonly restored: number }> {
  const { folder, from, disk = machineDisk } = options;
  const ring = openKeyRing(options.keysFile, disk);
  const { kekVersions } = readManifest(from);
  if (kekVersions.some((version) => !ring.now().keks.has(version))) {
    throw vaultErrors.backupOfOldKeys({ folder: from });
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await restoreLedger(join(folder, vaultFiles.ledger), join(from, vaultFiles.ledger), disk);
  await makeBundle(folder, disk);
  const ledger = openErasureLedger(join(folder, vaultFiles.ledger), ring.now().tokenRoot, disk);
  const bundle = openKeyBundle(join(folder, vaultFiles.bundle), disk);
  try {
    const missing = missingSlots(join(from, vaultFiles.bundle), { bundle, ring, ledger }, disk);
    for (let at = 0; at < missing.length; at += batchLength) {
      await bundle.append(missing.slice(at, at + batchLength).map((slot) => rewrap(slot, kekInForce(ring))));
    }
    return { restored: missing.length };
  } finally {
    ledger.close();
    bundle.close();
  }
}

/** Slots of the backup whose persons are not erased and have no key here. */
function missingSlots(path: string, { bundle, ring, ledger }: KeyStore, disk: Disk): OpenableSlot[] {
  const { keks } = ring.now();
  const erased = new Set(ledger.erased().map((person) => identityOf(person).toString("hex")));
  return firstSlots(path, disk)
    .filter(({ identity }) => !erased.has(identity.toString("hex")))
    .filter(({ identity }) => !bundle.find(identity).some((here) => keks.has(here.kekVersion)))
    .flatMap((slot) => {
      const kek = keks.get(slot.kekVersion);
      return kek ? [{ slot, kek }] : [];
    });
}

function readManifest(folder: string): z.output<typeof manifestSchema> {
  try {
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(folder, manifestName), "utf8")));
    const digests = [vaultFiles.bundle, vaultFiles.ledger].map((name) =>
      createHash("sha256")
        .update(readFileSync(join(folder, name)))
        .digest("hex"),
    );
    if (digests[0] !== manifest.bundleSha256 || digests[1] !== manifest.ledgerSha256)
      throw new Error("digest");
    return manifest;
  } catch (cause) {
    throw vaultErrors.backupUnreadable({ folder }, { cause });
  }
}

/** Both ledgers are one that grew: the longer must begin with the shorter. */
async function restoreLedger(here: string, saved: string, disk: Disk): Promise<void> {
  const [ours, theirs] = [readIfThere(here), readFileSync(saved)];
  const shorter = Math.min(ours.length, theirs.length);
  if (!ours.subarray(0, shorter).equals(theirs.subarray(0, shorter))) throw vaultErrors.ledgerForked({});
  const file = openSync(here, "a", ownerOnly);
  try {
    if (theirs.length > ours.length) await disk.append(file, theirs.subarray(ours.length));
    await disk.sync(file);
  } finally {
    closeSync(file);
  }
}

function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return Buffer.alloc(0);
    throw error;
  }
}

/** The slot of each person's first data key. */
function firstSlots(path: string, disk: Disk): Slot[] {
  const firsts = new Map<string, Slot>();
  openKeyBundle(path, disk, (slot) => {
    const name = slot.identity.toString("hex");
    const known = firsts.get(name);
    if (!known || slot.origin < known.origin) firsts.set(name, slot);
  }).close();
  return [...firsts.values()];
}
