import { crc32, deflateRawSync } from "node:zlib";

interface Part {
  readonly name: string;
  readonly packed: Buffer;
  readonly size: number;
  readonly crc: number;
}

/** A ZIP archive of texts (PKWARE APPNOTE 6.3), packed by deflate. */
export function zipOf(files: Readonly<Record<string, string>>): Buffer {
  return archiveOf(
    Object.entries(files).map(([name, text]) => {
      const bytes = Buffer.from(text);
      return { name, packed: deflateRawSync(bytes), size: bytes.length, crc: crc32(bytes) };
    }),
  );
}

/** A workbook of one sheet: its rows as SpreadsheetML, and its shared texts; style 1 shows days. */
export function xlsxOf(rows: string, texts: readonly string[]): Buffer {
  return zipOf(partsOf(rows, texts));
}

/** A workbook whose sheet is zeros only; `told` is the size that its directory tells, the true one unless given. */
export function bombXlsx({ size, told = size }: { readonly size: number; readonly told?: number }): Buffer {
  const packed = deflateRawSync(Buffer.alloc(size), { level: 9 });
  const others = Object.entries(partsOf("", [])).filter(([name]) => !name.includes("worksheets"));
  return archiveOf([
    ...others.map(([name, text]) => {
      const bytes = Buffer.from(text);
      return { name, packed: deflateRawSync(bytes), size: bytes.length, crc: 0 };
    }),
    { name: "xl/worksheets/sheet1.xml", packed, size: told, crc: 0 },
  ]);
}

function partsOf(rows: string, texts: readonly string[]): Readonly<Record<string, string>> {
  const rel = `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`;
  return {
    "xl/workbook.xml": `<workbook><sheets><sheet name="Lieux" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": rel,
    "xl/styles.xml": `<styleSheet><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    "xl/sharedStrings.xml": `<sst>${texts.map((text) => `<si><t>${text}</t></si>`).join("")}</sst>`,
    "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
  };
}

function archiveOf(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    writeFacts(local, 4, part, name.length);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    writeFacts(entry, 6, part, name.length);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, name, part.packed);
    entries.push(entry, name);
    offset += 30 + name.length + part.packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** Version, flags, method, time, digest and sizes: the same in both headers, `at` bytes in. */
function writeFacts(header: Buffer, at: number, { packed, size, crc }: Part, nameLength: number): void {
  header.writeUInt16LE(20, at);
  header.writeUInt16LE(8, at + 4);
  header.writeUInt32LE(crc, at + 10);
  header.writeUInt32LE(packed.length, at + 14);
  header.writeUInt32LE(size, at + 18);
  header.writeUInt16LE(nameLength, at + 22);
}
