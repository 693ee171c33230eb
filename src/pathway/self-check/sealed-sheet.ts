import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { addMilliseconds, type Instant } from "#base";
import { z } from "zod";
import { sheetSchema, type Sheet } from "./sheet.ts";

/** What a cookie holds: nothing, a sheet, one whose time is over, or something that is not ours. */
export type OpenedSheet =
  | { readonly state: "none" }
  | { readonly state: "open"; readonly sheet: Sheet }
  | { readonly state: "expired" }
  | { readonly state: "unreadable" };

/** Milliseconds for which answers hold: half an hour, or a week when somebody chose to go on later on this device. */
export const lifetimes = { usual: 30 * 60_000, kept: 7 * 24 * 3_600_000 } as const;

const contentSchema = z.strictObject({ until: z.int(), sheet: sheetSchema });
const algorithm = "aes-256-gcm";
const purpose = Buffer.from("tisser.self-check/1");
const [nonceLength, tagLength] = [12, 16];
/** Sealed sheets are filled up to a multiple of it, so that their length does not tell how much was answered. */
const block = 512;

/** Seals a sheet with the moment until which it holds. */
export function sealSheet(secret: Uint8Array, sheet: Sheet, now: Instant): string {
  const until = Date.parse(addMilliseconds(now, sheet.isKept ? lifetimes.kept : lifetimes.usual));
  const text = Buffer.from(JSON.stringify({ until, sheet }));
  const filled = Buffer.alloc(Math.ceil(text.length / block) * block, " ");
  text.copy(filled);
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv(algorithm, secret, nonce).setAAD(purpose);
  const sealed = [cipher.update(filled), cipher.final()];
  return Buffer.concat([nonce, ...sealed, cipher.getAuthTag()]).toString("base64url");
}

/** Opens what {@link sealSheet} gave. A clock that went back does not make a sheet hold longer than it should. */
export function openSheet(secret: Uint8Array, sealed: string | null, now: Instant): OpenedSheet {
  if (sealed === null || sealed === "") return { state: "none" };
  const content = decipher(secret, Buffer.from(sealed, "base64url"));
  const parsed = contentSchema.safeParse(content);
  if (!parsed.success) return { state: "unreadable" };
  const { until, sheet } = parsed.data;
  const left = until - Date.parse(now);
  const isInTime = left > 0 && left <= lifetimes[sheet.isKept ? "kept" : "usual"];
  return isInTime ? { state: "open", sheet } : { state: "expired" };
}

/** The content, or undefined when the bytes are not ours: expected of whatever a browser sends. */
function decipher(secret: Uint8Array, bytes: Buffer): unknown {
  if (bytes.length < nonceLength + tagLength) return undefined;
  const tagAt = bytes.length - tagLength;
  const opening = createDecipheriv(algorithm, secret, bytes.subarray(0, nonceLength), {
    authTagLength: tagLength,
  })
    .setAAD(purpose)
    .setAuthTag(bytes.subarray(tagAt));
  try {
    const text = Buffer.concat([opening.update(bytes.subarray(nonceLength, tagAt)), opening.final()]);
    return JSON.parse(text.toString());
  } catch {
    return undefined;
  }
}
