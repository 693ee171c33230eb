import { defineCodeList } from "#base";
import { csvField } from "./open/open-csv.ts";

/** Columns of the file of faults, in their order. Words: `code.faultColumn.<code>`. */
export const faultColumn = defineCodeList("faultColumn", "Tisser", [
  "row",
  "column",
  "value",
  "effect",
  "fault",
  "remedy",
]);

/** What a fault did to its row. Words: `code.faultEffect.<code>`. */
export const faultEffect = defineCodeList("faultEffect", "Tisser", ["refused", "kept"]);

/** A fault as its line of the file tells it, in words. */
export type FaultLine = Readonly<Record<(typeof faultColumn.codes)[number], string | number | null>>;

/**
 * The faults of an import as a file that a spreadsheet opens: byte order mark, semicolons, CRLF, as French spreadsheets expect;
 * nothing in it is taken for a formula.
 */
export function faultCsv(heads: readonly string[], lines: readonly FaultLine[]): string {
  const rows = [heads, ...lines.map((line) => faultColumn.codes.map((column) => line[column]))];
  const text = rows.map((row) => row.map((cell) => quoted(csvField(cell))).join(";")).join("\r\n");
  return `\uFEFF${text}\r\n`;
}

/** A field that holds the separator of this file stands in quotes too. */
function quoted(field: string): string {
  return field.includes(";") && !field.startsWith('"') ? `"${field}"` : field;
}
