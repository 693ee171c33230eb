import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { faultsOfRow, feedDay, recogniseTown, sampleBytes } from "../../../../tests/support/feed.ts";
import { hasStandards } from "../../../../tests/support/standards.ts";
import { readCsvFeed, requireColumns, type Feed } from "../../reading/feed.ts";
import { RowReader } from "../../row-reader.ts";
import { accesLibre, wheelchairOf } from "./map.ts";
import type { AccesLibreRow, AccessWay } from "./read.ts";

function convert(feed: Feed) {
  requireColumns(feed, accesLibre.id, accesLibre.columns);
  return feed.rows.map((row, place) => {
    const cells = new RowReader(row ?? {}, place + 1, feedDay);
    return { place: accesLibre.read(cells, recogniseTown), cells };
  });
}

const sample = convert(readCsvFeed(sampleBytes(accesLibre.id)));

test("an establishment is read with what helps there", () => {
  expect(sample[0]?.place).toEqual({
    id: "5d0c7b8e-0001-4000-8000-000000000001",
    name: "Maison des essais",
    siret: null,
    street_key: "1 rue de l exemple",
    code_insee: "74010",
    latitude: 45.9003,
    longitude: 6.12,
    url: null,
    wheelchair: "yes",
    access_features: [
      "hearing-loop",
      "sign-language",
      "sound-beacon",
      "trained-staff",
      "adapted-toilets",
      "adapted-parking",
    ],
    confirmed_on: null,
  });
});

test("steps without ramp close it, a removable ramp or a steep way limits it, what is not told is not free", () => {
  expect(sample.map(({ place }) => place?.wheelchair)).toEqual([
    "yes",
    "no",
    "limited",
    "limited",
    undefined,
    undefined,
  ]);
});

test("a town is recognised without its code, an unknown one and a missing name are refused with the column", () => {
  expect(sample[1]?.place?.code_insee).toBe("74010");
  expect(faultsOfRow(sample[4]?.cells.refusals ?? [], 5)).toEqual(["commune: placeUnknown"]);
  expect(faultsOfRow(sample[5]?.cells.refusals ?? [], 6)).toEqual(["name: required"]);
});

test("a value that is none of the schema is told and left out", () => {
  expect(faultsOfRow(sample[3]?.cells.warnings ?? [], 4)).toContain("sanitaires_adaptes: labelUnknown");
});

test("an answer of the API is read like the table, with the day of its last change and its page", () => {
  const answer = {
    count: 1,
    results: [
      {
        uuid: "u-1",
        nom: "Maison des essais",
        adresse: "1 Rue de l'Exemple 74000 Annecy",
        commune: "Annecy",
        code_insee: "74010",
        code_postal: "74000",
        geom: { type: "Point", coordinates: [6.12, 45.9003] },
        siret: null,
        web_url: "https://acceslibre.beta.gouv.fr/app/u-1/",
        updated_at: "2025-03-04T10:11:12.123456+01:00",
        accessibilite: {
          entree: { entree_plain_pied: true, entree_largeur_mini: 90 },
          accueil: { accueil_equipements_malentendants: ["lpc"], accueil_cheminement_plain_pied: true },
          commentaire: { commentaire: "n'est pas lu" },
        },
      },
    ],
  };
  const [first] = convert(accesLibre.readJson(Buffer.from(JSON.stringify(answer))));
  expect(first?.place).toMatchObject({
    street_key: "1 rue de l exemple",
    latitude: 45.9003,
    url: "https://acceslibre.beta.gouv.fr/app/u-1/",
    wheelchair: "yes",
    access_features: ["cued-speech"],
    confirmed_on: "2025-03-04",
  });
  expect(() => accesLibre.readJson(Buffer.from('{"detail":"no key"}'))).toThrow(
    expect.objectContaining({ code: "exchange.feedNotAList" }),
  );
});

const untold: AccessWay = { isLevel: null, hasLift: null, steps: null, ramp: null, isNarrow: null };
const level: AccessWay = { ...untold, isLevel: true };
const step: AccessWay = { ...untold, isLevel: false, steps: 1 };
const nothing: AccesLibreRow = {
  outside: null,
  hasRoughGround: false,
  isSteep: false,
  entrance: untold,
  entranceWidth: null,
  hasOtherEntrance: false,
  hasHelp: false,
  reception: untold,
  hearing: [],
  hasAudioDescription: false,
  hasSoundBeacon: false,
  hasGuidingStrip: false,
  hasTrainedStaff: false,
  hasAdaptedToilets: false,
  hasAdaptedParking: false,
};

test.each([
  ["nothing is told", {}, "unknown"],
  ["only the reception is told", { reception: level }, "unknown"],
  ["all is told to be level", { entrance: level, reception: level }, "yes"],
  ["the door is 70 cm wide", { entrance: level, reception: level, entranceWidth: 70 }, "no"],
  [
    "the door is narrow and somebody helps",
    { entrance: level, reception: level, entranceWidth: 70, hasHelp: true },
    "limited",
  ],
  ["there is a step", { entrance: step, reception: level }, "no"],
  [
    "there is a step and another entrance",
    { entrance: step, reception: level, hasOtherEntrance: true },
    "limited",
  ],
  ["there is a fixed ramp", { entrance: { ...step, ramp: "fixed" }, reception: level }, "yes"],
  ["the way outside has a step", { outside: step, entrance: level, reception: level }, "no"],
  [
    "the way outside is steep",
    { outside: level, isSteep: true, entrance: level, reception: level },
    "limited",
  ],
  ["the reception has a step", { entrance: level, reception: step }, "no"],
  ["the reception is narrow", { entrance: level, reception: { ...level, isNarrow: true } }, "limited"],
] as const)("where %s, a wheelchair: %s → %s", (_, told, expected) => {
  expect(wheelchairOf({ ...nothing, ...told })).toBe(expected);
});

test.runIf(hasStandards)(
  "every column read is in the published schema, but those of the API and of older exports",
  () => {
    const file = new URL(
      "../../../../../shared/standards/acceslibre/acceslibre-erp-base-0.0.20.schema.json",
      import.meta.url,
    );
    const schema = JSON.parse(readFileSync(file, "utf8")) as { fields: { name: string }[] };
    const asked: string[] = [];
    const row = new Proxy({}, { getOwnPropertyDescriptor: (_, name) => void asked.push(String(name)) });
    accesLibre.read(new RowReader(row, 1, feedDay), recogniseTown);
    const known = new Set(schema.fields.map(({ name }) => name));
    expect([...new Set(asked.filter((name) => !known.has(name)))].toSorted()).toEqual([
      "adresse",
      "cheminement_ext_terrain_accidente",
      "updated_at",
      "web_url",
    ]);
  },
);
