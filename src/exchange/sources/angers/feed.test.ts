import { expect, test } from "vitest";
import { convert, countFaults, faultsOfRow, realFeed, sampleBytes } from "../../../../tests/support/feed.ts";

const id = "angers";

test("questions as columns become labels, and a sentence becomes hours", () => {
  const { resources, refused, warnings } = convert(id, sampleBytes(id));
  expect(resources[0]?.service).toMatchObject({
    service_labels: ["Initiation aux outils numériques", "Accès WIFI"],
    categories: ["support", "gather"],
    publics: ["jeunes", "demandeurs-emploi"],
  });
  expect(resources[0]?.service_at_location.opening_hours).toBe("Tu 15:00-18:30; We 09:30-12:00,14:00-18:30");
  expect(resources[1]?.service_at_location).toMatchObject({
    opening_hours: null,
    hours_note: "Le matin, sauf vacances",
  });
  expect(faultsOfRow(warnings, 2)).toContain("LAT: positionZero");
  expect(faultsOfRow(refused, 3)).toEqual(["TYPO_UID: required"]);
});

const real = realFeed(id);

test.skipIf(real === null)(
  "the real feed: 63 rows read, 63 taken, hours of many sentences understood",
  () => {
    const { read, resources, refused, warnings } = convert(id, real ?? new Uint8Array());
    expect([read, resources.length, refused.length]).toEqual([63, 63, 0]);
    expect(countFaults(warnings)).toEqual({
      hoursUnreadable: 23,
      emailUnreadable: 1,
      websiteUnreadable: 2,
      labelUnknown: 1,
    });
    expect(
      resources.filter(({ service_at_location }) => service_at_location.opening_hours !== null),
    ).toHaveLength(36);
    expect(resources.every(({ location }) => location.code_insee === "49007")).toBe(true);
  },
);
