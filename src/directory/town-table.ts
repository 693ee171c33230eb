import type { GeoPoint } from "#base";
import type { Town } from "./actions.ts";

/** Texts of the committed tables of `codes/`: tab-separated, first line the names of the columns. */
export interface TownTexts {
  readonly towns: string;
  readonly formerTowns: string;
  readonly departements: string;
}

/** A département or collectivity overseas, with the name of its region. */
export interface Departement {
  readonly code: string;
  readonly name: string;
  readonly region: string;
}

/** A commune that exists no longer, or only as a part of another. */
export interface FormerTown {
  readonly code: string;
  /** Name; null when only the code is known. */
  readonly name: string | null;
  /** Row of the commune it belongs to now. */
  readonly row: number;
}

/**
 * All communes and the arrondissements of Paris, Lyon and Marseille, column by column; a row is a position in each column.
 * Missing  population -1; latitude, longitude and errorKm NaN; postcodes "".
 */
export interface TownTable {
  readonly codes: readonly string[];
  readonly names: readonly string[];
  /** Postcodes of a row, smallest first, separated by spaces. */
  readonly postcodes: readonly string[];
  readonly populations: Int32Array;
  readonly latitudes: Float64Array;
  readonly longitudes: Float64Array;
  /** Radius in kilometres within which the centre lies. */
  readonly errorsKm: Float32Array;
  /** Row of each code in force. */
  readonly rowOf: ReadonlyMap<string, number>;
  readonly departements: ReadonlyMap<string, Departement>;
  readonly former: readonly FormerTown[];
}

/** Code of the département or collectivity of a commune code: `33` of `33063`, `974` of `97411`. */
export function departementOf(townCode: string): string {
  return townCode.slice(0, townCode.startsWith("97") || townCode.startsWith("98") ? 3 : 2);
}

/** Whether a code is that of an arrondissement of Paris, Lyon or Marseille, which lies inside a commune. */
export function isBorough(townCode: string): boolean {
  return /^(751|6938|132)\d+$/.test(townCode);
}

function rowsOf(text: string): string[][] {
  return text
    .split("\n")
    .slice(1)
    .filter((line) => line !== "")
    .map((line) => line.split("\t"));
}

/** Reads the committed tables. */
export function readTownTable(texts: TownTexts): TownTable {
  const rows = rowsOf(texts.towns);
  const number = (column: number, missing: number) => (row: readonly string[]) =>
    row[column] ? Number(row[column]) : missing;
  const rowOf = new Map(rows.map((row, position) => [row[0] ?? "", position]));
  return {
    codes: rows.map((row) => row[0] ?? ""),
    names: rows.map((row) => row[1] ?? ""),
    postcodes: rows.map((row) => row[2] ?? ""),
    populations: Int32Array.from(rows, number(3, -1)),
    latitudes: Float64Array.from(rows, number(4, Number.NaN)),
    longitudes: Float64Array.from(rows, number(5, Number.NaN)),
    errorsKm: Float32Array.from(rows, number(6, Number.NaN)),
    rowOf,
    departements: new Map(
      rowsOf(texts.departements).map(([code = "", name = "", region = ""]) => [code, { code, name, region }]),
    ),
    former: rowsOf(texts.formerTowns).flatMap(([code = "", name = "", heir = ""]) => {
      const row = rowOf.get(heir);
      return row === undefined ? [] : [{ code, name: name === "" ? null : name, row }];
    }),
  };
}

/** The town of a row, as actions answer it. */
export function townAt(table: TownTable, row: number): Town {
  const code = table.codes[row] ?? "";
  const population = table.populations[row] ?? -1;
  const postcodes = table.postcodes[row] ?? "";
  const departement = departementOf(code);
  const position = positionAt(table, row);
  return {
    code,
    name: table.names[row] ?? "",
    postcodes: postcodes === "" ? [] : postcodes.split(" "),
    departement,
    departementName: table.departements.get(departement)?.name ?? departement,
    population: population < 0 ? null : population,
    position,
    positionErrorKm: position === null ? null : (table.errorsKm[row] ?? null),
  };
}

function positionAt(table: TownTable, row: number): GeoPoint | null {
  const latitude = table.latitudes[row] ?? Number.NaN;
  const longitude = table.longitudes[row] ?? Number.NaN;
  return Number.isNaN(latitude) || Number.isNaN(longitude) ? null : { latitude, longitude };
}
