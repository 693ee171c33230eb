import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { townIndex } from "../town-files.ts";
import { looksLikeAddress, townsInside, townsNamed } from "./address-text.ts";

const index = townIndex();
const namesInside = (text: string) => townsInside(index, text).map(({ code }) => code);

describe("what our own towns know as a whole", () => {
  test.each([
    ["Arras", "62041"],
    ["62000", "62041"],
    ["62000 Arras", "62041"],
    ["Arras, France", "62041"],
    ["33 000 Bordeaux", "33063"],
    ["chanbéri", "73065"],
    ["Rue, Somme", "80688"],
    ["80 Rue", "80688"],
    ["Paris 15e", "75115"],
    ["Agen, Lot-et-Garonne", "47001"],
    ["Saint-Denis 974 La Réunion", "97411"],
  ])("%s is a town, so it goes to nobody", (text, code) => {
    expect(townsNamed(index, text, 3)[0]?.code).toBe(code);
  });

  test.each([
    "12 rue des Lilas, Arras",
    "12 rue des Lilas 62000 Arras",
    "Arras, rue des Lilas",
    "12 Grande Rue",
    "3 place de la Mairie, 73000 Chambéry",
    "Résidence les Acacias Lyon",
    "5 bis, av. Foch Vienne",
  ])("%s is none", (text) => {
    expect(looksLikeAddress(text)).toBe(true);
    expect(townsNamed(index, text, 3)).toEqual([]);
  });

  test("every town by its name and its postcode", () => {
    const rows = fc.integer({ min: 0, max: index.table.codes.length - 1 });
    fc.assert(
      fc.property(rows, (row) => {
        const [name = "", postcode] = [index.table.names[row], index.table.postcodes[row]?.split(" ")[0]];
        expect(townsNamed(index, name, 12).length, name).toBeGreaterThan(0);
        if (postcode) expect(townsNamed(index, postcode, 12).length, postcode).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});

describe("the town named inside an address", () => {
  test.each([
    ["12 rue des Lilas, Arras", ["62041"]],
    ["12 rue des Lilas Arras", ["62041"]],
    ["12 rue des Lilas 62000 Arras", ["62041"]],
    ["Arras, rue des Lilas", ["62041"]],
    ["3 rue Victor Hugo, Lyon 3", ["69123"]],
    ["3 rue Victor Hugo Lyon 3e", ["69123"]],
    ["12 rue de la République Le Havre", ["76351"]],
    ["8 bd du port", []],
    ["12 Grande Rue", []],
  ])("%s: %j", (text, codes) => {
    expect(namesInside(text)).toEqual(codes);
  });

  test("is not that of the way: nobody in the rue de Paris is told of Paris", () => {
    expect(namesInside("5 rue de Paris")).toEqual([]);
    expect(namesInside("12 rue Sainte Catherine")).toEqual([]);
  });

  test("may be several, of one name", () => {
    expect(namesInside("4 rue du Port, Saint-Denis").length).toBeGreaterThan(1);
  });
});

test("any text can be read", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      expect(townsInside(index, text).length).toBeLessThanOrEqual(40);
      expect(townsNamed(index, text, 5).length).toBeLessThanOrEqual(5);
    }),
    { numRuns: 300 },
  );
});

test("an endless repetition is read at once", () => {
  const started = performance.now();
  for (const piece of ["1 ", "rue ", "12 bis ", ", ", "75000 "]) townsInside(index, piece.repeat(100));
  expect(performance.now() - started).toBeLessThan(2000);
});
