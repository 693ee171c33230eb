import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { convert, faultsOfRow, sampleBytes } from "../../../../tests/support/feed.ts";

const id = "mediation-numerique";

test("a row of the standard keeps its words, ways in, and kind", () => {
  const { resources, refused, warnings } = convert(id, sampleBytes(id));
  const [place, truck] = resources;
  expect(place?.service).toMatchObject({
    kind: "place",
    categories: ["support", "gather"],
    publics: ["seniors", "personnes-en-situation-illettrisme"],
    frais: ["gratuit"],
    ways_in: ["drop-in", "phone"],
    attendance: ["on-site", "online", "phone"],
    email: "contact@exemple.fr",
    description: 'Du texte, avec "guillemets"\net une seconde ligne.',
  });
  expect(place?.organization.siret).toBe("43493312300029");
  expect(truck?.service).toMatchObject({ kind: "stop", categories: ["support", "reach-out"] });
  expect(faultsOfRow(warnings, 2)).toEqual([]);
  expect(faultsOfRow(refused, 3)).toEqual(["commune: required"]);
});

const example = new URL(
  "../../../../../shared/standards/mediation-numerique-1.0.1/exemple-valide.csv",
  import.meta.url,
);
const isHere = existsSync(example);
if (!isHere) console.warn("NOT TESTED: the standard's valid example (../shared/standards) is not here");

test.skipIf(!isHere)("the valid example of the standard is taken, whole", () => {
  const { read, resources, refused, warnings } = convert(id, readFileSync(example));
  expect([read, resources.length, refused]).toEqual([1, 1, []]);
  expect(warnings.map(({ field, code }) => `${field}: ${code}`)).toEqual([
    // Its position is that of another town than the one it names, as the standard itself publishes it.
    "latitude: positionFarFromTown",
  ]);
  expect(resources[0]?.service_at_location.opening_hours).not.toBeNull();
});
