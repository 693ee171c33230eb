import { fontOf, tableOf, tablesOf, type FontTables } from "./font-tables.ts";

/**
 * One font of two that were cut from the same face by alphabet (TrueType outlines, the same em): the first with all its
 * tables of shaping, and behind its glyphs those of the second. A program that draws a line by one font then finds
 * Arabic, digits and brackets in it. Made in memory, never given away.
 * Source  OpenType 1.9: glyf, loca, hmtx, maxp, cmap.
 */
export function mergedFont(first: Buffer, second: Buffer): Buffer {
  const [a, b] = [tablesOf(first), tablesOf(second)];
  const em = (tables: FontTables): number => tableOf(tables, "head").readUInt16BE(18);
  if (em(a) !== em(b)) throw new Error("two fonts of different em");
  const [glyphsOfA, glyphsOfB] = [glyphsIn(a), glyphsIn(b)];
  const shift = glyphsOfA.length;
  const glyphs = [...glyphsOfA, ...glyphsOfB.map((glyph) => withShiftedParts(glyph, shift))];
  const metrics = [...metricsIn(a, glyphsOfA.length), ...metricsIn(b, glyphsOfB.length)];
  const codes = new Map([...codesIn(b)].map(([code, glyph]) => [code, glyph + shift] as const));
  for (const [code, glyph] of codesIn(a)) codes.set(code, glyph);
  const head = Buffer.from(tableOf(a, "head"));
  head.writeInt16BE(1, 50);
  const hhea = Buffer.from(tableOf(a, "hhea"));
  hhea.writeUInt16BE(glyphs.length, 34);
  const post = Buffer.from(tableOf(a, "post").subarray(0, 32));
  post.writeUInt32BE(0x00030000, 0);
  const kept = ["OS/2", "name", "GSUB", "GPOS", "GDEF"].flatMap((tag) => {
    const table = a.get(tag);
    return table === undefined ? [] : [[tag, table] as const];
  });
  return fontOf(
    new Map([
      ...kept,
      ["head", head],
      ["hhea", hhea],
      ["post", post],
      ["maxp", largest(tableOf(a, "maxp"), tableOf(b, "maxp"), glyphs.length)],
      ["hmtx", Buffer.concat(metrics)],
      ["glyf", Buffer.concat(glyphs)],
      ["loca", placesOf(glyphs)],
      ["cmap", codeTable(codes)],
    ]),
  );
}

/** The outlines of every glyph. */
function glyphsIn(tables: FontTables): readonly Buffer[] {
  const [loca, glyf] = [tableOf(tables, "loca"), tableOf(tables, "glyf")];
  const isLong = tableOf(tables, "head").readInt16BE(50) === 1;
  const place = (index: number): number =>
    isLong ? loca.readUInt32BE(4 * index) : 2 * loca.readUInt16BE(2 * index);
  const count = tableOf(tables, "maxp").readUInt16BE(4);
  return Array.from({ length: count }, (_none, index) => {
    const glyph = glyf.subarray(place(index), place(index + 1));
    const padded = Buffer.alloc(Math.ceil(glyph.length / 4) * 4);
    glyph.copy(padded);
    return padded;
  });
}

const [wordArguments, hasScale, hasMore, hasTwoScales, hasMatrix] = [0x1, 0x8, 0x20, 0x40, 0x80];

/** A glyph made of others names them by number: those numbers move with them. */
function withShiftedParts(glyph: Buffer, shift: number): Buffer {
  if (glyph.length === 0 || glyph.readInt16BE(0) >= 0) return glyph;
  const moved = Buffer.from(glyph);
  let at = 10;
  let flags = hasMore;
  while (flags & hasMore) {
    flags = moved.readUInt16BE(at);
    moved.writeUInt16BE(moved.readUInt16BE(at + 2) + shift, at + 2);
    at += 4 + (flags & wordArguments ? 4 : 2);
    at += flags & hasScale ? 2 : flags & hasTwoScales ? 4 : flags & hasMatrix ? 8 : 0;
  }
  return moved;
}

