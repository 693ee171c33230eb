import { createWriteStream, readFileSync } from "node:fs";
import { once } from "node:events";
import { readCsv } from "#base";
import { drawing, townAt, townIndex } from "#directory/handlers";

/** The sample of the source: its heading, and the cells that every row has alike. */
const sample = new URL("../exchange/sources/mediation-numerique/sample.csv", import.meta.url);
/** How long the description of a row is unless told, in lengths of that of the sample. */
const descriptionLength = 8;

/** What a table of a bench is to be. */
export interface BenchTable {
  readonly count: number;
  /** How long a description is at least; null for the usual one. */
  readonly charactersOfRow: number | null;
  /** A word that every description begins with: another one is an edition in which every row changed. */
  readonly edition?: string;
}

/** A table in the standard of digital mediation, its rows spread over all towns with a place and a postcode. */
export async function writeBenchTable(
  path: string,
  { count, charactersOfRow, edition = "" }: BenchTable,
): Promise<void> {
  const { table } = townIndex();
  const towns = table.codes.flatMap((_, row) => {
    const town = townAt(table, row);
    return town.position === null || town.postcodes.length === 0 ? [] : [town];
  });
  const draw = drawing(20_261_128);
  const file = createWriteStream(path);
  const write = async (records: string[][]): Promise<void> => {
    // As producers write: nothing is made harmless for spreadsheets, so that "+33…" and "-1.5" stay what they are.
    const lines = records.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","));
    if (!file.write(`${lines.join("\r\n")}\r\n`)) await once(file, "drain");
  };
  const [columns = [], cells = []] = readCsv(readFileSync(sample, "utf8"));
  const alike = Object.fromEntries(columns.map((column, place) => [column, cells[place] ?? ""]));
  const sentence = `${alike["presentation_detail"] ?? ""} `;
  const text = sentence.repeat(
    charactersOfRow === null ? descriptionLength : Math.ceil(charactersOfRow / sentence.length),
  );
  await write([columns]);
  for (let number = 0; number < count; number += 1) {
    const town = towns[Math.floor(draw() * towns.length)]!;
    const { latitude, longitude } = town.position!;
    const row: Record<string, string> = {
      ...alike,
      id: `bench-${number}`,
      pivot: "",
      nom: `Bench ${number} ${town.name}`,
      commune: town.name,
      code_postal: town.postcodes[0]!,
      code_insee: town.code,
      latitude: String(latitude),
      longitude: String(longitude),
      telephone: `+336399${String(80_000 + (number % 20_000))}`,
      presentation_detail: edition + text,
    };
    await write([columns.map((column) => row[column] ?? "")]);
  }
  file.end();
  await once(file, "finish");
}
