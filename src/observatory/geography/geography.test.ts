import { existsSync, readFileSync } from "node:fs";
import {
  anonymousActor,
  operatorActor,
  randomId,
  toInstant,
  type Actor,
  type AnyAction,
  type CallOf,
  type OutputOf,
} from "#base";
import { describe, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/support/database.ts";
import { runAction } from "../../server/run-action.ts";
import { importGeography, mapIndicator } from "../actions.ts";
import { departmentTiles } from "../codes/department-tiles.ts";
import { observatoryHandlers } from "../handlers.ts";
import { readOutlines, simplified } from "./outline.ts";

const database = await freshDatabase();
const handlers = observatoryHandlers();

async function as<A extends AnyAction>(actor: Actor, action: A, input: CallOf<A>): Promise<OutputOf<A>> {
  const bound = handlers.find((handler) => handler.action.name === action.name);
  if (bound === undefined) throw new Error(`no handler for ${action.name}`);
  const { output } = await runAction(
    {
      db: database.app,
      clock: () => toInstant(new Date("2026-11-28T11:00:00Z")),
      newId: randomId,
      receiptSecret: new Uint8Array(32),
    },
    {
      bound,
      actor,
      input,
      key: null,
      needsKey: false,
      version: null,
      http: { headers: new Headers(), setCookies: [], address: null },
    },
  );
  return output as OutputOf<A>;
}

const square = (west: number, south: number): number[][] => [
  [west, south],
  [west + 0.5, south],
  [west + 1, south],
  [west + 1, south + 1],
  [west, south + 1],
  [west, south],
];
const feature = (code: string, ...rings: number[][][]) => ({
  type: "Feature",
  properties: { code, nom: code },
  geometry: { type: "MultiPolygon", coordinates: rings.map((ring) => [ring]) },
});
const fileOf = (...features: unknown[]): string => JSON.stringify({ type: "FeatureCollection", features });

describe("outlines", () => {
  test("lose the points that lie on a line, and keep the corners", () => {
    const points = square(0, 45).map(([x = 0, y = 0]) => [100 * x, 100 * y] as const);
    expect(simplified(points)).toHaveLength(5);
  });

  test("are drawn on a plane 1000 wide, north up, areas that are not asked for left out", () => {
    const { height, areas } = readOutlines(
      fileOf(feature("33", square(0, 45)), feature("99", square(9, 45))),
      ["33"],
    );
    expect(areas).toEqual([{ code: "33", path: expect.stringMatching(/^M[\d. L]+Z$/) as string }]);
    // A degree of longitude at 45.5° north is 0.70 of one of latitude.
    expect(height).toBe(Math.ceil(1000 / Math.cos((45.5 * Math.PI) / 180)));
    expect(areas[0]?.path).toContain("1000.0 0.0");
  });

  test("that are cut, no GeoJSON, out of the world or of nowhere known are refused", () => {
    const whole = fileOf(feature("33", square(0, 45)));
    const refused = ["", whole.slice(0, 90), "[]", fileOf(), fileOf(feature("33", square(0, 145)))];
    for (const text of refused)
      expect(() => readOutlines(text, ["33"])).toThrow("observatory.geographyUnreadable");
    expect(() => readOutlines(whole, ["75"])).toThrow("observatory.geographyEmpty");
  });
});

describe("a map", () => {
  test("needs no outlines: every département has a place of its own among the tiles", () => {
    const places = departmentTiles.map(({ column, row }) => `${column}/${row}`);
    expect(new Set(places).size).toBe(101);
    expect(new Set(departmentTiles.map(({ code }) => code)).size).toBe(101);
    const at = (code: string) => departmentTiles.find((one) => one.code === code);
    // Lille is north of Paris, Paris north of Toulouse, Brest west of Strasbourg.
    expect(at("59")?.row).toBeLessThan(at("75")?.row ?? 0);
    expect(at("75")?.row).toBeLessThan(at("31")?.row ?? 0);
    expect(at("29")?.column).toBeLessThan(at("67")?.column ?? 0);
  });

  test("gives every département in the order of names, whatever its figure, and nothing of those not shown", async () => {
    const { map } = await as(anonymousActor, mapIndicator, { indicator: "lonely-often" });
    const names = map?.areas.map(({ name }) => name) ?? [];
    expect(names).toEqual(names.toSorted(new Intl.Collator("fr").compare));
    expect(names).toHaveLength(101);
    const hidden = map?.areas.filter(({ cell }) => cell.status !== "published") ?? [];
    expect(hidden.length).toBeGreaterThan(20);
    for (const { cell } of hidden)
      expect(cell).toMatchObject({
        value: null,
        low: null,
        high: null,
        n: null,
        effectiveN: null,
        isUncertain: false,
      });
    expect(map?.areas.some(({ cell }) => cell.isUncertain)).toBe(true);
    expect(map?.outlines).toBeNull();
  });

  test("does not exist for an indicator without figures by département", async () => {
    expect(await as(anonymousActor, mapIndicator, { indicator: "wel-01" })).toEqual({ map: null });
  });

  const order = {
    source: "IGN",
    licence: "Licence Ouverte 2.0",
    content: Buffer.from(fileOf(feature("33", square(0, 45)), feature("40", square(0, 44)))).toString(
      "base64",
    ),
  };

  test("takes outlines from the operator alone, with source and licence, and tells which are missing", async () => {
    await expect(as(anonymousActor, importGeography, order)).rejects.toThrow("base.signInNeeded");
    await expect(as(operatorActor, importGeography, { ...order, licence: " " })).rejects.toThrow(
      "base.invalidInput",
    );
    await expect(as(operatorActor, importGeography, { ...order, content: "é" })).rejects.toThrow(
      "base.invalidInput",
    );
    const report = await as(operatorActor, importGeography, order);
    expect(report).toMatchObject({ level: "department", areas: 2 });
    expect(report.missing).toContain("75");
    expect(await as(operatorActor, importGeography, order)).toEqual(report);
    const { map } = await as(anonymousActor, mapIndicator, { indicator: "no-network" });
    expect(map?.outlines).toMatchObject({ source: "IGN", licence: "Licence Ouverte 2.0" });
    expect(map?.areas.filter(({ path }) => path !== null).map(({ code }) => code)).toEqual(["33", "40"]);
  });

  const real = new URL(
    "../../../../shared/data/geo/departements-version-simplifiee.geojson",
    import.meta.url,
  );
  test.skipIf(!existsSync(real))(
    "draws all of a real file in a few hundred kilobytes (skipped where it is absent)",
    () => {
      const wanted = departmentTiles.map(({ code }) => code).filter((code) => code.length === 2);
      const { areas } = readOutlines(readFileSync(real, "utf8"), wanted);
      expect(areas).toHaveLength(96);
      const size = areas.reduce((sum, { path }) => sum + path.length, 0);
      expect(size).toBeLessThan(120_000);
      for (const { code, path } of areas) expect(path.length, code).toBeGreaterThan(40);
    },
  );
});
