import { numberMap, type OfferColumns } from "./columns.ts";

// A saved index: a header of numbers, the columns one after the other on 8-byte steps, then the stems as UTF-8 lines.

/** "TIS2": rows of a cell by falling quality. */
const magic = 0x54495332;
const names = [
  "latitude",
  "longitude",
  "cellKey",
  "cellStart",
  "needs",
  "facets",
  "publics",
  "dayParts",
  "quality",
  "ordinal",
  "postingStart",
  "postings",
] as const;

const onStep = (bytes: number): number => Math.ceil(bytes / 8) * 8;

/** Columns as bytes, to be kept in a file. */
export function saveColumns(columns: OfferColumns): Uint8Array {
  const stems = new TextEncoder().encode(columns.stems.join("\n"));
  const lengths = names.map((name) => columns[name].byteLength);
  const header = Uint32Array.from([magic, columns.size, columns.placed, stems.byteLength, ...lengths]);
  const total = [onStep(header.byteLength), ...lengths.map(onStep), onStep(stems.byteLength)];
  const bytes = new Uint8Array(total.reduce((sum, length) => sum + length, 0));
  let at = 0;
  const put = (part: Uint8Array | Uint32Array | Float32Array): void => {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += onStep(part.byteLength);
  };
  put(header);
  for (const name of names) put(columns[name]);
  put(stems);
  return bytes;
}

/** Reads saved columns without copying them. @throws RangeError when the bytes are no saved index. */
export function loadColumns(bytes: Uint8Array): OfferColumns {
  const { buffer, byteOffset } = bytes;
  const header = new Uint32Array(buffer, byteOffset, 4 + names.length);
  const [found = 0, size = 0, placed = 0, stemBytes = 0, ...lengths] = header;
  if (found !== magic) throw new RangeError("These bytes are no saved index.");
  let at = byteOffset + onStep(header.byteLength);
  const take = (position: number): number => {
    const start = at;
    at += onStep(lengths[position] ?? 0);
    return start;
  };
  const integers = (position: number): Uint32Array =>
    new Uint32Array(buffer, take(position), (lengths[position] ?? 0) / 4);
  const floats = (position: number): Float32Array =>
    new Float32Array(buffer, take(position), (lengths[position] ?? 0) / 4);
  const columns = {
    size,
    placed,
    latitude: floats(0),
    longitude: floats(1),
    cellKey: integers(2),
    cellStart: integers(3),
    needs: integers(4),
    facets: integers(5),
    publics: integers(6),
    dayParts: integers(7),
    quality: new Uint8Array(buffer, take(8), lengths[8] ?? 0),
    ordinal: integers(9),
    postingStart: integers(10),
    postings: integers(11),
  };
  const text = new TextDecoder().decode(new Uint8Array(buffer, at, stemBytes));
  const stems = text === "" ? [] : text.split("\n");
  return { ...columns, stems, stemNumber: numberMap(stems) };
}
