import { expect, test } from "vitest";
import type { AccessPlace } from "./access-place.ts";
import { accessLimits, isCertain, pairOf, type OwnPlace } from "./likeness.ts";
import { planLinks } from "./plan-links.ts";
import { streetKey } from "./street-key.ts";

const own: OwnPlace = {
  id: "00000000-0000-4000-8000-000000000001",
  names: ["Maison des essais", "Association des essais"],
  siret: null,
  street_key: "1 rue de l exemple",
  code_insee: "74010",
  latitude: 45.9,
  longitude: 6.12,
};
const place: AccessPlace = {
  id: "a",
  name: "MAISON DES ESSAIS",
  siret: null,
  street_key: "1 rue de l exemple",
  code_insee: "74010",
  latitude: 45.9,
  longitude: 6.12,
  url: null,
  wheelchair: "yes",
  access_features: [],
  confirmed_on: null,
};
const elsewhere = { street_key: null, latitude: 45.91, longitude: 6.14 };

test("the same name at the same address is certain, and says why", () => {
  const pair = pairOf(own, place);
  expect(pair).toMatchObject({ score: 0.97, distance_metres: 0 });
  expect(pair?.evidence).toEqual(["same-name", "same-address", "within-30-metres"]);
  expect(pair !== null && isCertain(pair)).toBe(true);
});

test.each([
  ["a like name at the same address", { name: "Maison des essais (annexe)" }],
  ["the same name 100 m away", { street_key: null, latitude: 45.9009 }],
  ["the same SIRET elsewhere in the town", { ...elsewhere, name: "Autre chose", siret: "11111111111111" }],
])("%s is proposed, and waits for a human", (_, given) => {
  const pair = pairOf({ ...own, siret: "11111111111111" }, { ...place, ...given });
  expect(pair?.score).toBeGreaterThanOrEqual(accessLimits.proposed);
  expect(pair !== null && isCertain(pair)).toBe(false);
});

test.each([
  ["another establishment of the same address", { name: "Boulangerie inventée" }],
  ["the same name in another street", elsewhere],
  [
    "a like name 100 m away of whose words half are others",
    { name: "Maison du pain", street_key: null, latitude: 45.9009 },
  ],
])("%s is nothing", (_, given) => {
  expect(pairOf(own, { ...place, ...given })).toBeNull();
});

test("a place of which only the town is known is never near", () => {
  const pair = pairOf({ ...own, latitude: null, longitude: null }, { ...place, street_key: null });
  expect(pair).toBeNull();
});

test("where two are certain none is joined, and the one that a human chose is", () => {
  const twins = [place, { ...place, id: "b" }];
  const joined = (decisions: Parameters<typeof planLinks>[0]["decisions"]) =>
    planLinks({ own: [own], places: twins, decisions }).map(({ place_id: id, is_joined: is }) => [id, is]);
  expect(joined([])).toEqual([
    ["a", false],
    ["b", false],
  ]);
  expect(joined([{ location_id: own.id, place_id: "b", decision: "same" }])).toEqual([
    ["a", false],
    ["b", true],
  ]);
  expect(joined([{ location_id: own.id, place_id: "b", decision: "different" }])).toEqual([["a", true]]);
});

test("looking by squares, streets and SIRET finds every pair that looking at all of them finds", () => {
  const places = Array.from({ length: 400 }, (_, at) => ({
    ...place,
    id: `p${at}`,
    name: at % 3 === 0 ? "Maison des essais" : `Salle ${at % 7} des essais`,
    siret: at % 50 === 0 ? "11111111111111" : null,
    street_key: at % 9 === 0 ? own.street_key : null,
    latitude: 45.9 + ((at * 37) % 200) * 0.00002 - 0.002,
    longitude: 6.12 + ((at * 53) % 200) * 0.00003 - 0.003,
  }));
  const withSiret = { ...own, siret: "11111111111111" };
  const all = places.flatMap((one) => pairOf(withSiret, one) ?? []);
  const found = planLinks({ own: [withSiret], places, decisions: [] });
  expect(all.length).toBeGreaterThan(30);
  expect(found.map(({ place_id: id }) => id).toSorted()).toEqual(
    all.map(({ place_id: id }) => id).toSorted(),
  );
});

test.each([
  ["12, Av. de la Gare", "12 avenue de la gare"],
  ["Bâtiment B, 3 bis bd Voltaire", "3 bis boulevard voltaire"],
  ["Place de l’Église", null],
  ["12", null],
  [null, null],
])("the street of %s is compared as %s", (line, key) => {
  expect(streetKey(line)).toBe(key);
});
