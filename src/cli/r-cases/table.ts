import type { Atom, RFrame } from "./value.ts";

/** Reads a comma-separated table as R does: empty fields are missing, a column of numbers holds numbers. */
export function readTable(source: string): RFrame {
  const [head = [], ...rows] = records(source);
  const columns = head.map((name, place): readonly [string, Atom[]] => {
    const fields = rows.map((row) => row[place] ?? "");
    const isNumeric = fields.every(
      (field) => field === "" || (field.trim() !== "" && !Number.isNaN(Number(field))),
    );
    return [name, fields.map((field) => (field === "" ? null : isNumeric ? Number(field) : field))];
  });
  return { kind: "frame", columns: new Map(columns), rows: rows.length };
}

/** Lines of fields; a field in quotes may hold commas and doubled quotes. */
function records(source: string): string[][] {
  return source
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .filter((line) => line !== "")
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
      ),
    );
}
