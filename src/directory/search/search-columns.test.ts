import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeColumns, type ColumnRow, type OfferColumns } from "./columns.ts";
import { loadColumns, saveColumns } from "./saved-columns.ts";
import { planeFrom, type Disc } from "./disc.ts";
import { visitOutwards } from "./outwards.ts";
import {
  searchByBruteForce,
  searchColumns,
  stemsAsked,
  tallyColumns,
  type ColumnQuery,
} from "./search-columns.ts";
import { differByOneLetter } from "./typos.ts";
import { stemsIn } from "./words.ts";

const words = ["chorale", "marche", "cafe", "jardin", "lecture", "tricot"];
const mask = (bits: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: 2 ** bits - 1 });

/** Offers in a small world around the meridian of Greenwich, many in one cell. */
const row: fc.Arbitrary<ColumnRow> = fc.record({
  latitude: fc.oneof(fc.double({ min: 47.9, max: 48.1, noNaN: true }), fc.constant(Number.NaN)),
  longitude: fc.double({ min: -0.12, max: 0.12, noNaN: true }),
  needs: mask(5),
  facets: mask(4),
  publics: mask(3),
  dayParts: mask(4),
  quality: fc.integer({ min: 0, max: 255 }),
  stems: fc.subarray(words).map((some) => [...stemsIn(some.join(" "), "fr")]),
});
const query: fc.Arbitrary<ColumnQuery> = fc.record({
  disc: fc.record({
    latitude: fc.double({ min: 47.9, max: 48.1, noNaN: true }),
    longitude: fc.double({ min: -0.12, max: 0.12, noNaN: true }),
    km: fc.double({ min: 0.5, max: 40, noNaN: true }),
  }),
  needs: mask(5),
  facets: fc.constantFrom(0, 0, 1, 2),
  publics: fc.constantFrom(0, 0, 1, 6),
  dayParts: fc.constantFrom(0, 0, 3),
  words: fc.option(fc.constantFrom(...words, "choral marches", "jardon", "introuvable")),
  limit: fc.constantFrom(1, 3, 20),
});

function kmTo({ latitude, longitude }: OfferColumns, disc: Disc, at: number): number {
  const plane = planeFrom(disc);
  return Math.hypot(
    (latitude[at]! - plane.latitude) * plane.north,
    (longitude[at]! - plane.longitude) * plane.east,
  );
}

