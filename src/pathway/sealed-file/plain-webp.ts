import { asText, joined, type PlainFile } from "./plain-file.ts";

const drawn: ReadonlySet<string> = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF"]);
/** Of the features of VP8X: profile, Exif and XMP, which are not kept. */
const told = 0x20 | 0x08 | 0x04;

/**
 * A WebP of the chunks that draw it, without Exif, XMP, profile or what is unknown, and nothing after its end.
 * Source  WebP container specification (RFC 9649, §2).
 */
export function plainWebp(bytes: Uint8Array): PlainFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 20) return "broken";
  const end = 8 + view.getUint32(4, true);
  if (end > bytes.length) return "broken";
  const kept: Uint8Array[] = [];
  let hasData = false;
  let at = 12;
  while (at + 8 <= end) {
    const length = view.getUint32(at + 4, true);
    const next = at + 8 + length + (length % 2);
    if (next > end) return "broken";
    const name = asText(bytes, at, at + 4);
    hasData ||= name === "VP8 " || name === "VP8L" || name === "ANMF";
    if (drawn.has(name))
      kept.push(name === "VP8X" ? withoutTold(bytes.slice(at, next)) : bytes.subarray(at, next));
    at = next;
  }
  if (!hasData || at !== end) return "broken";
  const head = bytes.slice(0, 12);
  const size = kept.reduce((sum, { length }) => sum + length, 4);
  new DataView(head.buffer).setUint32(4, size, true);
  return joined([head, ...kept]);
}

function withoutTold(chunk: Uint8Array): Uint8Array {
  chunk[8] = (chunk[8] ?? 0) & ~told;
  return chunk;
}
