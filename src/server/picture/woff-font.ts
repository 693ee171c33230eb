import { inflateSync } from "node:zlib";
import { fontOf } from "./font-tables.ts";

const [headerLength, entryLength] = [44, 20];
const signature = 0x774f4646;

/**
 * A font of the web (WOFF 1.0) as the font inside it (TrueType or OpenType), which is what programs that draw text read.
 * Source  W3C, WOFF File Format 1.0, sections 3 to 5.
 */
export function fontInWoff(woff: Buffer): Buffer {
  if (woff.readUInt32BE(0) !== signature) throw new Error("not a WOFF font");
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_none, index) => {
    const at = headerLength + index * entryLength;
    const offset = woff.readUInt32BE(at + 4);
    const packed = woff.readUInt32BE(at + 8);
    const bytes = woff.subarray(offset, offset + packed);
    const isPacked = packed < woff.readUInt32BE(at + 12);
    return [woff.toString("latin1", at, at + 4), isPacked ? inflateSync(bytes) : bytes] as const;
  });
  return fontOf(new Map(tables), woff.readUInt32BE(4));
}
