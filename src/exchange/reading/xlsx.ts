import { exchangeErrors } from "../errors.ts";
import { maxRows } from "./feed.ts";
import { ZipReader } from "./zip.ts";

/** Most columns of a table. */
const maxColumns = 200;

/**
 * The records of the first sheet of a workbook (ECMA-376 SpreadsheetML): texts, numbers as they are stored, days as year-month-day,
 * results of formulas. Rows without any cell are left out; what is written over several rows (merged cells) is said in each of them.
 * @throws exchange.archiveUnreadable, exchange.archiveTooLarge, exchange.feedTooLong
 */
export function readXlsx(bytes: Uint8Array): string[][] {
  const zip = new ZipReader(bytes);
  const sheet = zip.text(firstSheet(zip));
  if (sheet === null) throw exchangeErrors.archiveUnreadable({});
  const texts = textsOf(zip.text("xl/sharedStrings.xml") ?? "");
  const days = dayStyles(zip.text("xl/styles.xml") ?? "");
  const records: string[][] = [];
  const merged = mergedDown(sheet);
  let number = 0;
  for (const [, tag = "", row = ""] of sheet.matchAll(/<row\b([^>]*)>([\s\S]*?)<\/row>/g)) {
    number = Number(attribute(tag, "r") ?? number + 1);
    const record = recordOf(row, texts, days);
    for (const range of merged) fillFrom(range, number, record);
    if (record.some((cell) => cell !== "")) records.push(record);
    if (records.length > maxRows + 1) throw exchangeErrors.feedTooLong({ limit: maxRows });
  }
  return records;
}

/** Cells that are one over several rows, and what stands in them once the first of these was read. */
interface MergedDown {
  readonly column: number;
  readonly firstRow: number;
  readonly lastRow: number;
  text: string;
}

/** Most merged cells that are looked at. */
const mostMerged = 1000;

/** Cells merged over rows, the first column of each: a title over columns says nothing of those beside it. */
function mergedDown(sheet: string): readonly MergedDown[] {
  const ranges = [...sheet.matchAll(/<mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"/g)];
  return ranges.slice(0, mostMerged).flatMap(([, letters = "", first = "", last = ""]) => {
    const column = columnOf(letters);
    if (column === null || column >= maxColumns || Number(first) >= Number(last)) return [];
    return [{ column, firstRow: Number(first), lastRow: Number(last), text: "" }];
  });
}

/** Keeps what stands in the first row of merged cells, and says it again in the others, where something else stands too. */
function fillFrom(range: MergedDown, row: number, record: string[]): void {
  if (row === range.firstRow) range.text = record[range.column] ?? "";
  const isBelow = row > range.firstRow && row <= range.lastRow;
  if (!isBelow || range.text === "" || record.every((cell) => cell === "")) return;
  while (record.length <= range.column) record.push("");
  if (record[range.column] === "") record[range.column] = range.text;
}

/** The file of the sheet that stands first in the workbook. */
function firstSheet(zip: ZipReader): string {
  const book = zip.text("xl/workbook.xml") ?? "";
  const id = /<sheet\b[^>]*\br:id="([^"]*)"/.exec(book)?.[1];
  const links = zip.text("xl/_rels/workbook.xml.rels") ?? "";
  const link = [...links.matchAll(/<Relationship\b[^>]*>/g)].find(([tag]) => attribute(tag, "Id") === id);
  const target = link === undefined ? null : attribute(link[0], "Target");
  return target === null ? "xl/worksheets/sheet1.xml" : `xl/${target.replace(/^\/?(?:xl\/)?/, "")}`;
}

function attribute(tag: string, name: string): string | null {
  return new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? null;
}

function textsOf(xml: string): readonly string[] {
  return [...xml.matchAll(/<si\b[^>]*>([\s\S]*?)<\/si>|<si\s*\/>/g)].map(([, inner = ""]) => textOf(inner));
}

/** The text of runs, without the readings above Japanese words. */
function textOf(xml: string): string {
  const plain = xml.replace(/<rPh\b[\s\S]*?<\/rPh>/g, "");
  return [...plain.matchAll(/<t\b[^>]*>([^<]*)<\/t>/g)].map(([, text = ""]) => decode(text)).join("");
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (whole, hex, decimal, name) => {
    if (typeof name === "string") return entities[name] ?? whole;
    const code = Number.parseInt(String(hex ?? decimal), hex === undefined ? 10 : 16);
    return code <= 0x10_ffff ? String.fromCodePoint(code) : "";
  });
}

/** Styles of cells that show a number as a day: built-in formats 14 to 22, and own ones that name a day or a year. */
function dayStyles(xml: string): ReadonlySet<number> {
  const own = new Set<number>();
  for (const [tag] of xml.matchAll(/<numFmt\b[^>]*>/g)) {
    const code = (attribute(tag, "formatCode") ?? "").replace(/&quot;.*?&quot;|\[[^\]]*\]/g, "");
    if (/[dy]/i.test(code)) own.add(Number(attribute(tag, "numFmtId")));
  }
  const formats = /<cellXfs\b[\s\S]*?<\/cellXfs>/.exec(xml)?.[0] ?? "";
  const styles = [...formats.matchAll(/<xf\b[^>]*>/g)].map(([tag]) => Number(attribute(tag, "numFmtId")));
  return new Set(styles.flatMap((id, at) => ((id >= 14 && id <= 22) || own.has(id) ? [at] : [])));
}

function recordOf(row: string, texts: readonly string[], days: ReadonlySet<number>): string[] {
  const record: string[] = [];
  for (const [, tag = "", inner = ""] of row.matchAll(/<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
    const place = columnOf(attribute(tag, "r")) ?? record.length;
    if (place >= maxColumns) continue;
    while (record.length < place) record.push("");
    record[place] = cellOf(tag, inner, texts, days);
  }
  return record;
}

/** Place of a column by its letters, the first is 0. */
function columnOf(reference: string | null): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? "")?.[0];
  if (letters === undefined) return null;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function cellOf(tag: string, inner: string, texts: readonly string[], days: ReadonlySet<number>): string {
  const type = attribute(tag, "t");
  if (type === "inlineStr") return textOf(inner);
  const value = decode(/<v\b[^>]*>([^<]*)<\/v>/.exec(inner)?.[1] ?? "");
  if (type === "s") return texts[Number(value)] ?? "";
  if (type === "e") return "";
  if (type === null || type === "n") return days.has(Number(attribute(tag, "s"))) ? dayOf(value) : value;
  return value;
}

/** A day by its number since the end of 1899, as spreadsheets count; what is no such number stays as it is. */
function dayOf(value: string): string {
  const days = Number(value);
  if (!Number.isFinite(days) || days < 61 || days > 2_958_465) return value;
  return new Date(Date.UTC(1899, 11, 30) + Math.floor(days) * 86_400_000).toISOString().slice(0, 10);
}
