import { expect, test } from "vitest";
import { convert, countFaults, faultsOfRow, realFeed, sampleBytes } from "../../../../tests/support/feed.ts";

const id = "nouvelle-caledonie";

test("a column a day, in several writings, becomes a week; one day not understood leaves it in words", () => {
  const [first, second] = convert(id, sampleBytes(id)).resources;
  expect(first?.service_at_location.opening_hours).toBe(
    "Mo 07:30-11:30,12:15-16:00; Tu 07:30-11:30,12:30-15:30",
  );
  expect(second?.service_at_location).toMatchObject({
    opening_hours: null,
    hours_note: "lundi : sur rendez-vous\nmardi : 8h-12h",
  });
});

test("the position, a record, is read; a commune under another name is recognised; no telephone is none", () => {
  const { resources, refused, warnings } = convert(id, sampleBytes(id));
  expect(resources[0]?.location).toMatchObject({
    code_insee: "98818",
    latitude: -22.2339,
    postal_code: "98800",
  });
  expect(resources[0]?.service_at_location).toMatchObject({ wheelchair: "yes", phones: ["+687000001"] });
  expect(resources[1]?.location.code_insee).toBe("98817");
  expect(resources[1]?.service_at_location.phones).toEqual([]);
  expect(faultsOfRow(warnings, 2)).toEqual(["horaires_lundi: hoursUnreadable"]);
  expect(faultsOfRow(refused, 3)).toEqual(["nom: required"]);
});

const real = realFeed(id);

test.skipIf(real === null)("the real feed: 92 rows, those refused and the faults known", () => {
  const { read, resources, refused, warnings } = convert(id, real ?? new Uint8Array());
  expect([read, resources.length, refused.length]).toEqual([92, 92, 0]);
  expect(countFaults(warnings)).toEqual({
    hoursUnreadable: 12,
    websitePartly: 1,
    websiteUnreadable: 2,
    positionFarFromTown: 1,
    labelUnknown: 4,
  });
  expect(resources.filter(({ location }) => location.code_insee?.startsWith("988") !== true)).toEqual([]);
  expect(
    resources.filter(({ service_at_location }) => service_at_location.opening_hours !== null),
  ).toHaveLength(60);
});
