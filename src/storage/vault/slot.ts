import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from "node:crypto";
import { crc32 } from "node:zlib";
import { vaultErrors } from "./errors.ts";
import type { PersonRef } from "./vault.ts";

/*
 * One slot of the key bundle, 128 bytes, big-endian:
 *   0 magic "TSSK" · 4 format (1) · 5 zeros · 8 version of the key-encryption key, u32 · 12 zeros
 *  16 person id · 32 tenant id · 48 origin + 1, u48 (0: this very slot) · 54 zeros
 *  56 nonce, 12 · 68 wrapped data key, 32 · 100 tag, 16 · 116 zeros · 124 CRC-32 of bytes 0–123
 * Bytes 0–55 are authenticated with the wrapped key, so a key cannot be moved to another person.
 */

/** Bytes of a slot. */
export const slotLength = 128;
/** First bytes of a live slot: how a reader finds its way again after a torn write. */
export const slotMagic: Buffer = Buffer.from("TSSK", "latin1");

const format = 1;
const headerEnd = 56;
const algorithm = "aes-256-gcm";

/** Ids of a person as bytes: person, then tenant. */
export type Identity = Buffer;

/** A live slot as read from the bundle. */
export interface Slot {
  /** Position in the file, in bytes. */
  readonly position: number;
  /** Position of the first slot of this data key; tells two data keys of one person apart after any number of rotations. */
  readonly origin: number;
  /** Version of the key-encryption key that wraps it. */
  readonly kekVersion: number;
  readonly identity: Identity;
  readonly bytes: Buffer;
}

/** The ids of a person as 32 bytes. */
export function identityOf(person: PersonRef): Identity {
  return Buffer.from((person.personId + person.tenantId).replaceAll("-", ""), "hex");
}

/**
 * The slot at a place of a buffer, copied out of it.
 * Missing  `null` when what lies there is no whole slot (destroyed, torn, or no slot at all).
 * @throws vault.bundleUnknownVersion when it is whole, and of a format that this program does not know.
 */
export function readSlot(buffer: Buffer, at: number, position: number): Slot | null {
  if (buffer.readUInt32BE(at) !== slotMagic.readUInt32BE(0)) return null;
  if (crc32(buffer.subarray(at, at + 124)) !== buffer.readUInt32BE(at + 124)) return null;
  if (buffer[at + 4] !== format) throw vaultErrors.bundleUnknownVersion({});
  const bytes = Buffer.from(buffer.subarray(at, at + slotLength));
  const originPlusOne = bytes.readUIntBE(48, 6);
  return {
    position,
    origin: originPlusOne === 0 ? position : originPlusOne - 1,
    kekVersion: bytes.readUInt32BE(8),
    identity: bytes.subarray(16, 48),
    bytes,
  };
}

/** Wraps a data key (32 bytes) for a person. `origin` is null for a new data key, else that of the slot it is copied from. */
export function wrapKey(
  dataKey: Buffer,
  under: { readonly kekVersion: number; readonly kek: KeyObject },
  of: { readonly identity: Identity; readonly origin: number | null },
): Buffer {
  const bytes = Buffer.alloc(slotLength);
  slotMagic.copy(bytes, 0);
  bytes.writeUInt8(format, 4);
  bytes.writeUInt32BE(under.kekVersion, 8);
  of.identity.copy(bytes, 16);
  bytes.writeUIntBE(of.origin === null ? 0 : of.origin + 1, 48, 6);
  const nonce = randomBytes(12);
  const cipher = createCipheriv(algorithm, under.kek, nonce).setAAD(bytes.subarray(0, headerEnd));
  nonce.copy(bytes, 56);
  cipher.update(dataKey).copy(bytes, 68);
  cipher.final();
  cipher.getAuthTag().copy(bytes, 100);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, 124)), 124);
  return bytes;
}

/** The data key in a slot; whoever asks overwrites it after use. @throws vault.slotBroken when the key does not fit. */
export function unwrapKey(slot: Slot, kek: KeyObject): Buffer {
  const { bytes } = slot;
  const decipher = createDecipheriv(algorithm, kek, bytes.subarray(56, 68), { authTagLength: 16 })
    .setAAD(bytes.subarray(0, headerEnd))
    .setAuthTag(bytes.subarray(100, 116));
  const dataKey = decipher.update(bytes.subarray(68, 100));
  try {
    decipher.final();
  } catch {
    dataKey.fill(0);
    throw vaultErrors.slotBroken({});
  }
  return dataKey;
}
