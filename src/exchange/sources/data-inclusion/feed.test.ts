import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { convert, faultsOfRow, sampleBytes } from "../../../../tests/support/feed.ts";
import { readCodeMapLines } from "../../code-map.ts";
import { dataInclusion } from "./map.ts";
import { zoneOf } from "./read.ts";

const id = "data-inclusion";

test("a service is joined to its structure, which says what the service does not", () => {
  const { resources, refused } = convert(id, sampleBytes(id));
  const [service, alone] = resources;
  expect(service?.organization).toMatchObject({ name: "Centre social inventé", source_id: "invente--1" });
  expect(service?.service).toMatchObject({
    kind: "service",
    categories: ["listen", "support", "gather"],
    publics: ["seniors"],
    ways_in: ["phone", "drop-in", "referral"],
    area_type: "departement",
    area_values: ["69"],
  });
  expect(service?.service_at_location).toMatchObject({
    phones: ["+33472000001"],
    opening_hours: "Mo-Fr 09:00-12:00",
  });
  expect(alone?.service).toMatchObject({ name: "Structure sans service", kind: "place" });
  expect(faultsOfRow(refused, 2)).toEqual(["commune: placeUnknown"]);
});

test("the name of a contact person is never read", () => {
  expect(JSON.stringify(convert(id, sampleBytes(id)))).not.toContain("Personne Inventée");
});

test("pages of the API and a plain list are read as the file is", () => {
  const file = JSON.parse(Buffer.from(sampleBytes(id)).toString("utf8")) as Record<string, unknown[]>;
  const list = convert(id, Buffer.from(JSON.stringify(file["services"])));
  const page = convert(id, Buffer.from(JSON.stringify({ items: file["services"], total: 2, page: 1 })));
  expect(page).toEqual(list);
  expect(list.read).toBe(2);
});

test("an area is kept where it is a country, départements or communes", () => {
  expect(zoneOf(["france"])).toMatchObject({ area_type: "country" });
  expect(zoneOf(["2A", "974"])).toMatchObject({ area_type: "departement", area_values: ["2A", "974"] });
  expect(zoneOf(["69381", "69", "200040715"])).toMatchObject({ area_type: null });
});

const lists = new URL("../../../../../shared/standards/data-inclusion-1.0.8/extra/", import.meta.url);
const isHere = existsSync(lists);
if (!isHere) console.warn("NOT TESTED: the lists of data·inclusion (../shared/standards) are not here");

test.skipIf(!isHere).each([
  ["thematiques", "thematiques"],
  ["publics", "publics"],
  ["frais", "frais"],
  ["accueil", "modes-accueil"],
  ["mobilisation", "modes-mobilisation"],
  ["mobilisable-par", "personnes-mobilisatrices"],
])("every value of the official list is in maps/%s.csv", (map, list) => {
  const official = JSON.parse(readFileSync(new URL(`${list}.json`, lists), "utf8")) as { value: string }[];
  const known = readCodeMapLines(dataInclusion.maps[map] ?? "").map(({ label }) => label);
  expect(known.toSorted()).toEqual(official.map(({ value }) => value).toSorted());
});
