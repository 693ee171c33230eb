import type { Town } from "./offer-shape.ts";

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
 * Missing  population -1; postcodes and places "".
 */
export interface TownTable {
  readonly codes: readonly string[];
  readonly names: readonly string[];
  /** Postcodes of a row, smallest first, separated by spaces. */
  readonly postcodes: readonly string[];
  /** Latitude, longitude and error in kilometres of a row as committed, separated by tabs. */
  readonly places: readonly string[];
  readonly populations: Int32Array;
  /** Row of a code in force. */
  readonly rowOf: (code: string) => number | undefined;
  readonly departements: ReadonlyMap<string, Departement>;
  readonly former: readonly FormerTown[];
}

/** Code of the département or collectivity of a commune code: `33` of `33063`, `974` of `97411`. */
export function departementOf(townCode: string): string {
  return townCode.slice(0, townCode.startsWith("97") || townCode.startsWith("98") ? 3 : 2);
}

/** Whether a code is that of an arrondissement of Paris, Lyon or Marseille, which lies inside a commune. */
export function isBorough(townCode: string): boolean {
  return townCode.startsWith("751") || townCode.startsWith("6938") || townCode.startsWith("132");
}

function rowsOf(text: string): string[][] {
  return text
    .split("\n")
    .slice(1)
    .filter((line) => line !== "")
    .map((line) => line.split("\t"));
}

const roomForTowns = 2 ** 16;

/** Reads the committed tables: some tens of milliseconds. Positions are read only when a town is answered. */
export function readTownTable(texts: TownTexts): TownTable {
  const text = texts.towns;
  const codes: string[] = [];
  const names: string[] = [];
  const postcodes: string[] = [];
  const places: string[] = [];
  const populations = new Int32Array(roomForTowns);
  let start = text.indexOf("\n") + 1;
  while (start < text.length) {
    const name = text.indexOf("\t", start);
    const served = text.indexOf("\t", name + 1);
    const population = text.indexOf("\t", served + 1);
    const place = text.indexOf("\t", population + 1);
    const end = text.indexOf("\n", place);
    names.push(text.slice(name + 1, served));
    postcodes.push(text.slice(served + 1, population));
    places.push(text.slice(place + 1, end));
    populations[codes.length] = population + 1 === place ? -1 : Number(text.slice(population + 1, place));
    codes.push(text.slice(start, name));
    start = end + 1;
  }
  const rowOf = makeRowOf(codes);
  return {
    codes,
    names,
    postcodes,
    places,
    populations: populations.slice(0, codes.length),
    rowOf,
    departements: new Map(
      rowsOf(texts.departements).map(([code = "", name = "", region = ""]) => [code, { code, name, region }]),
    ),
    former: rowsOf(texts.formerTowns).flatMap(([code = "", name = "", heir = ""]) => {
      const row = rowOf(heir);
      return row === undefined ? [] : [{ code, name: name === "" ? null : name, row }];
    }),
  };
}

/** Commune codes as numbers below 100,000: `2A` counts as 20 and `2B` as 96, which no département uses. NaN for other texts. */
function codeNumber(code: string): number {
  if (!/^(\d\d|2[AB])\d{3}$/.test(code)) return Number.NaN;
  const second = code.charCodeAt(1);
  if (second === 65) return 20_000 + Number(code.slice(2));
  if (second === 66) return 96_000 + Number(code.slice(2));
  return Number(code);
}

function makeRowOf(codes: readonly string[]): (code: string) => number | undefined {
  const rows = new Int32Array(100_000).fill(-1);
  for (let row = 0; row < codes.length; row += 1) rows[codeNumber(codes[row]!)] = row;
  return (code) => {
    const row = rows[codeNumber(code)];
    return row === undefined || row < 0 ? undefined : row;
  };
}

/** The town of a row, as actions answer it. */
export function townAt(table: TownTable, row: number): Town {
  const code = table.codes[row] ?? "";
  const population = table.populations[row] ?? -1;
  const postcodes = table.postcodes[row] ?? "";
  const departement = departementOf(code);
  return {
    code,
    name: table.names[row] ?? "",
    postcodes: postcodes === "" ? [] : postcodes.split(" "),
    departement,
    departementName: table.departements.get(departement)?.name ?? departement,
    population: population < 0 ? null : population,
    ...placeAt(table, row),
  };
}

/** Where the town of a row is, and within how many kilometres that is true. */
function placeAt(table: TownTable, row: number): Pick<Town, "position" | "positionErrorKm"> {
  const [latitude = "", longitude = "", errorKm = ""] = (table.places[row] ?? "").split("\t");
  if (latitude === "") return { position: null, positionErrorKm: null };
  return {
    position: { latitude: Number(latitude), longitude: Number(longitude) },
    positionErrorKm: Number(errorKm),
  };
}
