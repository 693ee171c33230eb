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

/** The first service of the sample, its schedules others. */
function hoursWith(schedules: readonly object[]): readonly (string | null | undefined)[] {
  const { contents } = JSON.parse(Buffer.from(sampleBytes(id)).toString("utf8")) as {
    contents: { service_at_locations: object[] }[];
  };
  const [service] = contents;
  const places = service!.service_at_locations.map((place) => ({ ...place, schedules }));
  const { resources } = convert(
    id,
    Buffer.from(JSON.stringify([{ ...service, service_at_locations: places }])),
  );
  const place = resources[0]?.service_at_location;
  return [place?.opening_hours, place?.hours_note];
}

test("a morning and an afternoon are both kept, and what is of another year is not", () => {
  const weekly = { freq: "WEEKLY", byday: "MO,TU", opens_at: "09:00", closes_at: "12:00" };
  const afternoon = { ...weekly, byday: "TU", opens_at: "14:00:00", closes_at: "17:00:00" };
  const past = { ...weekly, byday: "SU", valid_to: "2025-12-31" };
  const toCome = { ...weekly, byday: "SA", valid_from: "2027-01-01" };
  expect(hoursWith([weekly, afternoon, past, toCome])).toEqual([
    "Mo 09:00-12:00; Tu 09:00-12:00,14:00-17:00",
    null,
  ]);
  expect(hoursWith([past])).toEqual([null, null]);
});

test.each([
  ["a clock of another zone", { freq: "WEEKLY", byday: "MO", opens_at: "09:00Z", closes_at: "12:00Z" }],
  [
    "a week and a week of the month",
    { freq: "MONTHLY", byday: "2TU", opens_at: "09:00", closes_at: "12:00" },
  ],
])("hours that would be told wrongly stay in words: %s", (_, schedule) => {
  const weekly = { freq: "WEEKLY", byday: "TU", opens_at: "14:00", closes_at: "15:00" };
  expect(hoursWith([{ ...schedule, description: "In words" }, weekly])).toEqual([null, "In words"]);
});

test("people named as contacts are never read", () => {
  expect(JSON.stringify(convert(id, sampleBytes(id)))).not.toContain("Personne Inventée");
});

const examples = ["hsds-3.0"].map((standard) => ({
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
