import { existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Instant } from "#base";
import { machineDisk, type Disk } from "./disk.ts";
import {
  beginErasure,
  destroyKeysOfErased,
  erasePerson,
  replayErasures,
  resumeErasures,
} from "./erase-person.ts";
import { openErasureLedger } from "./erasure-ledger.ts";
import { vaultErrors } from "./errors.ts";
import { backupKeys } from "./key-backup.ts";
import { makeBundle, openKeyBundle, vaultFiles, type KeyBundle } from "./key-bundle.ts";
import { createKeyFile } from "./key-file.ts";
import { openKeyRing, type KeyRing } from "./key-ring.ts";
import { createPersonKey, hasPersonKey, openAllTexts, withDataKey, type KeyStore } from "./person-keys.ts";
import { personTokens, searchTokens } from "./person-tokens.ts";
import { rotateKeys } from "./rotate-keys.ts";
import { openText, sealText } from "./sealed-field.ts";
import { deriveKey } from "./secrets.ts";
import { unwrapKey, type Slot } from "./slot.ts";
import type { Vault } from "./vault.ts";

/** Where the vault lies. */
export interface VaultOptions {
  /** The key file (`KEYS_FILE`). */
  readonly keysFile: string;
  /** Folder of bundle and ledger, `<DATA_DIR>/keys`; must be left out of database backups. */
  readonly folder: string;
  /** Whether keys may be made: only where the database holds no person yet. */
  readonly mayCreate: boolean;
  readonly now: Instant;
  /** The machine's unless told. */
  readonly disk?: Disk;
}

/**
 * Opens the vault, making key file and bundle at the first start only.
 * @throws vault.keysFileMissing, vault.keysFileExposed, vault.keysFileUnreadable, vault.keysFileUnknownVersion,
 *   vault.keysFileWrong (another vault's), vault.bundleMissing, vault.bundleUnknownVersion, vault.ledgerBroken
 */
export async function openVault(options: VaultOptions): Promise<Vault> {
  const { folder, disk = machineDisk } = options;
  await prepare(options, disk);
  const ring = openKeyRing(options.keysFile, disk);
  const bundle = openCheckedBundle(options, ring, disk);
  const ledger = openErasureLedger(join(folder, vaultFiles.ledger), ring.now().tokenRoot, disk);
  const store: KeyStore = { bundle, ring, ledger };
  return {
    createPersonKey: (person) => createPersonKey(store, person),
    hasPersonKey: (person) => hasPersonKey(store, person),
    seal: (place, text) => withDataKey(store, place, (key) => sealText(key, place, text)),
    open: (place, sealed) => withDataKey(store, place, (key) => openText(key, place, sealed)),
    openAll: (fields) => openAllTexts(store, fields),
    personTokens: (person) => personTokens(ring.now().tokenRoot, person),
    searchTokens: (search) => searchTokens(ring.now().tokenRoot, search),
    erasePerson: (person, now, deleteRows) => erasePerson(store, person, { now, deleteRows }),
    beginErasure: (person, now) => beginErasure(ledger, person, now),
    resumeErasures: (now, deleteRows) => resumeErasures(store, { now, deleteRows }),
    replayErasures: (eachPerson) => replayErasures(store, eachPerson),
    verifyLedger: () => ledger.verify(),
    async rotateKeys(rotation) {
      const result = await rotateKeys(store, rotation);
      await destroyKeysOfErased(store);
      return result;
    },
    backupKeys: (target, now) =>
      backupKeys({ folder, kekVersions: [...ring.reload().keks.keys()] }, { target, now }, disk),
    secretFor: (purpose) => deriveKey(ring.now().tokenRoot, `secret/${purpose}`).export(),
    close() {
      bundle.close();
      ledger.close();
    },
  };
}

/** Makes what a first start needs, and refuses where something was there before. */
async function prepare({ keysFile, folder, mayCreate, now }: VaultOptions, disk: Disk): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const bundle = join(folder, vaultFiles.bundle);
  const hasLedger = sizeOf(join(folder, vaultFiles.ledger)) > 0;
  if (!existsSync(keysFile)) {
    if (!mayCreate || hasLedger || sizeOf(bundle) > 0) throw vaultErrors.keysFileMissing({ file: keysFile });
    await createKeyFile(keysFile, disk, now);
  }
  if (!existsSync(bundle)) {
    if (!mayCreate || hasLedger) throw vaultErrors.bundleMissing({ folder });
    await makeBundle(folder, disk);
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Opens the bundle and tries one slot of each key-encryption key, so that a wrong key file is refused at the start. */
function openCheckedBundle({ keysFile, folder }: VaultOptions, ring: KeyRing, disk: Disk): KeyBundle {
  const samples = new Map<number, Slot>();
  const bundle = openKeyBundle(join(folder, vaultFiles.bundle), disk, (slot) => {
    if (!samples.has(slot.kekVersion)) samples.set(slot.kekVersion, slot);
  });
  if ([...samples.values()].every((slot) => fits(slot, ring))) return bundle;
  bundle.close();
  throw vaultErrors.keysFileWrong({ file: keysFile });
}

/** A slot under an outdated key is no sign of a wrong file: its writer was killed before it was used. */
function fits(slot: Slot, ring: KeyRing): boolean {
  const kek = ring.kekOf(slot);
  if (kek === null) return slot.kekVersion < ring.now().current;
  try {
    unwrapKey(slot, kek).fill(0);
    return true;
  } catch {
    return false;
  }
}
