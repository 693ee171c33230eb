import type { KeyObject } from "node:crypto";
import { advanceKeyFile, readKeyFile, tidyKeyFile, type Keys } from "./key-file.ts";
import type { Disk } from "./disk.ts";
import { vaultErrors } from "./errors.ts";
import type { Slot } from "./slot.ts";

/** The key file as this process last read it. */
export interface KeyRing {
  /** As last read. */
  readonly now: () => Keys;
  /** Reads the file again. */
  readonly reload: () => Keys;
  /** The key-encryption key of a slot, reading the file again when its version is unknown; null for a key that is gone. */
  readonly kekOf: (slot: Slot) => KeyObject | null;
  /** Replaces the file by its next revision; answers the keys then in force, which may be another process's. */
  readonly advance: (from: Keys, next: Keys) => Promise<Keys>;
  /** Removes what killed processes left beside the file. */
  readonly tidy: () => Promise<void>;
}

/** Reads the key file. @throws vault.keysFileMissing when there is none. */
export function openKeyRing(path: string, disk: Disk): KeyRing {
  let keys = read();

  function read(): Keys {
    const found = readKeyFile(path);
    if (found === null) throw vaultErrors.keysFileMissing({ file: path });
    return found;
  }

  return {
    now: () => keys,
    reload: () => (keys = read()),
    kekOf(slot) {
      const known = keys.keks.get(slot.kekVersion);
      if (known) return known;
      keys = read();
      return keys.keks.get(slot.kekVersion) ?? null;
    },
    async advance(from, next) {
      keys = await advanceKeyFile(path, from, next, disk);
      return keys;
    },
    tidy: () => tidyKeyFile(path, keys, disk),
  };
}

/** The key-encryption key under which keys are wrapped now, with its version. */
export interface KekInForce {
  readonly kekVersion: number;
  readonly kek: KeyObject;
}

/** The key-encryption key in force, as the key file was last read. */
export function kekInForce(ring: KeyRing): KekInForce {
  const { current, keks } = ring.now();
  const kek = keks.get(current);
  if (!kek) throw new Error("a key file without its current key was let in");
  return { kekVersion: current, kek };
}
