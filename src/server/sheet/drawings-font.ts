import { tablesOf, writeFont } from "./font-file.ts";

/** A glyph of the face as it is placed: its number in the face, and where it stands, font units. */
interface PlacedGlyph {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

/** What is drawn as one: a glyph of the face, or a letter with its dots and vowel marks. */
export interface Drawing {
  readonly parts: readonly PlacedGlyph[];
  /** From where it begins to where the next one does, font units. */
  readonly advance: number;
}

/** Bits of a part of a composed glyph, and where its number stands. Source  OpenType 1.9, `glyf` table. */
const bit = {
  hasWords: 0x1,
  hasOffsets: 0x2,
  hasScale: 0x8,
  isFollowed: 0x20,
  hasTwoScales: 0x40,
  hasMatrix: 0x80,
} as const;
/** Bytes before the contours or the parts of a glyph: their number, and the box around them. */
const glyphHead = 10;
/** Tables of the face that go into a PDF as they are. */
const keptTables: readonly string[] = ["cvt ", "fpgm", "prep"];

/** A face as its tables tell it. */
interface Face {
  readonly table: (tag: string) => Buffer;
  readonly glyph: (id: number) => Buffer;
  readonly advance: (id: number) => number;
}

/**
 * A font that holds these drawings and nothing else, numbered in their order. What has several parts becomes one glyph composed
 * of them, so that a letter and its dots are one sign for whoever takes the text out of a file.
 * Source  OpenType 1.9, tables `glyf`, `loca`, `hmtx`, `head`, `hhea`, `maxp`.
 */
export function drawingsFont(font: Buffer, drawings: readonly Drawing[]): Buffer {
  const face = readFace(font);
  const asked = new Map<number, number>();
  const numberOf = (id: number): number => {
    const number = asked.get(id) ?? drawings.length + asked.size;
    asked.set(id, number);
    return number;
  };
  const written = drawings.map(({ parts, advance }) => ({ glyph: drawn(face, parts, numberOf), advance }));
  // A part may itself be composed: it asks for more while they are written.
  for (const id of asked.keys())
    written.push({ glyph: renumbered(face.glyph(id), numberOf), advance: face.advance(id) });
  const kept = [...tablesOf(font)].filter(([tag]) => keptTables.includes(tag));
  return writeFont(font.subarray(0, 4), [
    ...kept.map(([tag, bytes]) => ({ tag, bytes })),
    ...glyphTables(written.map(({ glyph }) => glyph)),
    { tag: "hmtx", bytes: Buffer.concat(written.map(({ glyph, advance }) => metric(advance, glyph))) },
    { tag: "head", bytes: headOf(face) },
    { tag: "hhea", bytes: withNumber(face.table("hhea"), 34, written.length) },
    {
      tag: "maxp",
      bytes: mostOf(face, written.length, Math.max(1, ...drawings.map(({ parts }) => parts.length))),
    },
  ]);
}

function readFace(font: Buffer): Face {
  const tables = tablesOf(font);
  const table = (tag: string): Buffer => tables.get(tag) ?? Buffer.alloc(0);
  const [head, places, outlines, metrics] = [table("head"), table("loca"), table("glyf"), table("hmtx")];
  const isLong = head.readInt16BE(50) === 1;
  const placeOf = (id: number): number =>
    isLong ? places.readUInt32BE(id * 4) : places.readUInt16BE(id * 2) * 2;
  const last = table("hhea").readUInt16BE(34) - 1;
  return {
    table,
    glyph: (id) => outlines.subarray(placeOf(id), placeOf(id + 1)),
    advance: (id) => metrics.readUInt16BE(Math.min(id, last) * 4),
  };
}

type NumberOf = (id: number) => number;

function drawn(face: Face, parts: Drawing["parts"], numberOf: NumberOf): Buffer {
  const [only, ...others] = parts;
  if (only === undefined) return Buffer.alloc(0);
  return others.length === 0 && only.x === 0 && only.y === 0
    ? renumbered(face.glyph(only.id), numberOf)
    : composed(face, parts, numberOf);
}

function composed(face: Face, parts: Drawing["parts"], numberOf: NumberOf): Buffer {
  const seen = parts.filter(({ id }) => face.glyph(id).length > 0);
  if (seen.length === 0) return Buffer.alloc(0);
  const corners = seen.map(({ id, x, y }) => {
    const glyph = face.glyph(id);
    return [2, 4, 6, 8].map((at) => glyph.readInt16BE(at) + (at === 2 || at === 6 ? x : y));
  });
  const head = Buffer.alloc(glyphHead);
  head.writeInt16BE(-1, 0);
  for (const at of [0, 1, 2, 3])
    head.writeInt16BE(
      (at < 2 ? Math.min : Math.max)(...corners.map((box) => Math.round(box[at] ?? 0))),
      2 + at * 2,
    );
  const words = seen.map(({ id, x, y }, at) => {
    const part = Buffer.alloc(8);
    part.writeUInt16BE(bit.hasWords | bit.hasOffsets | (at < seen.length - 1 ? bit.isFollowed : 0), 0);
    part.writeUInt16BE(numberOf(id), 2);
    part.writeInt16BE(Math.round(x), 4);
    part.writeInt16BE(Math.round(y), 6);
    return part;
  });
  return Buffer.concat([head, ...words]);
}

/** A glyph whose parts, if it has some, bear the numbers of the new font. */
function renumbered(glyph: Buffer, numberOf: NumberOf): Buffer {
  if (glyph.length === 0 || glyph.readInt16BE(0) >= 0) return glyph;
  const own = Buffer.from(glyph);
  let place = glyphHead;
  for (let isFollowed = true; isFollowed;) {
    const bits = own.readUInt16BE(place);
    own.writeUInt16BE(numberOf(own.readUInt16BE(place + 2)), place + 2);
    place += 4 + ((bits & bit.hasWords) === 0 ? 2 : 4) + scaleBytes(bits);
    isFollowed = (bits & bit.isFollowed) !== 0;
  }
  return own;
}

function scaleBytes(bits: number): number {
  if ((bits & bit.hasScale) !== 0) return 2;
  if ((bits & bit.hasTwoScales) !== 0) return 4;
  return (bits & bit.hasMatrix) === 0 ? 0 : 8;
}

function glyphTables(glyphs: readonly Buffer[]) {
  const padded = glyphs.map((glyph) => Buffer.concat([glyph, Buffer.alloc((4 - (glyph.length % 4)) % 4)]));
  const places = Buffer.alloc((glyphs.length + 1) * 4);
  let place = 0;
  padded.forEach(({ length }, at) => {
    place += length;
    places.writeUInt32BE(place, (at + 1) * 4);
  });
  return [
    { tag: "glyf", bytes: Buffer.concat(padded) },
    { tag: "loca", bytes: places },
  ];
}

/** How wide a glyph is, and where its ink begins. */
function metric(advance: number, glyph: Buffer): Buffer {
  const own = Buffer.alloc(4);
  own.writeUInt16BE(Math.max(0, Math.round(advance)), 0);
  if (glyph.length > 0) own.writeInt16BE(glyph.readInt16BE(2), 2);
  return own;
}

function withNumber(table: Buffer, place: number, value: number): Buffer {
  const own = Buffer.from(table);
  own.writeUInt16BE(value, place);
  return own;
}

/** Places of glyphs are written in long form. */
const headOf = (face: Face): Buffer => withNumber(face.table("head"), 50, 1);

/** The most of each thing that a glyph may hold, for whoever makes room for it. */
function mostOf(face: Face, count: number, parts: number): Buffer {
  const own = withNumber(face.table("maxp"), 4, count);
  const [points, contours, inPoints, inContours, inParts, depth] = [6, 8, 10, 12, 28, 30].map((place) =>
    own.readUInt16BE(place),
  ) as [number, number, number, number, number, number];
  own.writeUInt16BE(Math.min(0xffff, Math.max(points, inPoints) * parts), 10);
  own.writeUInt16BE(Math.min(0xffff, Math.max(contours, inContours) * parts), 12);
  own.writeUInt16BE(Math.max(inParts, parts), 28);
  own.writeUInt16BE(depth + 1, 30);
  return own;
}
