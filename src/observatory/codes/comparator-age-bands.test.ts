import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { indicatorCatalogue } from "./indicator-catalogue.ts";
import { bandsOfComparator, comparatorAgeBands } from "./comparator-age-bands.ts";

const reference = new URL("../../../../shared/reference/indicators.json", import.meta.url);

test.skipIf(!existsSync(reference))("the bands of Crédoc are those of the reference", () => {
  const { rules } = JSON.parse(readFileSync(reference, "utf8")) as {
    rules: { ageBands: { credoc: readonly string[] } };
  };
  expect(rules.ageBands.credoc.map((band) => Number.parseInt(band, 10))).toEqual([...comparatorAgeBands.credoc]);
});

test("figures of Crédoc bear its bands, those of Insee and the OECD do not", () => {
  const of = (code: string) =>
    indicatorCatalogue
      .filter((entry) => entry.code === code)
      .flatMap(({ comparators }) => comparators.map(({ source }) => bandsOfComparator(code, source)));
  expect(of("ISO-01")).toEqual(["credoc", "credoc", "credoc", "credoc", "credoc"]);
  expect(new Set(of("LON-03"))).toEqual(new Set([null]));
  expect(new Set(of("DIG-01"))).toEqual(new Set([null]));
});
