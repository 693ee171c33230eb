import { errorCatalogue } from "#base";

/** Errors of the vault. None carries a name, a text, a key or a person's id. */
export const vaultErrors = errorCatalogue("vault", {
  /** No key file where wrapped keys already lie: never replaced by a new one. */
  keysFileMissing: { status: 500, params: ["file"] },
  /** The key file is not what this program writes. */
  keysFileUnreadable: { status: 500, params: ["file"] },
  /** The key file was written by a newer program. */
  keysFileUnknownVersion: { status: 500, params: ["file"] },
  /** Others than its owner may read the key file. */
  keysFileExposed: { status: 500, params: ["file", "mode"] },
  /** The key file belongs to another bundle. */
  keysFileWrong: { status: 500, params: ["file"] },
  /** The bundle of wrapped keys is gone although keys were made. */
  bundleMissing: { status: 500, params: ["folder"] },
  /** A slot was written by a newer program. */
  bundleUnknownVersion: { status: 500 },
  /** The person was erased: what was sealed with their key can never be read again. */
  keyDestroyed: { status: 410 },
  /** No key, and no erasure that explains it. */
  keyMissing: { status: 500 },
  /** A wrapped key that does not open with the key-encryption key it names. */
  slotBroken: { status: 500 },
  /** A sealed text that was altered, or moved to another place. */
  sealBroken: { status: 500 },
  /** A sealed text written by a newer program. */
  sealUnknownVersion: { status: 500 },
  /** A text too long to be sealed. */
  textTooLong: { status: 422, params: ["limit"] },
  /** A file sent again for somebody who was erased. */
  personErased: { status: 410 },
  /** A line of the erasure ledger was altered or removed. */
  ledgerBroken: { status: 500, params: ["line"] },
  /** The ledger here and the ledger in the backup do not continue one another. */
  ledgerForked: { status: 500 },
  /** The folder holds no complete backup of the keys. */
  backupUnreadable: { status: 500, params: ["folder"] },
  /** The backup of the keys was made under a key-encryption key that no longer exists. */
  backupOfOldKeys: { status: 500, params: ["folder"] },
});
