import { gzipSync } from "node:zlib";
import type { InputOf, Instant } from "#base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { searchOffers, type Town } from "../actions.ts";
import type { BookRow } from "../book-store.ts";
import { byName, makeShelf } from "../offer-shelf.ts";
import { makeColumns, stemRowsOf } from "../search/columns.ts";
import { summaryOf } from "../offer-view.ts";
import { accessSought, needCode } from "../match/codes.ts";
import { answerMap, answerSearch } from "../search/answer.ts";
import type { SearchedOffers } from "../search/searched-offers.ts";
import { categoryOfAction, interventionType, offerKind, publicServed } from "../taxonomy.ts";
import { townIndex } from "../town-files.ts";
import { searchTowns, townByCode } from "../town-search.ts";
import { departementOfEntry, townTextsOf } from "./departement-towns.ts";
import { openSlice, type DeviceDirectory } from "./device-directory.ts";
import { inventedBook } from "./invented-book.ts";
import { readSlice, writeSlice } from "./slice-file.ts";
import { SliceStems } from "./slice-stems.ts";
import { writeWords } from "./slice-words.ts";

const { table } = townIndex();
const now = "2026-11-26T14:30:00.000Z" as Instant;
const departement = "73";

async function sliceOf(given: readonly BookRow[], textLength = 10_000): Promise<string> {
  const rows = given.toSorted(byName);
  return writeSlice(
    { departement, name: "Savoie", rows, towns: townTextsOf(table, departement, new Map()) },
    textLength,
  );
}

async function taken(text: string): Promise<DeviceDirectory> {
  const slice = await readSlice(text);
  if (typeof slice === "string") throw new Error(slice);
  return openSlice(slice);
}

/** The same offers as the server's book searches them. */
function onServer(rows: readonly BookRow[]): SearchedOffers {
  const shelf = makeShelf(rows);
  return {
    now,
    town: async (code) => townByCode(townIndex(), code),
    find: async (query) => shelf.find(query, new Set()),
    summary: (row, from) => summaryOf(row, now, from),
  };
}

const rows = inventedBook({ table, departement, count: 300, seed: 7, words: 20 });
const towns = searchTowns(townIndex(), "73", 20).filter((town) => town.departement === departement);
const narrowings = {
  q: fc.constantFrom(
    "seul",
    "parler",
    "papeirs",
    "atelier mémoire",
    "bachobo",
    "introuvable",
    "ordinateur",
    "x",
  ),
  category: fc.constantFrom(...categoryOfAction.codes),
  intervention: fc.constantFrom(...interventionType.codes),
  kind: fc.constantFrom(...offerKind.codes),
  need: fc.constantFrom(...needCode.codes),
  public: fc.constantFrom(...publicServed.codes),
  openNow: fc.constant("true"),
  date: fc.constantFrom("2026-12-03", "2026-11-28"),
  dayPart: fc.constantFrom("morning", "afternoon", "evening"),
  free: fc.constant("true"),
  cheap: fc.constant("true"),
  byAndFor: fc.constant("true"),
  wheelchair: fc.constant("true"),
  access: fc.constantFrom(...accessSought.codes),
  withoutInternet: fc.constant("true"),
  language: fc.constantFrom("en", "lsf"),
  age: fc.constantFrom("70", "20"),
};
const names = Object.keys(narrowings) as (keyof typeof narrowings)[];
/** A place with at most three narrowings; more would find nothing. */
const asked: fc.Arbitrary<InputOf<typeof searchOffers>> = fc
  .record({
    town: fc.constantFrom(...towns.map(({ code }) => code)),
    radiusKm: fc.constantFrom("1", "5", "20", "50", "100"),
    page: fc.constantFrom("1", "1", "2"),
    given: fc.record(narrowings),
    which: fc.subarray(names, { maxLength: 3 }),
  })
  .map(({ town, radiusKm, page, given, which }) => {
    const chosen = Object.fromEntries(which.map((name) => [name, given[name]]));
    return searchOffers.input.parse({ town, radiusKm, page, ...chosen, facets: "true" });
  });

