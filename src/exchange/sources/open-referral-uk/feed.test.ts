import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { convert, faultsOfRow, sampleBytes } from "../../../../tests/support/feed.ts";

const id = "open-referral-uk";
const converted = convert(id, sampleBytes(id));

test("a British service becomes an offer: hours of the service, words of the profile, terms that are known", () => {
  const [first] = converted.resources;
  expect(first?.service_at_location).toMatchObject({
    opening_hours: "Mo 09:00-12:00; Tu 09:00-12:00,14:00-17:30",
    phones: ["+44163296000", "+441632960001"],
  });
  expect(first?.service).toMatchObject({
    categories: ["listen", "gather"],
    interventions: ["psychological-support", "contact-opportunities"],
    service_labels: ["Counselling", "Walking Football", "Invented circumstance"],
    age_min: 18,
    attendance: ["on-site"],
    confirmed_on: "2026-05-04",
  });
  expect(first?.location).toMatchObject({
    name: "Invented hall",
    address_1: "1 Example Street",
    address_2: "BA1 1AA",
    city: "Bath",
    code_insee: null,
  });
});

test("prices stay in pounds and in words; what is of another year is not told", () => {
  const { service } = converted.resources[0]!;
  expect(service.conditions_acces).toBe(
    [
      "Closed on the last Friday of June.",
      "Ask at the desk",
      "Over 60s – 3.5 GBP – per session",
      "Residents of the invented county",
      "A hearing loop. – Set your aid to T.",
    ].join("\n"),
  );
  expect([service.frais, service.cost_amount]).toEqual([[], null]);
  expect(converted.resources[1]?.service.frais).toEqual(["gratuit"]);
});

test("a term that nothing at hand explains is told of its row, and no other", () => {
  expect(faultsOfRow(converted.warnings, 1).filter((fault) => fault.startsWith("terms"))).toEqual([
    "terms: labelUnknown",
  ]);
  expect(converted.warnings.find(({ code }) => code === "labelUnknown")?.params).toEqual({
    label: "Invented circumstance",
  });
});

test("who is closed for a time has no hours and says why; a clock of another zone stays in words; who ended is left out", () => {
  const hours = converted.resources
    .slice(1)
    .map(({ service_at_location: place }) => [place.opening_hours, place.hours_note]);
  expect(hours).toEqual([
    [null, "Closed until the roof is mended."],
    [null, "Saturdays at ten"],
  ]);
  expect(converted.refused).toEqual([]);
});

test("people named as contacts are never read", () => {
  expect(JSON.stringify(converted)).not.toContain("Invented Person");
});

test("a number of another country is not read as French", () => {
  const [service] = (JSON.parse(Buffer.from(sampleBytes(id)).toString("utf8")) as { contents: object[] })
    .contents;
  const read = (number: string) => {
    const changed = { ...service, phones: [{ number }] };
    const { resources, warnings } = convert(id, Buffer.from(JSON.stringify([changed])));
    return [
      resources[0]?.service_at_location.phones,
      faultsOfRow(warnings, 1).filter((one) => /phone/.test(one)),
    ];
  };
  expect(read("0163296000 0")).toEqual([["+441632960000"], []]);
  expect(read("3939")).toEqual([[], ["phones: phoneUnreadable"]]);
  expect(read("163296000")).toEqual([[], ["phones: phoneUnreadable"]]);
});

test("one service alone, as the API answers it, is read; a page without services is not one", () => {
  const [service] = (JSON.parse(Buffer.from(sampleBytes(id)).toString("utf8")) as { contents: object[] })
    .contents;
  const alone = convert(id, Buffer.from(JSON.stringify(service)));
  expect(alone.resources).toEqual([converted.resources[0]]);
  expect(() => convert(id, Buffer.from('{"version": "3.0"}'))).toThrow(
    expect.objectContaining({ code: "exchange.feedNotAList" }),
  );
});

const shared = new URL("../../../../../shared/", import.meta.url);
const example = (name: string): URL => new URL(`standards/oruk-3.0/examples/${name}.json`, shared);
const activities = new URL("data/taxonomies/openactive-activity-list.jsonld", shared);
const isHere = [example("service_full"), example("service_list"), activities].every((file) =>
  existsSync(file),
);
if (!isHere) console.warn("NOT TESTED: the examples of Open Referral UK (../shared/standards) are not here");

test.skipIf(!isHere)("the full example of the profile is read, once it lies somewhere on earth", () => {
  const text = readFileSync(example("service_full"), "utf8");
  // Its latitude is 100 and its longitude 101, and it is in the US.
  expect(convert(id, Buffer.from(text)).refused.map(({ code }) => code)).toEqual(["placeUnknown"]);
  const placed = text
    .replace('"latitude": 100', '"latitude": 51')
    .replace('"longitude": 101', '"longitude": -1');
  const { resources, refused, warnings } = convert(id, Buffer.from(placed));
  expect([resources.length, refused]).toEqual([1, []]);
  expect(resources[0]?.service_at_location).toMatchObject({
    // Days of the month beside days of the week, and over since 2005.
    opening_hours: null,
    hours_note: null,
  });
  expect(resources[0]?.service.age_min).toBe(12);
  expect(warnings.map(({ field, code }) => `${field}: ${code}`)).toEqual(
    expect.arrayContaining(["terms: labelUnknown", "terms: categoryAssumed"]),
  );
  expect(JSON.stringify(resources)).not.toContain("Persona");
});

test.skipIf(!isHere)("the list example of the profile holds no place, and that is told", () => {
  const { read, resources, refused } = convert(id, readFileSync(example("service_list")));
  expect([read, resources.length, refused.map(({ code }) => code)]).toEqual([1, 0, ["placeUnknown"]]);
});

test.skipIf(!isHere)("every activity of OpenActive is understood by the address of its list", () => {
  const { concept } = JSON.parse(readFileSync(activities, "utf8")) as {
    readonly concept: readonly { readonly id: string; readonly prefLabel: string }[];
  };
  expect(concept.length).toBeGreaterThan(700);
  const attributes = concept
    .slice(0, 20)
    .map(({ id: uri, prefLabel: name }) => ({ taxonomy_term: { name, description: "", term_uri: uri } }));
  const page = JSON.parse(Buffer.from(sampleBytes(id)).toString("utf8")) as { contents: object[] };
  const [service] = page.contents;
  const { resources, warnings } = convert(id, Buffer.from(JSON.stringify([{ ...service, attributes }])));
  expect(resources[0]?.service).toMatchObject({
    categories: ["gather"],
    interventions: ["contact-opportunities"],
  });
  expect(warnings.filter(({ code }) => code === "labelUnknown")).toEqual([]);
  expect(new Set(concept.map(({ id: uri }) => uri.split("#")[0]))).toEqual(
    new Set(["https://openactive.io/activity-list"]),
  );
});
