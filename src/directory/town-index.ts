import { articleLength, foldName } from "./town-name.ts";
import { areaNames, type AreaNames } from "./town-query.ts";
import { isBorough, type TownTable } from "./town-table.ts";

/**
 * What is looked through when somebody types. A key is a folded name without spaces that leads to a row of the table;
 * a commune has one, an arrondissement several, and every former commune one that leads to its heir.
 */
export interface TownIndex {
  readonly table: TownTable;
  readonly areas: AreaNames;
  readonly keys: readonly string[];
  /** Row of the table to which each key leads. */
  readonly keyRow: Uint32Array;
  /** Letters of the article that opens each key. */
  readonly keyArticle: Uint8Array;
  /** 1 when the key is not the official name now in force. */
  readonly keyIsFormer: Uint8Array;
  /** Letters that occur in each key, one bit a letter. */
  readonly keyLetters: Uint32Array;
  /** One entry for each word of each key, sorted: the first 7 signs from that word on, then the entry's number. */
  readonly entries: Float64Array;
  readonly entryKey: Uint32Array;
  readonly entryStart: Uint8Array;
  /** Postcode × 2^16 + row, sorted. */
  readonly postcodes: Float64Array;
  /** Row of each former code. */
  readonly formerCodes: ReadonlyMap<string, number>;
}

/** Signs of a name that an entry's number holds. */
export const packedSigns = 7;
/** Numbers of entries fit below this power of two. */
export const entryRoom = 2 ** 18;

/** Five bits of a sign: 0 nothing, 1–26 letters, 27–31 digits two by two. */
function signBits(code: number): number {
  return code >= 97 ? code - 96 : 27 + ((code - 48) >> 1);
}

/** The first signs of a text as one number that sorts alike; shorter texts are filled up with nothing. */
export function packSigns(text: string, start: number): number {
  let packed = 0;
  for (let position = start; position < start + packedSigns; position += 1) {
    packed = packed * 32 + (position < text.length ? signBits(text.charCodeAt(position)) : 0);
  }
  return packed;
}

/** The letters that occur in a folded text, one bit a letter; digits share a bit. */
export function letterBits(text: string): number {
  let bits = 0;
  for (let position = 0; position < text.length; position += 1) {
    const code = text.charCodeAt(position);
    bits |= 1 << (code >= 97 ? code - 97 : 26);
  }
  return bits >>> 0;
}

interface NamedRow {
  readonly folded: string;
  readonly row: number;
  readonly isFormer: boolean;
}

/** Names an arrondissement is called by beside its official one: `Paris 11`, `Paris 11eme`, `11e arrondissement Paris`. */
function boroughNames(name: string): string[] {
  const parts = /^(\D+) (\d+)/.exec(name);
  if (!parts) return [];
  const [, city = "", number = ""] = parts;
  const two = number.padStart(2, "0");
  const ordinals = [number, two, `${number}eme arrondissement`, `${number} arrondissement`];
  return [
    ...ordinals.map((ordinal) => `${city} ${ordinal}`),
    `${number}e arrondissement de ${city}`,
    `${number}eme arrondissement de ${city}`,
  ];
}

function namedRows(table: TownTable): NamedRow[] {
  const named = table.names.map((name, row) => ({ folded: foldName(name), row, isFormer: false }));
  const boroughs = table.codes.flatMap((code, row) =>
    isBorough(code)
      ? boroughNames(table.names[row] ?? "").map((name) => ({ folded: foldName(name), row, isFormer: false }))
      : [],
  );
  const former = table.former.flatMap(({ name, row }) =>
    name === null ? [] : [{ folded: foldName(name), row, isFormer: true }],
  );
  return [...named, ...boroughs, ...former];
}

/** Prepares the search: about a tenth of a second, once. */
export function makeTownIndex(table: TownTable): TownIndex {
  const named = namedRows(table);
  const keys: string[] = [];
  const entryKey: number[] = [];
  const entryStart: number[] = [];
  for (const [key, { folded }] of named.entries()) {
    const words = folded.split(" ");
    let start = 0;
    for (const word of words) {
      entryKey.push(key);
      entryStart.push(start);
      start += word.length;
    }
    keys.push(words.join(""));
  }
  const entries = Float64Array.from(
    entryKey,
    (key, entry) => packSigns(keys[key]!, entryStart[entry]!) * entryRoom + entry,
  ).sort();
  return {
    table,
    areas: areaNames(table.departements.values()),
    keys,
    keyRow: Uint32Array.from(named, ({ row }) => row),
    keyArticle: Uint8Array.from(named, ({ folded }) => articleLength(folded)),
    keyIsFormer: Uint8Array.from(named, ({ isFormer }) => (isFormer ? 1 : 0)),
    keyLetters: Uint32Array.from(keys, letterBits),
    entries,
    entryKey: Uint32Array.from(entryKey),
    entryStart: Uint8Array.from(entryStart),
    postcodes: sortedPostcodes(table),
    formerCodes: new Map(table.former.map(({ code, row }) => [code, row])),
  };
}

function sortedPostcodes(table: TownTable): Float64Array {
  const pairs: number[] = [];
  for (const [row, postcodes] of table.postcodes.entries()) {
    if (postcodes === "") continue;
    for (const postcode of postcodes.split(" ")) pairs.push(Number(postcode) * 65_536 + row);
  }
  return Float64Array.from(pairs).sort();
}

/** Position of the first value not below `wanted` in sorted numbers. */
export function firstAtLeast(sorted: Float64Array, wanted: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
