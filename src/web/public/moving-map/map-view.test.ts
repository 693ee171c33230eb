import { distanceMetres, stableId } from "#base";
import type { MapPoint } from "#directory/actions";
import { describe, expect, test } from "vitest";
import { boundsOf, pointsIn, readableNames, searchHere } from "./map-view.ts";
import { fillWords } from "./moving-map-start.ts";

const at = (number: number, latitude: number, longitude: number): MapPoint => ({
  id: stableId<"offer">("inventions", "offer", String(number)),
  name: `Lieu ${number}`,
  city: "Annecy",
  position: { latitude, longitude },
  isVague: false,
  number,
});
const points = [at(1, 45.9, 6.12), at(2, 45.95, 6.2), at(3, 46.2, 6.14)];
const bounds = { south: 45.88, west: 6.1, north: 45.98, east: 6.22 };

describe("a view of the map", () => {
  test("holds all points, and there is none without points", () => {
    expect(boundsOf(points.map(({ position }) => position))).toEqual({
      south: 45.9,
      west: 6.12,
      north: 46.2,
      east: 6.2,
    });
    expect(boundsOf([])).toBeNull();
  });

  test("lists what lies in it, in the order of the list", () => {
    expect(pointsIn(points, bounds).map(({ number }) => number)).toEqual([1, 2]);
  });

  test("shows names that cover neither marks nor each other", () => {
    const spots = [
      { name: "Annecy", x: 100, y: 100 },
      { name: "Seynod", x: 110, y: 105 },
      { name: "Cran", x: 300, y: 100 },
    ];
    expect(readableNames(spots, []).map(({ name }) => name)).toEqual(["Annecy", "Cran"]);
    expect(readableNames(spots, [{ x: 300, y: 90 }]).map(({ name }) => name)).toEqual(["Annecy"]);
  });
});

describe("searching in a view", () => {
  const address = new URL("http://tisser.example/ar/chercher?town=74010&ou=annecy&q=chant&gratuit=1&page=3");

  test("keeps the filters and the language, leaves the town, and reaches the corners", () => {
    const there = new URL(searchHere(address, bounds, [1, 2, 5, 10, 20, 50, 100]), address);
    expect(there.pathname).toBe("/ar/chercher");
    expect(Object.fromEntries(there.searchParams)).toEqual({
      q: "chant",
      gratuit: "1",
      lat: "45.9300",
      lon: "6.1600",
      rayon: "10",
    });
    const middle = { latitude: 45.93, longitude: 6.16 };
    expect(distanceMetres(middle, { latitude: bounds.north, longitude: bounds.east })).toBeLessThan(10_000);
  });

  test("of a whole country asks the longest distance", () => {
    const country = { south: 42, west: -5, north: 51, east: 8 };
    expect(searchHere(address, country, [1, 20, 100])).toContain("rayon=100");
  });
});

test("a text says its values, and keeps what it was not told", () => {
  expect(fillWords("{count} sur {total}", { count: 3 })).toBe("3 sur {total}");
});
