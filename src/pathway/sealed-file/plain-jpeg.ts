import { asText, joined, type PlainFile } from "./plain-file.ts";

const startOfImage = 0xd8;
const endOfImage = 0xd9;
const startOfScan = 0xda;
const comment = 0xfe;
const firstApplication = 0xe0;
const exifApplication = 0xe1;
const adobeApplication = 0xee;
const lastApplication = 0xef;

/** Whether a marker stands alone, without a length after it. */
function isAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= startOfImage);
}

/** A segment is kept when the picture cannot be drawn without it: JFIF and Adobe say how colours are written. */
function isDrawn(marker: number): boolean {
  if (marker === comment) return false;
  if (marker < firstApplication || marker > lastApplication) return true;
  return marker === firstApplication || marker === adobeApplication;
}

/**
 * A JPEG without what only tells of it (Exif, XMP, place, maker's notes, previews, comments) and without what hangs on its end.
 * Of Exif the way up alone is kept: telephones write pictures lying on their side.
 * Source  ITU-T T.81, annex B; Exif 2.3, tag 274.
 */
export function plainJpeg(bytes: Uint8Array): PlainFile {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let wayUp = 1;
  let hasFrame = false;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return "broken";
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isAlone(marker) || marker === endOfImage) return "broken";
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const next = at + 2 + length;
    if (length < 2 || next > bytes.length) return "broken";
    if (marker === exifApplication) wayUp = wayUpOf(bytes.subarray(at + 4, next)) ?? wayUp;
    // Frames: all markers from C0 to CF but those of tables and of arithmetic conditioning.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) hasFrame = true;
    if (isDrawn(marker)) kept.push(bytes.subarray(at, next));
    at = next;
    if (marker !== startOfScan) continue;
    const end = endOfScan(bytes, at);
    if (end === null || !hasFrame) return "broken";
    kept.push(bytes.subarray(at, end));
    at = end;
    if (bytes[at + 1] === endOfImage) {
      const [start, ...rest] = kept;
      const turned = wayUp === 1 ? [] : [wayUpSegment(wayUp)];
      return joined([start ?? new Uint8Array(), ...turned, ...rest, bytes.subarray(at, at + 2)]);
    }
  }
  return "broken";
}

/** Where the marker after the data of a scan stands; null when the file ends before. */
function endOfScan(bytes: Uint8Array, from: number): number | null {
  for (let at = from; at + 1 < bytes.length; at += 1) {
    if (bytes[at] !== 0xff) continue;
    const marker = bytes[at + 1] ?? 0;
    if (marker !== 0 && marker !== 0xff && !(marker >= 0xd0 && marker <= 0xd7)) return at;
  }
  return null;
}

/** The way up that Exif tells, 1 to 8; null when it tells none. */
function wayUpOf(content: Uint8Array): number | null {
  if (asText(content, 0, 6) !== "Exif\0\0") return null;
  const tiff = content.subarray(6);
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const isLittle = asText(tiff, 0, 2) === "II";
  if (tiff.length < 14) return null;
  const directory = view.getUint32(4, isLittle);
  if (directory + 2 > tiff.length) return null;
  const count = view.getUint16(directory, isLittle);
  for (let entry = 0; entry < count; entry += 1) {
    const at = directory + 2 + 12 * entry;
    if (at + 12 > tiff.length) return null;
    if (view.getUint16(at, isLittle) !== 0x0112) continue;
    const value = view.getUint16(at + 8, isLittle);
    return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

/** An Exif segment that holds the way up and nothing else. */
function wayUpSegment(wayUp: number): Uint8Array {
  const head = [0xff, exifApplication, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0];
  const tiff = [
    0x4d,
    0x4d,
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    0x01,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    wayUp,
    0,
    0,
    0,
    0,
    0,
    0,
  ];
  return Uint8Array.from([...head, ...tiff]);
}
