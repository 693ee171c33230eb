import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Id, LocalDate } from "#base";
import { addressOf, matchPath } from "../address.ts";
import { towns } from "../fixtures/directory.ts";
import { safeJson } from "../safe-json.ts";
import { chooseTown } from "./find-place.ts";
import { radiiKm, readSearch, writeSearch } from "./search-query.ts";

describe("the address of a search", () => {
  test("says the whole question and is read back unchanged", () => {
    const search = fc.record({
      typed: fc.string({ maxLength: 80 }).map((text) => text.trim()),
      town: fc.option(fc.constantFrom("38185", "2A004", "97411")),
      point: fc.constant(null),
      near: fc.constant(null),
      category: fc.option(fc.constantFrom("listen", "reach-out", "take-part")),
      words: fc.string({ maxLength: 100 }).map((text) => text.trim()),
      intervention: fc.option(fc.constantFrom("digital", "physical-activity")),
      kind: fc.option(fc.constantFrom("bench", "helpline")),
      need: fc.option(fc.constantFrom("meet-people", "safe-space")),
      public: fc.option(fc.constantFrom("aidants", "personnes-en-situation-illettrisme")),
      isOpenNow: fc.boolean(),
      date: fc.option(fc.constantFrom("2026-11-28" as LocalDate, "2027-02-28" as LocalDate)),
      dayPart: fc.option(fc.constantFrom("morning", "evening")),
      isCheap: fc.boolean(),
      isByAndFor: fc.boolean(),
      isFree: fc.boolean(),
      isWheelchair: fc.boolean(),
      access: fc.option(fc.constantFrom("deaf", "hard-of-hearing")),
      isWithoutInternet: fc.boolean(),
      attendance: fc.option(fc.constantFrom("at-home", "phone")),
      language: fc.option(fc.constantFrom("ar", "prs")),
      age: fc.option(fc.integer({ min: 0, max: 120 })),
      radiusKm: fc.constantFrom(...radiiKm),
      page: fc.integer({ min: 1, max: 200 }),
      list: fc.uniqueArray(fc.uuid(), { maxLength: 8 }) as fc.Arbitrary<Id<"offer">[]>,
    });
    fc.assert(
      fc.property(search, (asked) => {
        const url = new URL(addressOf("fr", "/chercher", writeSearch(asked)), "http://x.example");
        expect(readSearch(url.searchParams)).toEqual(asked);
      }),
    );
  });

  test("says of an address the town and what was found, beside a rounded point, and nothing without one", () => {
    const address = "/chercher?lat=50.291&lon=2.777&pres=62041&precis=street";
    const asked = readSearch(new URL(address, "http://x.example").searchParams);
    expect(asked.near).toEqual({ town: "62041", precision: "street" });
    expect(addressOf("fr", "/chercher", writeSearch(asked))).toBe(address);
    expect(addressOf("fr", "/chercher", writeSearch({ ...asked, town: "62041" }))).toBe(
      "/chercher?town=62041",
    );
    for (const bad of [
      "pres=62041&precis=street",
      "lat=50&lon=2&pres=Arras&precis=street",
      "lat=50&lon=2&pres=62041&precis=ici",
    ])
      expect(readSearch(new URLSearchParams(bad)).near, bad).toBeNull();
  });

  test("with values that mean nothing is read as if they were not there", () => {
    const usual = readSearch(new URLSearchParams());
    const odd =
      "town=zz&lat=nord&lon=5&categorie=__proto__&ouvert=oui&rayon=-3&page=1e9&comment=avion&langue=%3Cb%3E&age=1e2&jour=2026-02-30&moment=nuit&genre=&besoin=argent&apport=magie&acces=wheelchair&pour=tous&liste=zz.%3Cb%3E.AAAA";
    expect(readSearch(new URLSearchParams(odd))).toEqual(usual);
    expect(readSearch(new URLSearchParams("lat=200&lon=5")).point).toBeNull();
    expect(readSearch(new URLSearchParams(`ou=${"a".repeat(500)}`)).typed).toHaveLength(80);
  });

  test("leaves out what is usual", () => {
    expect(
      addressOf(
        "fr",
        "/chercher",
        writeSearch(readSearch(new URLSearchParams("town=38185&rayon=20&page=1"))),
      ),
    ).toBe("/chercher?town=38185");
  });
});

describe("the town that is meant", () => {
  test("is the only one found", () => {
    expect(chooseTown("greno", towns.slice(0, 1))).toMatchObject({ kind: "town", code: "38185" });
  });

  test("is the one of exactly that name, whatever the accents, and others are told", () => {
    const place = chooseTown("GRÉNOBLE", towns);
    expect(place).toMatchObject({ kind: "town", code: "38185" });
    expect(place.kind === "town" && place.others).toHaveLength(3);
  });

  test("must be chosen when two bear the name, also when it is written short", () => {
    expect(chooseTown("St Denis", towns)).toMatchObject({ kind: "several" });
  });

  test("is unknown when nothing was found", () => {
    expect(chooseTown("Zzz", [])).toEqual({ kind: "unknown" });
  });
});

describe("addresses", () => {
  test("of French have no prefix, others have theirs", () => {
    expect(addressOf("fr", "/")).toBe("/");
    expect(addressOf("ar", "/")).toBe("/ar");
    expect(addressOf("en", "/chercher", { ou: "Lyon & co", page: null })).toBe("/en/chercher?ou=Lyon+%26+co");
  });

  test("fit a pattern segment by segment", () => {
    expect(matchPath("/lieu/:offerId", "/lieu/7")).toEqual({ offerId: "7" });
    expect(matchPath("/lieu/:offerId", "/lieu/7/")).toEqual({ offerId: "7" });
    expect(matchPath("/lieu/:offerId", "/lieu")).toBeNull();
    expect(matchPath("/lieu/:offerId", "/lieu/7/8")).toBeNull();
    expect(matchPath("/", "/")).toEqual({});
  });
});

test("JSON inside a page cannot end its element", () => {
  const value = { text: "</script><!-- & \u2028" };
  expect(safeJson(value)).not.toMatch(/[<>&\u2028]/);
  expect(JSON.parse(safeJson(value))).toEqual(value);
});
