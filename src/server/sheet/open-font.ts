import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inflateSync } from "node:zlib";
import type { LetterFile } from "./letters.ts";

const resolve = createRequire(import.meta.url).resolve;

/** Weight of the letters: of the body, and of headings. */
export type LetterWeight = 400 | 700;

const opened = new Map<string, Buffer>();

/** A file of the face, unpacked once: the library that embeds it would else unpack it anew for each letter. */
export function openFont(file: LetterFile, weight: LetterWeight): Buffer {
  const name = `@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-${file}-${weight}-normal.woff`;
  const font = opened.get(name) ?? unpack(readFileSync(resolve(name)));
  opened.set(name, font);
  return font;
}

/** Length in bytes of the head of a WOFF file, of an entry of its directory, and of the same in the font it holds. */
const lengths = { woffHead: 44, woffEntry: 20, head: 12, entry: 16 } as const;

/** The font in a WOFF file. Source  W3C, WOFF File Format 1.0, §3–5; OpenType 1.9, table directory. */
function unpack(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const directory = Buffer.alloc(lengths.head + count * lengths.entry);
  woff.copy(directory, 0, 4, 8);
  const power = Math.floor(Math.log2(count));
  directory.writeUInt16BE(count, 4);
  directory.writeUInt16BE(16 * 2 ** power, 6);
  directory.writeUInt16BE(power, 8);
  directory.writeUInt16BE(16 * (count - 2 ** power), 10);
  const tables: Buffer[] = [];
  let place = directory.length;
  for (let at = 0; at < count; at += 1) {
    const table = readTable(woff, lengths.woffHead + at * lengths.woffEntry);
    const entry = lengths.head + at * lengths.entry;
    directory.write(table.tag, entry, "latin1");
    directory.writeUInt32BE(table.checksum, entry + 4);
    directory.writeUInt32BE(place, entry + 8);
    directory.writeUInt32BE(table.bytes.length, entry + 12);
    const padding = Buffer.alloc((4 - (table.bytes.length % 4)) % 4);
    tables.push(table.bytes, padding);
    place += table.bytes.length + padding.length;
  }
  return Buffer.concat([directory, ...tables]);
}

function readTable(woff: Buffer, entry: number) {
  const offset = woff.readUInt32BE(entry + 4);
  const packedLength = woff.readUInt32BE(entry + 8);
  const packed = woff.subarray(offset, offset + packedLength);
  return {
    tag: woff.toString("latin1", entry, entry + 4),
    checksum: woff.readUInt32BE(entry + 16),
    bytes: packedLength < woff.readUInt32BE(entry + 12) ? inflateSync(packed) : packed,
  };
}
