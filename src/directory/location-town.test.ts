import { expect, test } from "vitest";
import { makeRecogniseTown, type WrittenTown } from "./location-town.ts";
import { townIndex } from "./town-files.ts";

const recogniseTown = makeRecogniseTown(townIndex());

function recognise(written: Partial<WrittenTown>): readonly unknown[] | null {
  const found = recogniseTown({ code: null, postcode: null, name: null, departements: [], ...written });
  return found === null ? null : [found.town.code, found.name, found.by];
}

test.each<[string, Partial<WrittenTown>, readonly unknown[] | null]>([
  ["capitals", { name: "ABONDANCE", postcode: "74360" }, ["74001", "Abondance", "name"]],
  ["a cedex", { name: "Annecy Cedex 03", postcode: "74003" }, ["74010", "Annecy", "name"]],
  [
    "St for Saint",
    { name: "St Amant de Boixe", postcode: "16330" },
    ["16295", "Saint-Amant-de-Boixe", "name"],
  ],
  [
    "s/ for sur",
    { name: "Verteuil s/Charente", postcode: "16510" },
    ["16400", "Verteuil-sur-Charente", "name"],
  ],
  ["a merged commune", { name: "Meythet", postcode: "74960" }, ["74010", "Meythet", "name"]],
  ["one that merged in 2019", { name: "ENTREMONT", postcode: "74130" }, ["74212", "Entremont", "name"]],
  ["its code of before", { code: "74110" }, ["74212", "Glières-Val-de-Borne", "code"]],
  ["a longer name", { name: "Sciez-sur-Léman", postcode: "74140" }, ["74263", "Sciez", "postcode"]],
  ["a typing fault", { name: "Les Molettes", postcode: "73800" }, ["73159", "Les Mollettes", "postcode"]],
  ["the code against the name", { code: "16392", name: "Ailleurs" }, ["16392", "Valence", "code"]],
  ["a namesake, by its postcode", { name: "Valence", postcode: "26000" }, ["26362", "Valence", "name"]],
  [
    "a namesake, by the départements",
    { name: "Valence", departements: ["16"] },
    ["16392", "Valence", "name"],
  ],
  ["a namesake, by nothing", { name: "Valence" }, null],
  ["a postcode of several towns and another name", { name: "Nulle-Part", postcode: "74130" }, null],
  ["nothing", {}, null],
])("%s is understood", (_, written, found) => {
  expect(recognise(written)).toEqual(found);
});
