import { asText, joined, type PlainFile } from "./plain-file.ts";

/** Chunks without which a picture is drawn otherwise. Words, time, Exif, profiles and moving parts are none of them. */
const drawn: ReadonlySet<string> = new Set([
  "IHDR",
  "PLTE",
  "IDAT",
  "IEND",
  "tRNS",
  "gAMA",
  "sRGB",
  "cHRM",
  "sBIT",
  "bKGD",
  "pHYs",
]);
const headLength = 8;

/**
 * A PNG of the chunks that draw it, each looked at whole (CRC), and nothing after its end.
 * Source  W3C, Portable Network Graphics, third edition, §5.
 */
export function plainPng(bytes: Uint8Array): PlainFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, headLength)];
  let hasData = false;
  let at = headLength;
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at);
    const next = at + 12 + length;
    if (next > bytes.length) return "broken";
    const name = asText(bytes, at + 4, at + 8);
    if (at === headLength && (name !== "IHDR" || length !== 13)) return "broken";
    if (view.getUint32(next - 4) !== crcOf(bytes.subarray(at + 4, next - 4))) return "broken";
    hasData ||= name === "IDAT";
    if (drawn.has(name)) kept.push(bytes.subarray(at, next));
    if (name === "IEND") return hasData ? joined(kept) : "broken";
    at = next;
  }
  return "broken";
}

let table: Uint32Array | null = null;

function crcTable(): Uint32Array {
  table ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    return value;
  });
  return table;
}

/** The CRC-32 of some bytes, as PNG has it (ISO 3309). */
export function crcOf(bytes: Uint8Array): number {
  const values = crcTable();
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (values[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
