import type { Instant, LocalDate } from "#base";
import { describe, expect, test } from "vitest";
import { fakeRequest } from "../fixtures/request.ts";
import { translator } from "../translate.ts";
import { formatsOf } from "./format.ts";
import { freshnessOf } from "./freshness.ts";
import { openingSentence } from "./opening.ts";
import { timeZoneAt } from "./time-zone.ts";

const french = formatsOf("fr");

describe("distances", () => {
  test.each([
    [0, "50\u202fm"],
    [612, "600\u202fm"],
    [974, "950\u202fm"],
    [975, "1\u202fkm"],
    [2431, "2,4\u202fkm"],
    [9951, "10\u202fkm"],
    [12_400, "12\u202fkm"],
  ])("%i metres are written %s in French", (metres, text) => {
    expect(french.distance(metres)).toBe(text);
  });

  test("are written in the digits read in France, in Arabic too", () => {
    expect(formatsOf("ar").distance(2431)).toMatch(/^2\.4\s/);
  });
});

describe("hours and days", () => {
  test("are written as each language writes them", () => {
    expect(french.time("09:00")).toBe("9\u202fh");
    expect(french.time("17:30")).toBe("17\u202fh\u202f30");
    expect(french.time("24:00")).toBe("24\u202fh");
    expect(formatsOf("en").time("17:00")).toMatch(/^5\s?pm$/);
    expect(formatsOf("en").time("17:30")).toMatch(/^5:30\s?pm$/);
    expect(formatsOf("es").time("09:00")).toBe("9:00");
    expect(formatsOf("ar").time("17:00")).toBe("17:00");
  });

  test("do not shift with the zone of the machine", () => {
    expect(french.day("2026-11-21" as LocalDate)).toBe("samedi 21 novembre 2026");
    expect(french.day("1978-06-02" as LocalDate, { withoutWeekday: true })).toBe("2 juin 1978");
    expect(french.timeAt("2026-11-20T16:00:00.000Z" as Instant, "Europe/Paris")).toBe("17\u202fh");
  });

  test("overseas, an hour is that of the place", () => {
    expect(timeZoneAt("97400")).toBe("Indian/Reunion");
    expect(timeZoneAt("38000")).toBe("Europe/Paris");
    expect(timeZoneAt(null)).toBe("Europe/Paris");
  });
});

const context = {
  ...fakeRequest("/"),
  params: {},
  t: translator("fr"),
  format: french,
  href: (path: string) => path,
};

describe("opening", () => {
  const say = (state: "open" | "closed" | "unknown", nextChange: string | null, postcode = "38000"): string =>
    openingSentence(context, { opening: { state, nextChange: nextChange as Instant | null }, postcode });

  test.each([
    ["open", "2026-11-20T16:00:00.000Z", "Ouvert, ferme à 17\u202fh"],
    ["open", "2026-11-21T11:30:00.000Z", "Ouvert, ferme demain à 12\u202fh\u202f30"],
    ["open", null, "Ouvert"],
    ["closed", "2026-11-20T13:00:00.000Z", "Fermé, ouvre à 14\u202fh"],
    ["closed", "2026-11-24T08:00:00.000Z", "Fermé, ouvre mardi à 9\u202fh"],
    ["closed", "2026-12-04T08:00:00.000Z", "Fermé, ouvre vendredi 4 décembre à 9\u202fh"],
    ["closed", null, "Fermé"],
    ["unknown", null, "Horaires non connus"],
  ] as const)("%s until %s is told as « %s »", (state, nextChange, sentence) => {
    expect(say(state, nextChange)).toBe(sentence);
  });

  test("just after midnight of the place is tomorrow, not today", () => {
    expect(say("open", "2026-11-20T23:00:00.000Z")).toBe("Ouvert, ferme demain à 0\u202fh");
    expect(say("open", "2026-11-20T20:30:00.000Z", "97400")).toBe("Ouvert, ferme demain à 0\u202fh\u202f30");
  });
});

describe("freshness", () => {
  test.each([
    ["2026-11-02", "Informations confirmées ce mois-ci.", false],
    ["2026-03-10", "Informations confirmées il y a 8 mois.", false],
    ["2025-03-10", "Informations non confirmées depuis 20\u00a0mois.", true],
    ["2021-05-05", "Informations non confirmées depuis 5\u00a0ans.", true],
    [null, "Date de vérification non connue.", true],
  ])("confirmed on %s is told as « %s »", (day, text, isOld) => {
    expect(freshnessOf(context, day as LocalDate | null)).toEqual({ text, isOld });
  });
});
