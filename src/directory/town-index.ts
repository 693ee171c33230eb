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
  /** What typing faults are looked for in. */
  readonly whole: WholeKeys;
  /** One entry for each word of each key, sorted: the first 7 signs from that word on, then the entry's number. */
  readonly entries: Float64Array;
  readonly entryKey: Uint32Array;
  readonly entryStart: Uint8Array;
  /** Postcode × 2^16 + row, sorted. */
  readonly postcodes: Float64Array;
  /** Row of each former code. */
  readonly formerCodes: ReadonlyMap<string, number>;
}

/**
 * Whole keys, and keys without their article, in the order of their length: only those of about the length typed, with
 * about its letters, are compared letter by letter.
 */
export interface WholeKeys {
  readonly texts: readonly string[];
  /** Row of the table to which each leads. */
  readonly rows: Uint32Array;
  /** Letters that occur, one bit a letter. */
  readonly letters: Uint32Array;
  /** How often eight frequent letters occur, four bits each. */
  readonly counts: Uint32Array;
  /** Place of the first text of each length; the last is the number of texts. */
  readonly firstOfLength: Uint32Array;
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

const frequentLetters = "easinrlo";

/** How often eight frequent letters occur in a folded text, up to 15 times, four bits each. */
export function letterCounts(text: string): number {
  let counts = 0;
  for (let position = 0; position < text.length; position += 1) {
    const shift = frequentShift[text.charCodeAt(position)]!;
    if (shift < 32 && ((counts >>> shift) & 15) < 15) counts += 2 ** shift;
  }
  return counts >>> 0;
}

const frequentShift = Uint8Array.from({ length: 128 }, (_, code) => {
  const place = frequentLetters.indexOf(String.fromCharCode(code));
  return place < 0 ? 32 : 4 * place;
});

const longestKey = 64;

/** Puts whole keys in the order of their length (counting sort). */
function byLength(texts: readonly string[], rows: readonly number[]): WholeKeys {
  const lengthOf = (text: string): number => Math.min(text.length, longestKey);
  const firstOfLength = new Uint32Array(longestKey + 2);
  for (const text of texts) firstOfLength[lengthOf(text) + 1]! += 1;
  for (let length = 1; length < firstOfLength.length; length += 1) {
    firstOfLength[length]! += firstOfLength[length - 1]!;
  }
  const next = firstOfLength.slice();
  const places = Array.from(texts);
  const sorted: WholeKeys = {
    texts: places,
    rows: new Uint32Array(texts.length),
    letters: new Uint32Array(texts.length),
    counts: new Uint32Array(texts.length),
    firstOfLength,
  };
  for (const [given, text] of texts.entries()) {
    const length = lengthOf(text);
    const place = next[length]!;
    next[length] = place + 1;
    places[place] = text;
    sorted.rows[place] = rows[given]!;
    sorted.letters[place] = letterBits(text);
    sorted.counts[place] = letterCounts(text);
  }
  return sorted;
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

/** Collects keys and their words. */
class KeyCollector {
  readonly keys: string[] = [];
  private readonly row: number[] = [];
  private readonly article: number[] = [];
  private readonly former: number[] = [];
  private readonly wholeTexts: string[] = [];
  private readonly wholeRows: number[] = [];
  private readonly entries: number[] = [];
  private readonly entryKey: number[] = [];
  private readonly entryStart: number[] = [];

  /** Adds a name that leads to a row. */
  add(name: string, row: number, isFormer: boolean): void {
    const folded = foldName(name);
    const hasSpace = folded.includes(" ");
    const text = hasSpace ? folded.replaceAll(" ", "") : folded;
    const key = this.keys.push(text) - 1;
    this.row.push(row);
    this.former.push(isFormer ? 1 : 0);
    const article = hasSpace ? articleLength(folded) : 0;
    this.article.push(article);
    this.addWhole(text, row);
    this.addEntry(key, 0);
    if (!hasSpace) return;
    if (article > 0) this.addWhole(text.slice(article), row);
    let spaces = 0;
    for (let space = folded.indexOf(" "); space > 0; space = folded.indexOf(" ", space + 1)) {
      this.addEntry(key, space - spaces);
      spaces += 1;
    }
  }

  private addWhole(text: string, row: number): void {
    this.wholeTexts.push(text);
    this.wholeRows.push(row);
  }

  private addEntry(key: number, start: number): void {
    const entry = this.entryKey.push(key) - 1;
    this.entryStart.push(start);
    this.entries.push(packSigns(this.keys[key]!, start) * entryRoom + entry);
  }

  /** The columns collected. */
  finish() {
    return {
      keys: this.keys,
      keyRow: new Uint32Array(this.row),
      keyArticle: new Uint8Array(this.article),
      keyIsFormer: new Uint8Array(this.former),
      whole: byLength(this.wholeTexts, this.wholeRows),
      entries: new Float64Array(this.entries).sort(),
      entryKey: new Uint32Array(this.entryKey),
      entryStart: new Uint8Array(this.entryStart),
    };
  }
}

/** Prepares the search: about a tenth of a second, once. */
export function makeTownIndex(table: TownTable): TownIndex {
  const collector = new KeyCollector();
  for (let row = 0; row < table.names.length; row += 1) collector.add(table.names[row]!, row, false);
  for (let row = 0; row < table.codes.length; row += 1) {
    if (!isBorough(table.codes[row]!)) continue;
    for (const name of boroughNames(table.names[row]!)) collector.add(name, row, false);
  }
  for (const { name, row } of table.former) if (name !== null) collector.add(name, row, true);
  return {
    table,
    areas: areaNames(table.departements.values()),
    ...collector.finish(),
    postcodes: sortedPostcodes(table),
    formerCodes: new Map(table.former.map(({ code, row }) => [code, row])),
  };
}

function sortedPostcodes(table: TownTable): Float64Array {
  const pairs = new Float64Array(2 ** 16);
  let count = 0;
  for (const [row, postcodes] of table.postcodes.entries()) {
    for (let start = 0; start < postcodes.length; start += 6) {
      pairs[count] = numberOf(postcodes, start) * 65_536 + row;
      count += 1;
    }
  }
  return pairs.slice(0, count).sort();
}

/** The five digits from `start` on, as a number. */
function numberOf(text: string, start: number): number {
  let value = 0;
  for (let position = start; position < start + 5; position += 1)
    value = value * 10 + text.charCodeAt(position) - 48;
  return value;
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
