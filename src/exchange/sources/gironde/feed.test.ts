import { expect, test } from "vitest";
import { convert, countFaults, faultsOfRow, realFeed, sampleBytes } from "../../../../tests/support/feed.ts";

const id = "gironde";

test("the latitude is read under Coord. X, and put right when the producer puts it right", () => {
  const { resources, warnings } = convert(id, sampleBytes(id));
  expect(resources[0]?.location).toMatchObject({
    latitude: 44.84,
    longitude: -0.58,
    position_precision: "address",
  });
  expect(resources[1]?.location).toMatchObject({ latitude: 44.914, longitude: -0.243 });
  expect(faultsOfRow(warnings, 2)).toContain("Coord. X: positionSwapped");
  expect(faultsOfRow(warnings, 3)).toContain("Coord. X: positionFarFromTown");
});

test("street, postcode and town are taken out of one line", () => {
  const places = convert(id, sampleBytes(id)).resources.map(({ location }) => [
    location.address_1,
    location.postal_code,
    location.city,
  ]);
  expect(places).toEqual([
    ["8 rue de l'Exemple", "33000", "Bordeaux"],
    ["9 avenue de l'Exemple", "33500", "Libourne"],
    ["2 avenue de l'Exemple", "33600", "Pessac"],
  ]);
});

test("numbers as numbers, two numbers in a cell, and a website without scheme are read", () => {
  const [first, second, third] = convert(id, sampleBytes(id)).resources;
  expect(second?.service_at_location.phones).toEqual(["3949"]);
  expect(third?.service_at_location.phones).toEqual(["+33639980001", "+33556000002"]);
  expect(first?.service.url).toBe("https://www.exemple.fr");
  expect(third?.service.url).toBe("https://exemple.fr");
  expect(second?.service.url).toBeNull();
});

test("the same place twice, in other letters, is taken once", () => {
  const { resources, refused } = convert(id, sampleBytes(id));
  expect(resources).toHaveLength(3);
  expect(refused).toEqual([{ row: 4, field: "", code: "repeatedRow", params: { first: 1 } }]);
});

test("an entry without services gets the usual category, and that is told", () => {
  const { resources, warnings } = convert(id, sampleBytes(id));
  expect(resources[1]?.service).toMatchObject({ categories: ["support"], interventions: ["digital"] });
  expect(faultsOfRow(warnings, 2)).toContain("services: categoryAssumed");
  expect(resources[0]?.service.categories).toEqual(["support", "gather"]);
});

const real = realFeed(id);

test.skipIf(real === null)("the real feed: 347 rows read, 347 taken, and the faults known", () => {
  const { read, resources, refused, warnings } = convert(id, real ?? new Uint8Array());
  expect([read, resources.length, refused.length]).toEqual([347, 347, 0]);
  expect(countFaults(warnings)).toEqual({
    categoryAssumed: 29,
    websiteUnreadable: 13,
    emailUnreadable: 5,
    websitePartly: 3,
    phoneUnreadable: 1,
    charactersRemoved: 1,
  });
  expect(resources.filter(({ location }) => location.code_insee === null)).toEqual([]);
  expect(resources.filter(({ location }) => location.position_precision === "town")).toEqual([]);
  expect(resources.every(({ location }) => location.code_insee?.startsWith("33"))).toBe(true);
});

test.skipIf(real === null)("the real feed: short numbers, two numbers and broken ones", () => {
  const { resources, warnings } = convert(id, real ?? new Uint8Array());
  const phones = resources.map(({ service_at_location }) => service_at_location.phones);
  expect(phones.filter((list) => list.includes("3949"))).toHaveLength(6);
  expect(phones.filter((list) => list.includes("3646"))).toHaveLength(2);
  expect(phones.filter((list) => list.length === 2)).toHaveLength(3);
  expect(warnings.find(({ code }) => code === "phoneUnreadable")?.row).toBe(100);
});
