import { expect, test } from "vitest";
import { convert, countFaults, faultsOfRow, realFeed, sampleBytes } from "../../../../tests/support/feed.ts";

const id = "bus-france-services-charente";

test("the stops of the bus are one organisation, one service, and a place each", () => {
  const { resources } = convert(id, sampleBytes(id));
  const distinct = (ids: readonly string[]): number => new Set(ids).size;
  expect(distinct(resources.map(({ organization }) => organization.id))).toBe(1);
  expect(distinct(resources.map(({ service }) => service.id))).toBe(1);
  expect(distinct(resources.map(({ location }) => location.id))).toBe(3);
  expect(resources.map(({ location }) => location.name)).toEqual([
    "Place de la mairie",
    "Place du marché",
    "Le bourg",
  ]);
  expect(resources[0]?.service).toMatchObject({ kind: "stop", categories: ["support", "reach-out"] });
  expect(resources[0]?.organization).toMatchObject({
    name: "Association des essais",
    siret: "73282932000074",
  });
});

test("odd and even weeks are written into the hours; other rhythms stay in words", () => {
  const { resources, warnings } = convert(id, sampleBytes(id));
  expect(
    resources.map(({ service_at_location: { opening_hours, hours_note } }) => opening_hours ?? hours_note),
  ).toEqual([
    "week 1-53/2 Mo 09:30-12:30; PH off",
    "week 2-53/2 Tu 09:30-12:30; PH off",
    "We 09:30-12:30; PH off (Les jours de foire)",
  ]);
  expect(faultsOfRow(warnings, 3)).toEqual(["ouverture: hoursUnreadable"]);
});

test("a stop placed in Provence is put back at its commune in Charente", () => {
  const { resources, warnings } = convert(id, sampleBytes(id));
  expect(resources[1]?.location).toMatchObject({ city: "Verteuil-sur-Charente", position_precision: "town" });
  expect(resources[1]?.location.latitude).toBeCloseTo(46, 0);
  expect(faultsOfRow(warnings, 2)).toEqual(["latitude: positionFarFromTown"]);
});

test("numbers get back what the spreadsheet ate", () => {
  const [first] = convert(id, sampleBytes(id)).resources;
  expect(first?.service_at_location.phones).toEqual(["+33545000001"]);
  expect(first?.location).toMatchObject({ postal_code: "16230", code_insee: "16196" });
});

const real = realFeed(id);

test.skipIf(real === null)("the real feed: 12 stops read, 12 taken, one of them far from its commune", () => {
  const { read, resources, refused, warnings } = convert(id, real ?? new Uint8Array());
  expect([read, resources.length, refused.length]).toEqual([12, 12, 0]);
  expect(countFaults(warnings)).toEqual({ positionFarFromTown: 1 });
  expect(faultsOfRow(warnings, 4)).toEqual(["latitude: positionFarFromTown"]);
  expect(resources[3]?.location).toMatchObject({
    city: "Valence",
    code_insee: "16392",
    position_precision: "town",
  });
  expect(resources.map(({ location }) => location.code_insee?.slice(0, 2))).toEqual(Array(12).fill("16"));
  expect(resources[8]?.location).toMatchObject({
    city: "Saint-Amant-de-Boixe",
    position_precision: "street",
  });
  expect(resources[1]?.location.position_precision).toBe("town");
});
