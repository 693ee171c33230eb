import type { Town } from "./actions.ts";
import {
  entryRoom,
  firstAtLeast,
  letterBits,
  letterCounts,
  packedSigns,
  packSigns,
  type TownIndex,
} from "./town-index.ts";
import { readTownQuery, type TownReading } from "./town-query.ts";
import { departementOf, isBorough, townAt } from "./town-table.ts";
import { faultsForgiven, typingFaults } from "./town-typing.ts";

/** How well a town answers; smaller is better. */
const grade = { exact: 0, withoutArticle: 1, former: 2, prefix: 3, formerPrefix: 4, fuzzy: 4 } as const;

/** Rows found, with the best grade of each; a table of all rows, since one letter alone finds twenty thousand. */
class Found {
  readonly rows: number[] = [];
  private readonly grades: Uint8Array;

  constructor(rowsOfTable: number) {
    this.grades = new Uint8Array(rowsOfTable).fill(255);
  }

  /** Grade of a row; 255 when it was not found. */
  gradeOf(row: number): number {
    return this.grades[row]!;
  }

  /** Notes a row, or a better grade of it. */
  add(row: number, value: number): void {
    const before = this.grades[row]!;
    if (value >= before) return;
    if (before === 255) this.rows.push(row);
    this.grades[row] = value;
  }

  hasExact(): boolean {
    return this.rows.some((row) => this.gradeOf(row) <= grade.withoutArticle);
  }
}

/**
 * Towns that answer to a text typed by anybody: beginning of a word of the name, whole name with typing faults,
 * postcode or its beginning, code of the commune, name of a former commune; a postcode, département or region beside
 * the name narrows the choice. Best first: exact, then beginning, then faults; among equals the most inhabitants.
 * @param limit most towns wanted.
 * @returns an empty list when no town answers; never throws.
 */
export function searchTowns(index: TownIndex, text: string, limit: number): Town[] {
  return search(index, readTownQuery(text, index.areas), limit);
}

/** As {@link searchTowns}, by readings alone that leave out no part of what was typed. */
export function searchWholeTowns(index: TownIndex, text: string, limit: number): Town[] {
  const whole = readTownQuery(text, index.areas).filter(({ isLastResort }) => !isLastResort);
  return search(index, whole, limit);
}

function search(index: TownIndex, readings: readonly TownReading[], limit: number): Town[] {
  const found = new Found(index.table.codes.length);
  const wanted = readings.filter(({ isLastResort }) => !isLastResort);
  for (const reading of wanted) addNamed(index, reading, found);
  if (!found.hasExact()) for (const reading of wanted) addMistyped(index, reading, found);
  for (const reading of readings.filter(({ isLastResort }) => isLastResort)) {
    if (found.rows.length > 0) break;
    addNamed(index, reading, found);
    addMistyped(index, reading, found);
  }
  return bestRows(index, found, limit).map((row) => townAt(index.table, row));
}

/** The town of a commune code, in force or former; null when there is none. */
export function townByCode(index: TownIndex, code: string): Town | null {
  const row = index.table.rowOf(code) ?? index.formerCodes.get(code);
  return row === undefined ? null : townAt(index.table, row);
}

/**
 * The one town meant by an address, for imports: the name among the towns of the postcode, else the only town of that
 * postcode; typing faults forgiven. Of an arrondissement and its town, the arrondissement.
 * Missing  null when no town or several answer.
 */
export function townOfAddress(index: TownIndex, postcode: string, city: string): Town | null {
  if (!/^\d{5}$/.test(postcode)) return null;
  const rows = rowsOfPostcode(index, postcode);
  const boroughs = rows.filter((row) => isBorough(index.table.codes[row] ?? ""));
  const candidates = boroughs.length > 0 ? boroughs : rows;
  if (candidates.length === 1 && candidates[0] !== undefined) return townAt(index.table, candidates[0]);
  const towns = searchTowns(index, `${city} ${postcode}`, 20);
  return towns.find((town) => town.postcodes.includes(postcode)) ?? null;
}

function addNamed(index: TownIndex, reading: TownReading, found: Found): void {
  if (reading.name === "") addNumbered(index, reading.number ?? "", found);
  else addBeginnings(index, reading, found);
}

/** Every key one of whose words begins like the name. */
function addBeginnings(index: TownIndex, reading: TownReading, found: Found): void {
  const { name } = reading;
  const packed = packSigns(name, 0);
  const unknownSigns = Math.max(0, packedSigns - name.length);
  const first = firstAtLeast(index.entries, packed * entryRoom);
  const end = firstAtLeast(
    index.entries,
    (packed + (unknownSigns === 0 ? 1 : 32 ** unknownSigns)) * entryRoom,
  );
  const isSure = name.length <= packedSigns && !/\d/.test(name);
  for (let position = first; position < end; position += 1) {
    const entry = index.entries[position]! % entryRoom;
    const key = index.entryKey[entry]!;
    const start = index.entryStart[entry]!;
    const text = index.keys[key]!;
    const row = index.keyRow[key]!;
    if (!isSure && !text.startsWith(name, start)) continue;
    if (!isWhere(index, row, reading)) continue;
    found.add(row, beginningGrade(index, key, start, text.length - start === name.length));
  }
}

