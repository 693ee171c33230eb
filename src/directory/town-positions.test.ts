import { existsSync, readFileSync } from "node:fs";
import { distanceMetres, type GeoPoint } from "#base";
import { describe, expect, test } from "vitest";
import { townIndex } from "./town-files.ts";
import { readPositionsFile, withExactPositions } from "./town-positions.ts";
import { townByCode } from "./town-search.ts";
import { isBorough, townAt } from "./town-table.ts";

const index = townIndex();
const header = "code,nom,type,departement,region,population,codes_postaux,lon,lat";
const read = (...lines: readonly string[]) => readPositionsFile(index.table, [header, ...lines].join("\n"));

describe("an official file of town centres", () => {
  test("makes positions exact, and leaves the others as they were", () => {
    const { positions, report } = read("24001,Abjat,commune-actuelle,24,75,600,24300,0.75797,45.58371");
    expect(report).toEqual({ read: 1, updated: 1, withoutPosition: 0, refused: [] });
    const towns = ["24001", "24002"].flatMap((code) => townByCode(index, code) ?? []);
    const exact = withExactPositions(towns, new Map(positions.map(({ code, position }) => [code, position])));
    expect(exact[0]).toMatchObject({
      position: { latitude: 45.58371, longitude: 0.75797 },
      positionErrorKm: 0,
    });
    expect(towns[0]?.positionErrorKm).toBeGreaterThan(0);
    expect(exact[1]).toEqual(towns[1]);
  });

  test("may have quotes, a byte order mark and Windows line ends", () => {
    const csv = `\uFEFFcode,nom,lon,lat\r\n33063,"Bordeaux, ""la belle""",-0.58,44.85\r\n`;
    expect(readPositionsFile(index.table, csv).positions).toEqual([
      { code: "33063", position: { latitude: 44.85, longitude: -0.58 } },
    ]);
  });

  test("rows without a position are counted, not refused", () => {
    expect(read("97127,Saint-Martin,x,971,01,,97150,,").report).toMatchObject({
      updated: 0,
      withoutPosition: 1,
      refused: [],
    });
  });

  test.each([
    ["99999,X,x,,,,,1,45", "code", "unknownTown"],
    ["33063,Bordeaux,x,,,,,zéro,45", "lon", "notANumber"],
    ["33063,Bordeaux,x,,,,,-0.57,1e3", "lat", "notANumber"],
    ["33063,Bordeaux,x,,,,,-0.57,", "lat", "notANumber"],
    ["33063,Bordeaux,x,,,,,0,0", "lat", "nullIsland"],
    ["33063,Bordeaux,x,,,,,-0.57,95", "lat", "outOfRange"],
    ["33063,Bordeaux,x,,,,,44.84,-0.57", "lat", "implausible"],
  ])("the row %j is refused: %s %s", (line, field, code) => {
    const { positions, report } = read("24001,Abjat,x,,,,,0.75797,45.58371", line);
    expect(report.refused).toEqual([{ row: 3, field, code }]);
    expect(positions).toHaveLength(1);
  });

  test("a second row for the same town is refused", () => {
    const line = "33063,Bordeaux,x,,,,,-0.57,44.84";
    expect(read(line, line).report.refused).toEqual([{ row: 3, field: "code", code: "duplicate" }]);
  });

  test.each(["", "\u0000\ud800", "code;lon;lat\n33063;1;45", "{}", "nom,lon\nBordeaux,1"])(
    "a file that is none (%j) is refused whole",
    (csv) => {
      const { positions, report } = readPositionsFile(index.table, csv);
      expect(positions).toEqual([]);
      expect(report.refused).toEqual([{ row: 1, field: "columns", code: "missingColumn" }]);
    },
  );
});

const file = new URL("../../../shared/data/geo/communes.csv", import.meta.url);
const isHere = existsSync(file);
if (!isHere)
  console.warn("NOT TESTED: the official town centres (../shared/data/geo/communes.csv) are not here");

describe.skipIf(!isHere)("against the official centres of 34,864 communes", () => {
  const official = isHere ? readPositionsFile(index.table, readFileSync(file, "utf8")) : undefined;
  const exact: readonly { readonly code: string; readonly position: GeoPoint }[] = official?.positions ?? [];

  test("every row is read and none refused", () => {
    expect(official?.report).toEqual({ read: 35_014, updated: 34_864, withoutPosition: 150, refused: [] });
  });

  test("the radius told holds for 95 towns of 100, in each class", () => {
    const errors = new Map<number, number[]>();
    for (const { code, position } of exact) {
      const row = index.table.rowOf(code);
      const town = row === undefined || isBorough(code) ? null : townAt(index.table, row);
      if (town?.position == null || town.positionErrorKm === null) continue;
      const kilometres = distanceMetres(town.position, position) / 1000;
      const found = errors.get(town.positionErrorKm);
      if (found) found.push(kilometres);
      else errors.set(town.positionErrorKm, [kilometres]);
    }
    const figures = Array.from(errors, ([radiusKm, found]) => {
      found.sort((a, b) => a - b);
      const at = (share: number): number =>
        Math.round((found[Math.floor(share * found.length)] ?? 0) * 10) / 10;
      return {
        radiusKm,
        towns: found.length,
        median: at(0.5),
        p95: at(0.95),
        max: Math.round(found.at(-1) ?? 0),
      };
    }).sort((a, b) => a.radiusKm - b.radiusKm);
    console.table(figures);
    expect(figures.map(({ radiusKm, median }) => [radiusKm, median])).toEqual([
      [3, 0.9],
      [12, 5.9],
      [30, 14.5],
    ]);
    for (const { radiusKm, p95, max } of figures) {
      expect(p95).toBeLessThanOrEqual(radiusKm);
      expect(max).toBeLessThan(100);
    }
  });

  test("a town overseas of which nothing is known has no position, rather than a wrong one", () => {
    const missing = index.table.codes.filter((_, row) => townAt(index.table, row).position === null);
    expect(missing.length).toBeLessThan(100);
    expect(missing.every((code) => code >= "97")).toBe(true);
  });
});
