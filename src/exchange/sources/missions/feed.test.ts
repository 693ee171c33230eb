import { expect, test } from "vitest";
import { convert, faultsOfRow, sampleBytes } from "../../../../tests/support/feed.ts";

const id = "missions";

test("a mission becomes an offer in which one takes part", () => {
  const [first] = convert(id, sampleBytes(id)).resources;
  expect(first?.service).toMatchObject({
    kind: "mission",
    offer_type: "mission",
    categories: ["take-part"],
    age_min: 18,
    attendance: ["on-site"],
    confirmed_on: "2026-10-02",
  });
  expect(first?.service_at_location).toMatchObject({ wheelchair: "yes", capacity_status: "capacity" });
  expect(first?.location).toMatchObject({ city: "Voiron", position_precision: "address" });
});

test("a mission that is over, or that is nowhere, is refused with the reason", () => {
  const { resources, refused } = convert(id, sampleBytes(id));
  expect(faultsOfRow(refused, 2)).toEqual(["endAt: pastEvent"]);
  expect(faultsOfRow(refused, 3)).toEqual(["address.city: placeUnknown"]);
  expect(resources.map(({ service }) => service.name)).toEqual([
    "Tenir compagnie à une personne âgée",
    "Aide aux devoirs",
  ]);
});

test("a mission with its address beside it is placed, at its town when it has no position", () => {
  const second = convert(id, sampleBytes(id)).resources[1];
  expect(second?.location).toMatchObject({ address_1: "2 rue de l'Exemple", position_precision: "town" });
  expect(second?.service).toMatchObject({ age_min: null, attendance: ["on-site", "online"] });
});