/** Advance and bearing of every glyph; at the end of the table advances are left out when they repeat. */
function metricsIn(tables: FontTables, count: number): readonly Buffer[] {
  const hmtx = tableOf(tables, "hmtx");
  const long = tableOf(tables, "hhea").readUInt16BE(34);
  return Array.from({ length: count }, (_none, index) => {
    if (index < long) return hmtx.subarray(4 * index, 4 * index + 4);
    const bearing = 4 * long + 2 * (index - long);
    return Buffer.concat([
      hmtx.subarray(4 * (long - 1), 4 * (long - 1) + 2),
      hmtx.subarray(bearing, bearing + 2),
    ]);
  });
}

/** What a program needs room for: the larger of both, field by field. */
function largest(a: Buffer, b: Buffer, glyphs: number): Buffer {
  const table = Buffer.from(a);
  for (let at = 6; at + 2 <= Math.min(a.length, b.length); at += 2)
    table.writeUInt16BE(Math.max(a.readUInt16BE(at), b.readUInt16BE(at)), at);
  table.writeUInt16BE(glyphs, 4);
  return table;
}

function placesOf(glyphs: readonly Buffer[]): Buffer {
  const table = Buffer.alloc(4 * (glyphs.length + 1));
  let place = 0;
  for (const [index, glyph] of glyphs.entries()) {
    table.writeUInt32BE(place, 4 * index);
    place += glyph.length;
  }
  table.writeUInt32BE(place, 4 * glyphs.length);
  return table;
}

/** Code points and their glyphs, from the tables of Unicode in formats 4 and 12. */
function codesIn(tables: FontTables): ReadonlyMap<number, number> {
  const cmap = tableOf(tables, "cmap");
  const codes = new Map<number, number>();
  for (let index = 0; index < cmap.readUInt16BE(2); index += 1) {
    const table = cmap.subarray(cmap.readUInt32BE(4 + 8 * index + 4));
    const format = table.readUInt16BE(0);
    if (format === 4) readSegments(table, codes);
    if (format === 12) readGroups(table, codes);
  }
  return codes;
}

function readSegments(table: Buffer, codes: Map<number, number>): void {
  const count = table.readUInt16BE(6) / 2;
  for (let segment = 0; segment < count; segment += 1) {
    const end = table.readUInt16BE(14 + 2 * segment);
    const start = table.readUInt16BE(16 + 2 * count + 2 * segment);
    const delta = table.readUInt16BE(16 + 4 * count + 2 * segment);
    const rangeAt = 16 + 6 * count + 2 * segment;
    const range = table.readUInt16BE(rangeAt);
    for (let code = start; code <= end && code !== 0xffff; code += 1) {
      const found = range === 0 ? code : table.readUInt16BE(rangeAt + range + 2 * (code - start));
      const glyph = found === 0 && range !== 0 ? 0 : (found + delta) & 0xffff;
      if (glyph !== 0) codes.set(code, glyph);
    }
  }
}

function readGroups(table: Buffer, codes: Map<number, number>): void {
  for (let group = 0; group < table.readUInt32BE(12); group += 1) {
    const at = 16 + 12 * group;
    const [start, end, glyph] = [0, 4, 8].map((field) => table.readUInt32BE(at + field)) as [
      number,
      number,
      number,
    ];
    for (let code = start; code <= end; code += 1) codes.set(code, glyph + code - start);
  }
}

/** Code points as one table of format 12, a group each. */
function codeTable(codes: ReadonlyMap<number, number>): Buffer {
  const sorted = [...codes].toSorted(([a], [b]) => a - b);
  const header = Buffer.alloc(12 + 16);
  header.writeUInt16BE(1, 2);
  header.writeUInt16BE(3, 4);
  header.writeUInt16BE(10, 6);
  header.writeUInt32BE(12, 8);
  header.writeUInt16BE(12, 12);
  header.writeUInt32BE(16 + 12 * sorted.length, 16);
  header.writeUInt32BE(sorted.length, 24);
  const groups = sorted.map(([code, glyph]) => {
    const group = Buffer.alloc(12);
    group.writeUInt32BE(code, 0);
    group.writeUInt32BE(code, 4);
    group.writeUInt32BE(glyph, 8);
    return group;
  });
  return Buffer.concat([header, ...groups]);
}
