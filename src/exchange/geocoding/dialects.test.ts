import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addok } from "./addok/addok.ts";
import { AnswerUnreadable } from "./dialect.ts";
import { photon } from "./photon/photon.ts";

const sample = (dialect: string): unknown =>
  JSON.parse(readFileSync(new URL(`${dialect}/sample.json`, import.meta.url), "utf8"));

/** One answer of addok with one house in it, changed in a place. */
function addokAnswer(properties: object = {}, coordinates: unknown = [2.777, 50.29]): unknown {
  const usual = { label: "12 Rue des Lilas 62000 Arras", score: 0.9, type: "housenumber", citycode: "62041" };
  return {
    type: "FeatureCollection",
    features: [
      { type: "Feature", geometry: { type: "Point", coordinates }, properties: { ...usual, ...properties } },
    ],
  };
}

describe("addok, as its documentation answers to “8 bd du port”", () => {
  test("gives three houses in three towns that fit equally badly, longitude first", () => {
    const found = addok.read(sample("addok"));
    expect(found[0]).toEqual({
      label: "8 Boulevard du Port 80000 Amiens",
      precision: "address",
      position: { latitude: 49.897443, longitude: 2.290084 },
      score: 0.49159121588068583,
      townCode: "80021",
      postcode: "80000",
      city: "Amiens",
    });
    expect(found.map(({ city }) => city)).toEqual(["Amiens", "Cergy", "Mèze"]);
  });

  test("is asked for the whole address, and told nothing else", () => {
    const question = addok.question("https://data.geopf.fr/geocodage", "12 rue des Lilas & Cie, Arras", 5);
    expect(question.href).toBe(
      "https://data.geopf.fr/geocodage/search?q=12+rue+des+Lilas+%26+Cie%2C+Arras&limit=5&autocomplete=0",
    );
  });

  test.each([
    ["housenumber", "address"],
    ["street", "street"],
    ["locality", "area"],
    ["municipality", "town"],
  ])("says what was found: %s is %s", (type, precision) => {
    expect(addok.read(addokAnswer({ type }))[0]?.precision).toBe(precision);
  });
});

describe("photon, as its documentation answers", () => {
  test("gives a town and a house with its street and number, without score or code", () => {
    expect(photon.read(sample("photon"))).toEqual([
      expect.objectContaining({
        label: "Berlin",
        precision: "town",
        city: "Berlin",
        score: null,
        townCode: null,
      }),
      expect.objectContaining({
        label: "3 Olympischer Platz, 14053",
        precision: "address",
        postcode: "14053",
      }),
    ]);
  });

  test("tells streets and places by their layer, and leaves out what is no address", () => {
    const feature = (type: string, name: string) => ({
      geometry: { type: "Point", coordinates: [2.777, 50.29] },
      properties: { type, name, postcode: "62000", city: "Arras" },
    });
    const features = [
      feature("street", "Rue des Lilas"),
      feature("district", "Centre"),
      feature("other", "Un lac"),
    ];
    expect(photon.read({ features }).map(({ label, precision }) => [label, precision])).toEqual([
      ["Rue des Lilas, 62000 Arras", "street"],
      ["Centre, 62000 Arras", "area"],
    ]);
  });

  test("is asked in French, and told nothing of who asks", () => {
    expect(photon.question("https://photon.example", "12 rue des Lilas", 5).href).toBe(
      "https://photon.example/api?q=12+rue+des+Lilas&limit=5&lang=fr",
    );
  });
});

describe.each([addok, photon])("$id does not trust", ({ read }) => {
  test.each([
    ["another shape", { error: "maintenance" }],
    ["a list", []],
    ["nothing", null],
    ["a text", "<html>"],
    ["places of another shape", { type: "FeatureCollection", features: [{ a: 1 }, null, "x"] }],
    [
      "places by the thousand",
      { type: "FeatureCollection", features: Array.from({ length: 101 }, () => ({})) },
    ],
  ])("%s", (_what, answer) => {
    expect(() => read(answer)).toThrow(AnswerUnreadable);
  });

  test("any JSON: it gives places within bounds, or says that it cannot be read", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        try {
          for (const { position, label } of read(value)) {
            expect(Math.abs(position.latitude)).toBeLessThanOrEqual(90);
            expect(label.length).toBeLessThanOrEqual(200);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(AnswerUnreadable);
        }
      }),
    );
  });
});

describe("a single place", () => {
  test.each([
    ["numbers as text", {}, ["2.777", "50.29"]],
    ["coordinates outside the Earth", {}, [2.777, 95]],
    ["one coordinate", {}, [2.777]],
    ["a kind that is not documented", { type: "planet" }, undefined],
    ["a score above one", { score: 7 }, undefined],
    ["a code that is none", { citycode: "62041; drop table" }, undefined],
    ["a label without end", { label: "a".repeat(5000) }, undefined],
  ])("with %s is left out", (_what, properties, coordinates) => {
    const answer = addokAnswer(properties, coordinates) as { features: unknown[] };
    const whole = addokAnswer() as { features: unknown[] };
    expect(addok.read({ ...whole, features: [...answer.features, ...whole.features] })).toHaveLength(1);
    expect(() => addok.read(answer)).toThrow(AnswerUnreadable);
  });

  test("loses control and direction marks; tags stay text, which pages escape", () => {
    const label = "12 \u202Eeur\u202C\u0000 <script>alert(1)</script>\n Arras\uFEFF";
    expect(addok.read(addokAnswer({ label }))[0]?.label).toBe("12 eur <script>alert(1)</script> Arras");
  });
});
