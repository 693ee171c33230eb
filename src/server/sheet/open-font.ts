import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inflateSync } from "node:zlib";
import { writeFont, type FontTable } from "./font-file.ts";
import type { LetterFile } from "./letters.ts";

const resolve = createRequire(import.meta.url).resolve;

/** Weight of the letters: of the body, and of headings. */
export type LetterWeight = 400 | 700;

/** Files whose letters stand one beside the other. */
export const latinFiles = ["latin", "latin-ext"] as const satisfies readonly LetterFile[];

const faces = {
  latin: "atkinson-hyperlegible-next",
  "latin-ext": "atkinson-hyperlegible-next",
  arabic: "noto-sans-arabic",
} as const;

const opened = new Map<string, Buffer>();

/** A file of a face, unpacked once: the library that embeds it would else unpack it anew for each letter. */
export function openFont(file: LetterFile, weight: LetterWeight): Buffer {
  const face = faces[file];
  const name = `@fontsource/${face}/files/${face}-${file}-${weight}-normal.woff`;
  const font = opened.get(name) ?? unpack(readFileSync(resolve(name)));
  opened.set(name, font);
  return font;
}

/** Length in bytes of the head of a WOFF file, and of an entry of its directory. */
const lengths = { head: 44, entry: 20 } as const;

/** The font in a WOFF file. Source  W3C, WOFF File Format 1.0, §3–5. */
function unpack(woff: Buffer): Buffer {
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, at) =>
    readTable(woff, lengths.head + at * lengths.entry),
  );
  return writeFont(woff.subarray(4, 8), tables);
}

function readTable(woff: Buffer, entry: number): FontTable {
  const offset = woff.readUInt32BE(entry + 4);
  const packedLength = woff.readUInt32BE(entry + 8);
  const packed = woff.subarray(offset, offset + packedLength);
  return {
    tag: woff.toString("latin1", entry, entry + 4),
    bytes: packedLength < woff.readUInt32BE(entry + 12) ? inflateSync(packed) : packed,
  };
}
