import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from "node:crypto";
import { vaultErrors } from "./errors.ts";
import type { FieldPlace } from "./vault.ts";

/*
 * A sealed text: format, 1 byte · nonce, 12 · ciphertext · tag, 16. AES-256-GCM under the person's data key.
 * Formats: 1 UTF-8; 2 UTF-16LE, for the rare text with lone surrogates, which UTF-8 cannot give back as they were.
 * Authenticated with it: format, tenant, table, row, column and person, so that a text opens nowhere else.
 */

/** Longest text sealed, in UTF-16 units. */
export const longestText = 102_400;

const encodings = { 1: "utf8", 2: "utf16le" } as const;
const algorithm = "aes-256-gcm";
const textAt = 13;
const tagLength = 16;

/** Seals a text for one place. @throws vault.textTooLong */
export function sealText(dataKey: KeyObject, place: FieldPlace, text: string): Uint8Array {
  if (text.length > longestText) throw vaultErrors.textTooLong({ limit: longestText });
  const format = text.isWellFormed() ? 1 : 2;
  const nonce = randomBytes(12);
  const cipher = createCipheriv(algorithm, dataKey, nonce).setAAD(placeBytes(format, place));
  const sealed = [cipher.update(text, encodings[format]), cipher.final()];
  return Buffer.concat([Buffer.of(format), nonce, ...sealed, cipher.getAuthTag()]);
}

/** Opens what {@link sealText} gave for the same place. @throws vault.sealBroken, vault.sealUnknownVersion */
export function openText(dataKey: KeyObject, place: FieldPlace, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const [format] = bytes;
  if (bytes.length < textAt + tagLength) throw vaultErrors.sealBroken({});
  if (format !== 1 && format !== 2) throw vaultErrors.sealUnknownVersion({});
  const tagAt = bytes.length - tagLength;
  const decipher = createDecipheriv(algorithm, dataKey, bytes.subarray(1, textAt), {
    authTagLength: tagLength,
  })
    .setAAD(placeBytes(format, place))
    .setAuthTag(bytes.subarray(tagAt));
  const opened = decipher.update(bytes.subarray(textAt, tagAt));
  try {
    decipher.final();
  } catch {
    // The cause is left out: it says nothing, and nothing of a text may reach a log.
    throw vaultErrors.sealBroken({});
  }
  return opened.toString(encodings[format]);
}

function placeBytes(format: number, { tenantId, table, rowId, column, personId }: FieldPlace): Buffer {
  return Buffer.from(JSON.stringify(["tisser.field", format, tenantId, table, rowId, column, personId]));
}