describe("a slice", () => {
  test("answers every question as the server does for the same offers", async () => {
    const [server, device] = [onServer(rows), (await taken(await sliceOf(rows))).searched(now)];
    let found = 0;
    await fc.assert(
      fc.asyncProperty(asked, async (input) => {
        const answer = await answerSearch(server, input);
        found += answer.total;
        expect(await answerSearch(device, input)).toEqual(answer);
      }),
      { numRuns: 300 },
    );
    expect(found).toBeGreaterThan(1000);
    const map = { town: "73065", radiusKm: 50 };
    expect(await answerMap(device, map)).toEqual(await answerMap(server, map));
  });

  test("finds by words that its texts no longer hold, for they are counted before texts are cut", async () => {
    const device = (await taken(await sliceOf(rows, 0))).searched(now);
    const input = searchOffers.input.parse({ town: "73065", radiusKm: "100", q: "memoire" });
    const answer = await answerSearch(device, input);
    expect(answer.total).toBeGreaterThan(0);
    expect(answer).toEqual(await answerSearch(onServer(rows), input));
  });

  test("opens an entry whole, and knows none that is not in it", async () => {
    const device = await taken(await sliceOf(rows));
    const row = rows.find(({ description, opening_hours }) => description && opening_hours);
    expect(row && device.offer(row.id, now)).toMatchObject({
      description: row?.description,
      openingHours: row?.opening_hours,
      phone: row?.phones[0] ?? null,
      source: { name: "Inventions" },
    });
    expect(device.offer("00000000-0000-4000-8000-000000000000", now)).toBeNull();
  });

  test("knows the towns of its département by name with typing faults, and no others", async () => {
    const { towns: index } = await taken(await sliceOf(rows));
    const namesOf = (typed: string): string[] => searchTowns(index, typed, 5).map(({ name }: Town) => name);
    expect(namesOf("chanbéri")[0]).toBe("Chambéry");
    expect(namesOf("73000")).toContain("Chambéry");
    expect(namesOf("Marseille")).toEqual([]);
  });

  test("is the same text for the same offers in any order, and another after a change", async () => {
    const text = await sliceOf(rows);
    expect(await sliceOf(rows.toReversed())).toBe(text);
    const changed = rows.map((row, place) => (place === 5 ? { ...row, phones: ["+33479000000"] } : row));
    expect(await sliceOf(changed)).not.toBe(text);
  });

  test("of a département without entries is whole, and finds nothing", async () => {
    const device = await taken(await sliceOf([]));
    expect(device.header).toMatchObject({ offers: 0, changedOn: null });
    const input = searchOffers.input.parse({ town: "73065" });
    expect((await answerSearch(device.searched(now), input)).total).toBe(0);
  });

  test("cut, changed, of another version or no slice at all is told apart", async () => {
    const text = await sliceOf(rows.slice(0, 20));
    expect(await readSlice(text.slice(0, text.length - 400))).toBe("cut");
    expect(await readSlice(text.slice(0, text.indexOf("\n")))).toBe("cut");
    expect(await readSlice(text.replace("Inventions", "Inventiens"))).toBe("cut");
    expect(await readSlice(text.replace('"version":3', '"version":2'))).toBe("otherVersion");
    for (const other of ["", "<!doctype html>", "{}", "null", "[1]"])
      expect(await readSlice(other)).toBe("unreadable");
  });

  test("keeps what was not meant for it out, whatever a row may hold besides", async () => {
    const stranger = {
      ...rows[0]!,
      contact_name: "Secret Person",
      matching: { ...rows[0]!.matching, capacity_note: "secret note" },
    };
    const text = await sliceOf([stranger]);
    expect(text).not.toMatch(/secret/i);
  });

  test("weighs little for what it holds", async () => {
    const bytes = gzipSync(await sliceOf(rows)).length;
    expect(bytes / rows.length).toBeLessThan(900);
  });
});

test("words are read as they were written, whatever they are", () => {
  const stem = fc.string({ unit: fc.constantFrom("a", "é", "ش", "9", "z"), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(fc.array(stem, { maxLength: 200 }), { maxLength: 30 }), (offers) => {
      const nowhere = { latitude: Number.NaN, longitude: Number.NaN, needs: 0, facets: 0, publics: 0 };
      const made = makeColumns(offers.length, (at) => {
        return { ...nowhere, dayParts: 0, quality: 0, stems: new Set(offers[at]) };
      });
      const words = stemRowsOf(made);
      const read = new SliceStems(writeWords(words));
      expect(read.stems).toEqual(words.stems);
      for (const number of words.stems.keys()) expect(read.rowsOf(number)).toEqual(words.rowsOf(number));
      for (const text of words.stems) expect(read.stemNumber.get(text)).toBe(words.stemNumber.get(text));
    }),
    { numRuns: 200 },
  );
});

test("an entry belongs to the département of its commune, else of its postcode", () => {
  const of = (code_insee: string | null, postal_code: string | null) =>
    departementOfEntry({ code_insee, postal_code });
  expect(of("73065", "38000")).toBe("73");
  expect(of("97411", null)).toBe("974");
  expect([of(null, "20137"), of(null, "20200"), of(null, "97400"), of(null, "38000")]).toEqual([
    "2A",
    "2B",
    "974",
    "38",
  ]);
  expect(of(null, null)).toBeNull();
});
