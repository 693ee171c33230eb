import { inflateRawSync } from "node:zlib";
import { exchangeErrors } from "../errors.ts";

/** Most bytes that one file of an archive may hold, and all that are read of it together. */
const maxEntryBytes = 60 * 1024 * 1024;
const maxTotalBytes = 120 * 1024 * 1024;
/** Most files of an archive, and how many times smaller than itself a file may be packed (deflate reaches 1032). */
const maxEntries = 2000;
const maxRatio = 250;

interface Entry {
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * A ZIP archive (PKWARE APPNOTE 6.3) of which single files are read. Sizes are checked before anything is unpacked, and again while
 * it is: a bomb costs nothing.
 */
export class ZipReader {
  readonly #bytes: Buffer;
  readonly #entries: ReadonlyMap<string, Entry>;
  #left = maxTotalBytes;

  /** @throws exchange.archiveUnreadable, exchange.archiveTooLarge */
  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#entries = directoryOf(this.#bytes);
  }

  /** The text of a file; null when there is none of this name. @throws exchange.archiveUnreadable, exchange.archiveTooLarge */
  text(name: string): string | null {
    const entry = this.#entries.get(name);
    if (entry === undefined) return null;
    const isBomb = entry.size > maxEntryBytes || entry.size > entry.packed * maxRatio + 4096;
    if (isBomb || entry.size > this.#left) throw exchangeErrors.archiveTooLarge({ limit: maxEntryBytes });
    this.#left -= entry.size;
    return new TextDecoder().decode(this.#unpack(entry));
  }

  #unpack({ method, packed, size, offset }: Entry): Uint8Array {
    const bytes = this.#bytes;
    try {
      if (bytes.readUInt32LE(offset) !== 0x04034b50) throw new RangeError("no local header");
      const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
      const part = bytes.subarray(start, start + packed);
      if (method === 0) return part;
      if (method !== 8) throw new RangeError("unknown method");
      return inflateRawSync(part, { maxOutputLength: Math.max(1, size) });
    } catch (cause) {
      throw exchangeErrors.archiveUnreadable({}, { cause });
    }
  }
}

/** Whether a file is a ZIP archive, as XLSX files are. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

function directoryOf(bytes: Buffer): ReadonlyMap<string, Entry> {
  try {
    const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
    if (end < 0) throw new RangeError("no directory");
    const count = bytes.readUInt16LE(end + 10);
    if (count > maxEntries) throw exchangeErrors.archiveTooLarge({ limit: maxEntryBytes });
    const entries = new Map<string, Entry>();
    for (let [at, left] = [bytes.readUInt32LE(end + 16), count]; left > 0; left -= 1) {
      if (bytes.readUInt32LE(at) !== 0x02014b50) throw new RangeError("no entry");
      const nameLength = bytes.readUInt16LE(at + 28);
      entries.set(bytes.toString("utf8", at + 46, at + 46 + nameLength), {
        method: bytes.readUInt16LE(at + 10),
        packed: bytes.readUInt32LE(at + 20),
        size: bytes.readUInt32LE(at + 24),
        offset: bytes.readUInt32LE(at + 42),
      });
      at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    }
    return entries;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw exchangeErrors.archiveUnreadable({}, { cause });
  }
}
