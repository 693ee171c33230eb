import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readCodeMapLines } from "../code-map.ts";
import { dataInclusion } from "../sources/data-inclusion/map.ts";
import texts from "./taxonomy.fr.json" with { type: "json" };

const themes = "https://data.inclusion.gouv.fr/schema/v1/thematiques#";
const eligibility = "https://openeligibility.org/taxonomy#";

/** Ids of Open Eligibility that were seen in it, and their names. */
const seen = new Map([
  ["1127", "Community Gardens"],
  ["1285", "Recreation"],
  ["1292", "Navigating the System"],
  ["1303", "Support Network"],
  ["1304", "Counseling"],
  ["1305", "Help Hotlines"],
  ["1306", "Home Visiting"],
  ["1308", "Mentoring"],
  ["1310", "Peer Support"],
  ["1351", "Computer Class"],
]);

const categories = Object.entries(texts.categories);
const interventions = Object.entries(texts.interventions);
const meanings = new Map(
  readCodeMapLines(dataInclusion.maps["thematiques"] ?? "").map((line) => [line.label, line]),
);

test("every term of ours has a link, and each goes to a vocabulary whose terms were seen", () => {
  for (const [code, { like }] of [...categories, ...interventions]) {
    expect(like.length, code).toBeGreaterThan(0);
    expect(new Set(like).size, code).toBe(like.length);
    for (const link of like)
      expect(link.startsWith(themes) || seen.has(link.slice(eligibility.length)), link).toBe(true);
  }
});

const links = interventions.flatMap(([code, { like }]) =>
  like.filter((link) => link.startsWith(themes)).map((link) => [code, link.slice(themes.length)] as const),
);

test.each(links)("what is told outwards is understood inwards: %s, %s", (code, theme) => {
  expect(meanings.get(theme)?.interventions).toContain(code);
});

const list = new URL(
  "../../../../shared/data/taxonomies/data-inclusion-v1/thematiques_v1.csv",
  import.meta.url,
);
const isHere = existsSync(list);
if (!isHere)
  console.warn("NOT TESTED: the themes of data·inclusion (../shared/data/taxonomies) are not here");

test.skipIf(!isHere)("every theme that is linked is in the published list", () => {
  const published = new Set(
    readFileSync(list, "utf8")
      .split("\n")
      .map((line) => line.split(",")[0]),
  );
  for (const [code, { like }] of [...categories, ...interventions])
    for (const link of like.filter((one) => one.startsWith(themes)))
      expect(published.has(link.slice(themes.length)), `${code}: ${link}`).toBe(true);
});
