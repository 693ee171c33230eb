import { createHmac, hkdfSync } from "node:crypto";

/**
 * A key for one purpose, derived from the root of the key file (HKDF-SHA-256, RFC 5869): knowing one tells nothing of another.
 * @param purpose words joined by slashes, for instance `person-token/<tenant id>`.
 */
export function deriveKey(root: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", root, Buffer.alloc(0), `tisser/v1/${purpose}`, 32));
}

/** HMAC-SHA-256 of a text, 32 bytes. */
export function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text, "utf8").digest();
}
