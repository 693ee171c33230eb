/** A table of a TrueType font: its four letters and its bytes. */
export interface FontTable {
  readonly tag: string;
  readonly bytes: Buffer;
}

/** Length in bytes of the head of a font file, and of an entry of its directory. */
const lengths = { head: 12, entry: 16 } as const;

/** A font file from its tables; `version` are the first four bytes of the font. Source  OpenType 1.9, table directory. */
export function writeFont(version: Buffer, tables: readonly FontTable[]): Buffer {
  const sorted = tables.toSorted((one, other) => (one.tag < other.tag ? -1 : 1));
  const power = Math.floor(Math.log2(sorted.length));
  const directory = Buffer.alloc(lengths.head + sorted.length * lengths.entry);
  version.copy(directory, 0, 0, 4);
  directory.writeUInt16BE(sorted.length, 4);
  directory.writeUInt16BE(16 * 2 ** power, 6);
  directory.writeUInt16BE(power, 8);
  directory.writeUInt16BE(16 * (sorted.length - 2 ** power), 10);
  const parts: Buffer[] = [];
  let place = directory.length;
  sorted.forEach(({ tag, bytes }, at) => {
    const padded = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
    const entry = lengths.head + at * lengths.entry;
    directory.write(tag, entry, "latin1");
    directory.writeUInt32BE(sumOf(padded), entry + 4);
    directory.writeUInt32BE(place, entry + 8);
    directory.writeUInt32BE(bytes.length, entry + 12);
    parts.push(padded);
    place += padded.length;
  });
  return Buffer.concat([directory, ...parts]);
}

function sumOf(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) % 2 ** 32;
  return sum;
}

/** The tables of a font file, by their four letters. */
export function tablesOf(font: Buffer): ReadonlyMap<string, Buffer> {
  const tables = new Map<string, Buffer>();
  for (let at = 0; at < font.readUInt16BE(4); at += 1) {
    const entry = lengths.head + at * lengths.entry;
    const place = font.readUInt32BE(entry + 8);
    tables.set(
      font.toString("latin1", entry, entry + 4),
      font.subarray(place, place + font.readUInt32BE(entry + 12)),
    );
  }
  return tables;
}
