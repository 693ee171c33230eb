import { expect, test } from "vitest";
import { convert, countFaults, faultsOfRow, realFeed, sampleBytes } from "../../../../tests/support/feed.ts";

const id = "aix-en-provence";

test("codes as numbers, an association's number that is no SIRET, and the kind of place are read", () => {
  const { resources, refused } = convert(id, sampleBytes(id));
  expect(resources[0]?.location).toMatchObject({ code_insee: "13001", postal_code: "13100" });
  expect(resources[0]?.organization).toMatchObject({ name: "Atelier inventé", siret: null });
  expect(resources[0]?.service_at_location.opening_hours).toBe("Mo-Fr 08:00-12:15,13:15-16:30");
  expect(resources[1]?.service.categories).toEqual(["gather"]);
  expect(resources[1]?.organization.name).toBe("Ville inventée");
  expect(faultsOfRow(refused, 3)).toEqual(["nom: required"]);
});

const real = realFeed(id);

test.skipIf(real === null)("the real feed: 38 rows read, 38 taken, and the faults known", () => {
  const { read, resources, refused, warnings } = convert(id, real ?? new Uint8Array());
  expect([read, resources.length, refused.length]).toEqual([38, 38, 0]);
  expect(countFaults(warnings)).toEqual({});
  expect(resources.every(({ location }) => location.code_insee === "13001")).toBe(true);
  expect(
    resources.filter(({ service_at_location }) => service_at_location.opening_hours !== null),
  ).toHaveLength(16);
});
