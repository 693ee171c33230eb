import { distanceMetres, geoPointSchema, isNullIsland, type GeoPoint } from "#base";
import type { Town } from "./actions.ts";
import type { TownPosition } from "./store.ts";
import { townAt, type TownTable } from "./town-table.ts";

/** A row that was not taken, and why. */
export interface RefusedTownRow {
  /** Line of the file, 1 for the line of column names. */
  readonly row: number;
  readonly field: "columns" | "code" | "lon" | "lat";
  readonly code:
    | "missingColumn"
    | "unknownTown"
    | "duplicate"
    | "notANumber"
    | "outOfRange"
    | "nullIsland"
    | "implausible";
}

/** What came of a file of town centres. */
export interface TownPositionsReport {
  /** Rows below the column names. */
  readonly read: number;
  /** Towns whose position is now exact. */
  readonly updated: number;
  /** Rows whose position is empty, as official files have for new or overseas communes. */
  readonly withoutPosition: number;
  readonly refused: readonly RefusedTownRow[];
}

// The approximate centre was never farther than 74 km from the official one; beyond this, columns are swapped or codes shifted.
const plausibleMetres = 200_000;

/** Cuts CSV text (RFC 4180, any line end, byte order mark allowed) into rows of fields; empty lines are left out. */
function csvRows(text: string): { readonly line: number; readonly fields: readonly string[] }[] {
  const rows: { line: number; fields: string[] }[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (line.trim() === "") continue;
    const fields = line.includes('"')
      ? [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
          ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
        )
      : line.split(",");
    rows.push({ line: index + 1, fields: fields.map((field) => field.trim()) });
  }
  return rows;
}

/**
 * Reads an official file of communes: CSV with at least the columns `code`, `lon`, `lat` (degrees, WGS 84); others are
 * left aside. Every row that cannot be right is refused alone, with its line, field and code.
 */
export function readPositionsFile(
  table: TownTable,
  csv: string,
): { readonly positions: readonly TownPosition[]; readonly report: TownPositionsReport } {
  const [header, ...rows] = csvRows(csv);
  const [code = -1, longitude = -1, latitude = -1] = ["code", "lon", "lat"].map(
    (name) => header?.fields.indexOf(name) ?? -1,
  );
  const refused: RefusedTownRow[] = [];
  if (Math.min(code, longitude, latitude) < 0)
    refused.push({ row: 1, field: "columns", code: "missingColumn" });
  const read = refused.length > 0 ? [] : rows;
  const positions = new Map<string, GeoPoint>();
  let withoutPosition = 0;
  for (const { line, fields } of read) {
    const cells = { code: fields[code] ?? "", lon: fields[longitude] ?? "", lat: fields[latitude] ?? "" };
    if (cells.lon === "" && cells.lat === "") withoutPosition += 1;
    else {
      const result = readCells(table, cells, positions);
      if ("refused" in result) refused.push({ row: line, ...result.refused });
      else positions.set(cells.code, result.position);
    }
  }
  return {
    positions: Array.from(positions, ([town, position]) => ({ code: town, position })),
    report: { read: rows.length, updated: positions.size, withoutPosition, refused },
  };
}

type Refusal = Omit<RefusedTownRow, "row">;

function readCells(
  table: TownTable,
  cells: { readonly code: string; readonly lon: string; readonly lat: string },
  taken: ReadonlyMap<string, GeoPoint>,
): { readonly position: GeoPoint } | { readonly refused: Refusal } {
  const refuse = (field: Refusal["field"], code: Refusal["code"]) => ({ refused: { field, code } });
  const row = table.rowOf(cells.code);
  if (row === undefined) return refuse("code", "unknownTown");
  if (taken.has(cells.code)) return refuse("code", "duplicate");
  for (const field of ["lon", "lat"] as const) {
    if (!/^-?\d{1,3}(\.\d{1,15})?$/.test(cells[field])) return refuse(field, "notANumber");
  }
  const position = { latitude: Number(cells.lat), longitude: Number(cells.lon) };
  if (isNullIsland(position)) return refuse("lat", "nullIsland");
  if (!geoPointSchema.safeParse(position).success) return refuse("lat", "outOfRange");
  const known = townAt(table, row).position;
  if (known !== null && distanceMetres(known, position) > plausibleMetres)
    return refuse("lat", "implausible");
  return { position };
}

/** The towns with their exact centres where they are known, by commune code. */
export function withExactPositions(
  towns: readonly Town[],
  exact: ReadonlyMap<string, GeoPoint>,
): readonly Town[] {
  return towns.map((town) => {
    const position = exact.get(town.code);
    return position === undefined ? town : { ...town, position, positionErrorKm: 0 };
  });
}
