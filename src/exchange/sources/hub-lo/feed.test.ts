import { expect, test } from "vitest";
import { convert, countFaults, faultsOfRow, realFeed, sampleBytes } from "../../../../tests/support/feed.ts";

const id = "hub-lo";

test("days from one column and times from another are read together", () => {
  const [first] = convert(id, sampleBytes(id)).resources;
  expect(first?.service_at_location).toMatchObject({
    opening_hours: "Mo,Tu,Th 09:00-12:30,14:00-17:30",
    wheelchair: "yes",
  });
  expect(first?.service).toMatchObject({
    categories: ["support", "listen"],
    publics: ["jeunes", "seniors"],
    description: "2 ordinateurs\nAide aux démarches",
  });
});

test("columns that slipped bring nothing wrong in, and a row without town is refused", () => {
  const { resources, refused, warnings } = convert(id, sampleBytes(id));
  expect(resources[1]?.organization.legal_status).toBeNull();
  expect(resources[1]?.service_at_location).toMatchObject({ phones: [], hours_note: null, wheelchair: "no" });
  expect(faultsOfRow(warnings, 2)).toEqual(["c_categories_espace: categoryAssumed"]);
  expect(faultsOfRow(refused, 3)).toEqual(["c_city: required"]);
});

const real = realFeed(id);

test.skipIf(real === null)("the real feed: 426 rows, those refused and the faults known", () => {
  const { read, resources, refused, warnings } = convert(id, real ?? new Uint8Array());
  expect([read, resources.length, refused.length]).toEqual([426, 426, 0]);
  expect(countFaults(warnings)).toEqual({
    hoursUnreadable: 52,
    websiteUnreadable: 1,
    labelUnknown: 55,
    categoryAssumed: 12,
    emailUnreadable: 4,
    townFromPostcode: 2,
    positionFarFromTown: 15,
    townUnknown: 1,
  });
  expect(
    resources.filter(({ service_at_location }) => service_at_location.opening_hours !== null),
  ).toHaveLength(66);
});