describe("the columns of offers", () => {
  test("give the same as looking at every offer, for any world and any question", () => {
    let found = 0;
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 120, size: "max" }), query, (rows, asked) => {
        const columns = makeColumns(rows.length, (position) => rows[position]!);
        const hits = searchColumns(columns, asked);
        found += hits.length;
        expect(hits).toEqual(searchByBruteForce(columns, asked));
      }),
      { numRuns: 1000 },
    );
    expect(found).toBeGreaterThan(500);
  });

  test("look from the middle outwards: what is not visited yet is never nearer than told", () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 80, size: "max" }),
        query,
        fc.double({ min: 0.5, max: 20, noNaN: true }),
        (rows, { disc }, stopKm) => {
          const columns = makeColumns(rows.length, (position) => rows[position]!);
          const visited = new Set<number>();
          visitOutwards(columns, disc, {
            isWorth: (leastKm) => leastKm <= stopKm,
            visit: (from, to, leastKm) => {
              for (let at = from; at < to; at += 1) {
                expect(visited).not.toContain(at);
                visited.add(at);
                expect(kmTo(columns, disc, at)).toBeGreaterThanOrEqual(leastKm - 1e-9);
              }
            },
          });
          for (let at = 0; at < columns.placed; at += 1) {
            if (!visited.has(at))
              expect(kmTo(columns, disc, at)).toBeGreaterThan(Math.min(disc.km, stopKm) - 1e-9);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test("count every offer found once by each of its bits", () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 80, size: "max" }), query, (rows, asked) => {
        const columns = makeColumns(rows.length, (position) => rows[position]!);
        const tally = tallyColumns(columns, asked);
        const all = searchByBruteForce(columns, { ...asked, limit: rows.length });
        expect(tally.total).toBe(all.length);
        const needs = [0, 1, 2, 3, 4].map(
          (bit) => all.filter(({ ordinal }) => (rows[ordinal]!.needs & (1 << bit)) !== 0).length,
        );
        expect([...tally.needs.subarray(0, 5)]).toEqual(needs);
      }),
      { numRuns: 200 },
    );
  });

  test("come back from a file as they went in", () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), query, (rows, asked) => {
        const columns = makeColumns(rows.length, (position) => rows[position]!);
        expect(searchColumns(loadColumns(saveColumns(columns)), asked)).toEqual(
          searchColumns(columns, asked),
        );
      }),
      { numRuns: 100 },
    );
    expect(() => loadColumns(new Uint8Array(256))).toThrow(/no saved index/);
  });

  const nowhereElse = {
    latitude: 48,
    longitude: 2,
    needs: 0,
    facets: 0,
    publics: 0,
    dayParts: 0,
    quality: 0,
  };
  const near = {
    disc: { latitude: 48, longitude: 2, km: 1 },
    needs: 0,
    facets: 0,
    publics: 0,
    dayParts: 0,
    limit: 5,
  };
  const one = (text: string, language: "fr" | "en" | "es" | "ar" = "fr") =>
    makeColumns(1, () => ({
      latitude: 48,
      longitude: 2,
      needs: 0,
      facets: 0,
      publics: 0,
      dayParts: 0,
      quality: 0,
      stems: stemsIn(text, language),
    }));
  const isFound = (text: string, words: string, language: "fr" | "en" | "es" | "ar" = "fr"): boolean =>
    searchColumns(one(text, language), {
      disc: { latitude: 48, longitude: 2, km: 1 },
      needs: 0,
      facets: 0,
      publics: 0,
      dayParts: 0,
      words,
      limit: 1,
    }).length === 1;

  test.each([
    ["Les chorales de l’été", "chorale", "fr"],
    ["Aide aux démarches", "DEMARCHE", "fr"],
    ["Atelier d’écriture", "ecritures", "fr"],
    ["Gardening for everyone", "garden", "en"],
    ["Caminatas por el barrio", "caminata", "es"],
    ["مكتبة الحي للقراءة", "مكتبة", "ar"],
    ["Chorale du lundi", "choarle", "fr"],
    ["Chorale du lundi", "chorrale", "fr"],
    ["Permanence d’écoute", "parler", "fr"],
    ["Rompre l’isolement", "seul", "fr"],
    ["Écrivain public", "papiers", "fr"],
  ] as const)("find “%s” by “%s”", (text, words, language) => {
    expect(isFound(text, words, language)).toBe(true);
  });

  test.each([
    ["Permanence d’écoute", "parler à quelqu’un"],
    ["Rompre l’isolement", "je me sens seule"],
    ["Écrivain public", "remplir mes papiers"],
    ["Atelier mémoire", "memory workshop"],
    ["Permanence d’écoute", "I need someone to talk to"],
    ["Permanence d’écoute", "quiero hablar con alguien"],
    ["Jardin partagé", "gardening"],
    ["Jardin partagé", "huerto"],
    ["Jardin partagé", "حديقة"],
    ["Jardin partagé", "الحديقة"],
    ["Conseiller numérique", "كمبيوتر"],
    ["Community choir", "chorale"],
    ["Chorale du lundi", "coro"],
    ["Aide aux démarches", "papirs"],
    ["A walking group for the over sixties, in the park", "walks"],
  ] as const)("find “%s” by what people say: “%s”", (text, words) => {
    const columns = makeColumns(1, () => ({ ...nowhereElse, stems: stemsIn(text) }));
    expect(searchColumns(columns, { ...near, words })).toHaveLength(1);
  });

  test("a word that means something known is not taken for one with a typing fault", () => {
    const columns = makeColumns(1, () => ({ ...nowhereElse, stems: stemsIn("Faites votre choix") }));
    const choir = makeColumns(2, (row) => ({
      ...nowhereElse,
      stems: stemsIn(["Faites votre choix", "Chorale"][row] ?? ""),
    }));
    expect(searchColumns(columns, { ...near, words: "choix" })).toHaveLength(1);
    expect(searchColumns(choir, { ...near, words: "choir" }).map(({ ordinal }) => ordinal)).toEqual([1]);
  });

  test.each([
    ["Chorale du lundi", "boxe"],
    ["Chorale du lundi", "chorale boxe"],
    ["Le bal", "mal"],
  ])("do not find “%s” by “%s”", (text, words) => {
    expect(isFound(text, words)).toBe(false);
  });
});

test("one letter put in, left out, replaced or swapped is one fault; two are not", () => {
  expect(differByOneLetter("chorale", "chorle")).toBe(true);
  expect(differByOneLetter("chorale", "chroale")).toBe(true);
  expect(differByOneLetter("chorale", "chorrale")).toBe(true);
  expect(differByOneLetter("chorale", "charale")).toBe(true);
  expect(differByOneLetter("chorale", "chorale")).toBe(false);
  expect(differByOneLetter("chorale", "chrale s")).toBe(false);
});

describe("a question of repeated patterns", () => {
  const vocabulary = Array.from({ length: 20_000 }, (_, number) =>
    `aba${number.toString(2)}b`.replaceAll("0", "ab"),
  );
  const columns = makeColumns(vocabulary.length, (position) => ({
    latitude: 48,
    longitude: 0,
    needs: 0,
    facets: 0,
    publics: 0,
    dayParts: 0,
    quality: 0,
    stems: [vocabulary[position] ?? ""],
  }));

  test.each([
    ["one word of two hundred letters", "ab".repeat(100)],
    ["a hundred words of one letter", "a ".repeat(100)],
    [
      "words that are nearly the same",
      Array.from({ length: 25 }, (_, at) => `${"ab".repeat(3)}${at}`).join(" "),
    ],
    ["letters with many accents", "a\u0301\u0301\u0301".repeat(50)],
    ["Arabic letters", "لا".repeat(100)],
  ])("is answered within bounds: %s", (_name, question) => {
    stemsAsked(columns, "abc");
    const before = process.cpuUsage();
    for (let times = 0; times < 50; times += 1) stemsAsked(columns, question);
    const { user, system } = process.cpuUsage(before);
    // Of processor, not of the clock; far above what it takes, far below what a blow-up with the length would.
    expect((user + system) / 1000 / 50).toBeLessThan(100);
  });
});
