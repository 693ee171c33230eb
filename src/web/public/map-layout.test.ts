import { distanceMetres } from "#base";
import { expect, test } from "vitest";
import { bare, cafe, walk } from "../fixtures/directory.ts";
import { layMap, mapSide } from "./map-layout.ts";

const centre = { latitude: 45.188, longitude: 5.724 };
const at = (latitude: number, longitude: number, city = "Grenoble") => ({
  ...cafe,
  city,
  position: { latitude, longitude },
});

test("the farthest offer is at the edge, the others in proportion, north up and east right", () => {
  const [north, east] = [at(45.288, 5.724), at(45.188, 5.794)];
  const marks = layMap([north, east], centre)?.marks ?? [];
  expect(marks[0]).toMatchObject({ x: mapSide / 2, y: 34, numbers: [1], isVague: false });
  const share = distanceMetres(centre, east.position) / distanceMetres(centre, north.position);
  expect((marks[1]?.x ?? 0) - mapSide / 2).toBeCloseTo(share * (mapSide / 2 - 34), 0);
  expect(marks[1]?.y).toBe(mapSide / 2);
});

test("offers that would cover each other are one mark, named by their numbers in the list", () => {
  const far = at(45.3, 5.724);
  const { marks } = layMap([at(45.189, 5.724), bare, far, at(45.1891, 5.7241)], centre) ?? { marks: [] };
  expect(marks.flatMap(({ numbers }) => [...numbers]).toSorted((a, b) => a - b)).toEqual(
    bare.position === null ? [1, 3, 4] : [1, 2, 3, 4],
  );
  expect(marks[0]?.numbers).toEqual(expect.arrayContaining([1, 4]));
});

test("the two largest rings that fit tell distances; what is known by its town only is told as vague", () => {
  const vague = { ...at(45.278, 5.724), positionPrecision: "town" as const };
  const layout = layMap([vague], centre);
  expect(layout?.rings.map(({ metres }) => metres)).toEqual([5000, 10_000]);
  expect(layout?.marks[0]?.isVague).toBe(true);
  expect(layout?.towns).toEqual([{ name: "Grenoble", x: 200, y: 64 }]);
});

test("a name of a town covers no mark and no other name", () => {
  const crowd = Array.from({ length: 20 }, (_, index) =>
    at(
      45.188 + (index % 5) * 0.004,
      5.724 + Math.floor(index / 5) * 0.004,
      ["Grenoble", "Échirolles"][index % 2],
    ),
  );
  const { marks, towns } = layMap([...crowd, at(45.3, 5.724, "Voreppe")], centre) ?? { marks: [], towns: [] };
  expect(towns.map(({ name }) => name)).toContain("Voreppe");
  for (const { x, y } of towns)
    expect(marks.filter((mark) => Math.hypot(mark.x - x, mark.y - y) < 14)).toEqual([]);
});

test("without any position there is no map", () => {
  expect(layMap([{ ...walk, position: null }], centre)).toBeNull();
  expect(layMap([], centre)).toBeNull();
});