function beginningGrade(index: TownIndex, key: number, start: number, isWhole: boolean): number {
  if (!isWhole || (start > 0 && start !== index.keyArticle[key])) {
    return index.keyIsFormer[key] === 1 ? grade.formerPrefix : grade.prefix;
  }
  if (index.keyIsFormer[key] === 1) return grade.former;
  return start === 0 ? grade.exact : grade.withoutArticle;
}

/** Every whole name that is the one typed, but for typing faults. */
function addMistyped(index: TownIndex, reading: TownReading, found: Found): void {
  const { name } = reading;
  const { whole } = index;
  const limit = faultsForgiven(name.length);
  if (limit === 0 || /\d/.test(name)) return;
  const letters = letterBits(name);
  const counts = letterCounts(name);
  const last = whole.firstOfLength.length - 1;
  const first = whole.firstOfLength[Math.min(last, name.length - limit)]!;
  const end = whole.firstOfLength[Math.min(last, name.length + limit + 1)]!;
  for (let place = first; place < end; place += 1) {
    // A fault changes at most two letters: one comes, one goes.
    if (bitCount(whole.letters[place]! ^ letters) > 2 * limit) continue;
    if (countDifference(whole.counts[place]!, counts) > 2 * limit) continue;
    const faults = typingFaults(name, whole.texts[place]!, limit);
    const row = whole.rows[place]!;
    if (faults <= limit && isWhere(index, row, reading)) found.add(row, grade.fuzzy + faults);
  }
}

function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x5555_5555);
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return (((fours + (fours >>> 4)) & 0x0f0f_0f0f) * 0x0101_0101) >>> 24;
}

function countDifference(a: number, b: number): number {
  let difference = 0;
  for (let shift = 0; shift < 32; shift += 4) {
    difference += Math.abs(((a >>> shift) & 15) - ((b >>> shift) & 15));
  }
  return difference;
}

/** Towns of a postcode or its beginning, of a commune code, or of a département of Corsica. */
function addNumbered(index: TownIndex, number: string, found: Found): void {
  const code = number.toUpperCase();
  if (/^2[ab]$/.test(number)) {
    for (const [row, town] of index.table.codes.entries())
      if (town.startsWith(code)) found.add(row, grade.prefix);
  } else if (/^\d+$/.test(number)) {
    for (const row of rowsOfPostcode(index, number)) {
      const isPart = isBorough(index.table.codes[row] ?? "");
      found.add(row, number.length === 5 && isPart ? grade.exact : grade.withoutArticle);
    }
  }
  const ofCode =
    index.table.rowOf(code) ?? (found.rows.length === 0 ? index.formerCodes.get(code) : undefined);
  if (ofCode !== undefined) found.add(ofCode, grade.former);
}

function rowsOfPostcode(index: TownIndex, beginning: string): number[] {
  const room = 10 ** (5 - beginning.length) * 65_536;
  const first = firstAtLeast(index.postcodes, Number(beginning) * room);
  const end = firstAtLeast(index.postcodes, (Number(beginning) + 1) * room);
  return Array.from(index.postcodes.subarray(first, end), (pair) => pair % 65_536);
}

/** Whether a town lies where the reading says. */
function isWhere(
  { table }: Pick<TownIndex, "table">,
  row: number,
  { number, departements }: TownReading,
): boolean {
  const code = table.codes[row]!;
  if (departements !== undefined && !departements.has(departementOf(code))) return false;
  if (number === undefined) return true;
  const postcodes = table.postcodes[row]!;
  return (
    postcodes.startsWith(number) ||
    postcodes.includes(` ${number}`) ||
    departementOf(code).toLowerCase() === number ||
    code.toLowerCase() === number
  );
}

/** The best rows, best first: by grade, inhabitants, then name and code so that the order never varies. */
function bestRows(index: TownIndex, found: Found, limit: number): number[] {
  const { populations } = index.table;
  const kept: number[] = [];
  const isBefore = (a: number, b: number): boolean => {
    const byGrade = found.gradeOf(a) - found.gradeOf(b);
    if (byGrade !== 0) return byGrade < 0;
    const byPopulation = populations[b]! - populations[a]!;
    return byPopulation === 0 ? a < b : byPopulation < 0;
  };
  for (const row of found.rows) {
    if (kept.length === limit && !isBefore(row, kept[limit - 1]!)) continue;
    let place = kept.length;
    while (place > 0 && isBefore(row, kept[place - 1]!)) place -= 1;
    kept.splice(place, 0, row);
    if (kept.length > limit) kept.pop();
  }
  return kept;
}
