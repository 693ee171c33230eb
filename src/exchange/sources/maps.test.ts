import { attendance, categoryOfAction, frais, interventionType, publicServed, wayIn } from "#directory";
import { expect, test } from "vitest";
import { accessSources } from "../access/access-handlers.ts";
import { readCodeMapLines } from "../code-map.ts";
import { publicsMap } from "../table/publics.ts";
import { sources } from "./index.ts";

const ofTables = readCodeMapLines(publicsMap).map((line) => ({
  where: `table/maps/publics.csv, ${line.label}`,
  line,
}));
const ofSources = sources.flatMap((source) =>
  Object.entries(source.maps).flatMap(([name, csv]) =>
    readCodeMapLines(csv).map((line) => ({ where: `${source.id}/maps/${name}.csv, ${line.label}`, line })),
  ),
);

const lines = [...ofSources, ...ofTables];

test("there are maps to check", () => {
  expect(lines.length).toBeGreaterThan(40);
});

test.each(lines)("every target is a code of ours: $where", ({ line }) => {
  expect(line.label).not.toBe("");
  expect(line.categories.filter((code) => !categoryOfAction.has(code))).toEqual([]);
  expect(line.interventions.filter((code) => !interventionType.has(code))).toEqual([]);
  expect(line.publics.filter((code) => !publicServed.has(code))).toEqual([]);
  expect(line.frais.filter((code) => !frais.has(code))).toEqual([]);
  expect(line.ways_in.filter((code) => !wayIn.has(code))).toEqual([]);
  expect(line.attendance.filter((code) => !attendance.has(code))).toEqual([]);
});

test("no label stands twice in a map", () => {
  const places = lines.map(({ where }) => where);
  expect(new Set(places).size).toBe(places.length);
});

test("a service label always has a category and an intervention", () => {
  const services = lines.filter(({ where }) => where.includes("/services.csv"));
  expect(
    services.filter(({ line }) => line.categories.length === 0 || line.interventions.length === 0),
  ).toEqual([]);
});

test("a source's id is the name of its folder", async () => {
  const { readdirSync } = await import("node:fs");
  const folders = readdirSync(new URL(".", import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const ids = [...sources, ...accessSources].map(({ id }) => id);
  expect(ids.toSorted()).toEqual(folders.toSorted());
});
