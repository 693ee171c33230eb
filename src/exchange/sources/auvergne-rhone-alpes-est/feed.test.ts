import { expect, test } from "vitest";
import { convert, countFaults, faultsOfRow, realFeed, sampleBytes } from "../../../../tests/support/feed.ts";

const id = "auvergne-rhone-alpes-est";

test("the sample goes in, but for rows without name, without place, repeated, or that are no record", () => {
  const { read, resources, refused } = convert(id, sampleBytes(id));
  expect(read).toBe(7);
  expect(resources.map(({ service }) => service.name)).toEqual([
    "Maison des essais",
    "Espace inventé de Chambéry",
    "Atelier sans position",
  ]);
  expect(refused.map(({ row, field, code }) => [row, field, code])).toEqual([
    [4, "nom", "required"],
    [5, "commune", "placeUnknown"],
    [6, "", "repeatedRow"],
    [7, "", "notARecord"],
  ]);
});

test("a town in capitals gets its official name, and labels become codes", () => {
  const [first] = convert(id, sampleBytes(id)).resources;
  expect(first?.location).toMatchObject({
    city: "Annecy",
    code_insee: "74010",
    postal_code: "74000",
    position_precision: "address",
  });
  expect(first?.organization.siret).toBeNull();
  expect(first?.service).toMatchObject({
    categories: ["support", "gather"],
    interventions: ["digital", "contact-opportunities"],
    publics: ["adultes", "seniors"],
    frais: ["gratuit"],
  });
  expect(first?.service_at_location.confirmed_on).toBe("2022-03-18");
});

test("what cannot be read is told and left out, and exchanged coordinates are put right", () => {
  const { resources, warnings } = convert(id, sampleBytes(id));
  expect(faultsOfRow(warnings, 2)).toEqual([
    "horaires: hoursUnreadable",
    "courriel: emailUnreadable",
    "latitude: positionSwapped",
    "services: labelUnknown",
  ]);
  const [, second] = resources;
  expect(second?.location).toMatchObject({ latitude: 45.57, longitude: 5.92, code_insee: "73065" });
  expect(second?.service_at_location).toMatchObject({
    phones: ["+33479000002", "3949"],
    opening_hours: null,
    hours_note: "le matin sauf le jeudi",
  });
});

test("a position of (0, 0) puts the place at its town, and says so", () => {
  const { resources, warnings } = convert(id, sampleBytes(id));
  expect(resources[2]?.location).toMatchObject({
    city: "Saint-Gervais-les-Bains",
    position_precision: "town",
  });
  expect(faultsOfRow(warnings, 3)).toEqual(["date_maj: dateUnreadable", "latitude: positionZero"]);
});

const real = realFeed(id);

test.skipIf(real === null)("the real feed: 374 rows read, 374 taken, and the faults known", () => {
  const { read, resources, refused, warnings } = convert(id, real ?? new Uint8Array());
  expect([read, resources.length, refused.length]).toEqual([374, 374, 0]);
  expect(countFaults(warnings)).toEqual({
    townFromPostcode: 8,
    emailUnreadable: 1,
    positionFarFromTown: 1,
  });
  expect(faultsOfRow(warnings, 151)).toEqual(["courriel: emailUnreadable"]);
  expect(faultsOfRow(warnings, 366)).toEqual(["latitude: positionFarFromTown"]);
  // Merged into Glières-Val-de-Borne in 2019.
  expect(resources.find(({ location }) => location.city === "Entremont")?.location.code_insee).toBe("74212");
  expect(resources[365]?.location).toMatchObject({ city: "Annecy", position_precision: "town" });
});

test.skipIf(real === null)(
  "the real feed: towns in capitals, cedex and merged communes are recognised",
  () => {
    const { resources } = convert(id, real ?? new Uint8Array());
    const townOf = (key: string): unknown => {
      const found = resources.find(({ service_at_location }) => service_at_location.source_id === key);
      return [found?.location.city, found?.location.code_insee, found?.location.postal_code];
    };
    expect(townOf("0")).toEqual(["Abondance", "74001", "74360"]);
    expect(townOf("36")).toEqual(["Annecy", "74010", "74003"]);
    expect(townOf("242")).toEqual(["Saint-Genis-Laval", "69204", "69230"]);
    expect(townOf("479")).toEqual(["Meythet", "74010", "74960"]);
  },
);
