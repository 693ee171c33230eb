import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { convert, faultsOfRow, sampleBytes } from "../../../../tests/support/feed.ts";

const id = "hsds";

test("a service at a location becomes an offer: schedules, ages, languages, cost and terms", () => {
  const { resources, refused } = convert(id, sampleBytes(id));
  const [first] = resources;
  expect(first?.service_at_location).toMatchObject({
    opening_hours: "Mo,Th 10:00-18:00; Sa[2] 09:00-12:00",
    phones: ["+33479000001"],
  });
  expect(first?.service).toMatchObject({
    categories: ["listen"],
    interventions: ["psychological-support"],
    frais: ["gratuit"],
    age_min: 12,
    languages: ["fr", "ar"],
    confirmed_on: "2026-04-02",
  });
  expect(first?.location).toMatchObject({ name: "Salle du bas", code_insee: "73065" });
  expect(faultsOfRow(refused, 3)).toEqual(["address.city: placeUnknown"]);
});

test("outside France no commune is looked for, and a rhythm without equal is kept in words", () => {
  const second = convert(id, sampleBytes(id)).resources[1];
  expect(second?.location).toMatchObject({ city: "Bath", code_insee: null, latitude: 51.38 });
  expect(second?.service_at_location).toMatchObject({
    opening_hours: null,
    hours_note: "every second Monday",
  });
});

test("people named as contacts are never read", () => {
  expect(JSON.stringify(convert(id, sampleBytes(id)))).not.toContain("Personne Inventée");
});

const examples = ["hsds-3.0", "oruk-3.0"].map((standard) => ({
  standard,
  file: new URL(`../../../../../shared/standards/${standard}/examples/service_full.json`, import.meta.url),
}));
const isHere = examples.every(({ file }) => existsSync(file));
if (!isHere) console.warn("NOT TESTED: the examples of the standards (../shared/standards) are not here");

test.skipIf(!isHere).each(examples)("the full example of $standard is read", ({ file }) => {
  const example = JSON.parse(readFileSync(file, "utf8")) as unknown;
  const { read, resources, refused } = convert(id, Buffer.from(JSON.stringify([example])));
  expect(read).toBe(1);
  // Its latitude is 100 and its longitude 101: nowhere on earth, and outside France no town says where it is.
  expect([resources.length, refused.map(({ code }) => code)]).toEqual([0, ["placeUnknown"]]);
});
