import { existsSync, readFileSync } from "node:fs";
import type { Instant, LocalDate } from "#base";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { benchOpeningState } from "./schedule-bench.ts";
import type { HolidayZone } from "./schedule-place.ts";
import { midnight, openIntervals, openingState, readOpeningHours, weekOf } from "./schedule.ts";
import { weekParityOf, withWeekParity } from "./schedule-parity.ts";
import type { WallTime } from "./schedule-clock.ts";
import { threadWorkMs } from "../base/thread-work.testing.ts";

const paris = { timeZone: "Europe/Paris", holidayZone: "metropole" } as const;
const at = (text: string): Instant => new Date(text).toISOString() as Instant;
const state = (osm: string, text: string) => openingState(osm, { ...paris, at: at(text) });
const onDay = (osm: string, date: string, zone: HolidayZone = "metropole") =>
  weekOf(osm, date as LocalDate, zone)[0]?.intervals.map(({ from, to }) => `${from}-${to}`);

describe("whether something is open", () => {
  test("open hours tell when they close, closed hours when they open", () => {
    expect(state("Mo-Fr 09:00-12:00,14:00-17:30", "2026-11-23T10:00:00+01:00")).toEqual({
      state: "open",
      nextChange: "2026-11-23T11:00:00.000Z",
    });
    expect(state("Mo-Fr 09:00-12:00", "2026-11-20T18:00:00+01:00")).toEqual({
      state: "closed",
      nextChange: "2026-11-23T08:00:00.000Z",
    });
  });

  test("the minute of opening is open and the minute of closing is closed", () => {
    expect(state("Mo 09:00-12:00", "2026-11-23T08:59:59.999+01:00").state).toBe("closed");
    expect(state("Mo 09:00-12:00", "2026-11-23T09:00:00+01:00").state).toBe("open");
    expect(state("Mo 09:00-12:00", "2026-11-23T11:59:59.999+01:00").state).toBe("open");
    expect(state("Mo 09:00-12:00", "2026-11-23T12:00:00+01:00").state).toBe("closed");
  });

  test("asking again at another moment never answers from an earlier moment", () => {
    const osm = "We 10:00-12:00";
    expect(state(osm, "2026-11-25T10:30:00+01:00").state).toBe("open");
    expect(state(osm, "2026-11-25T09:30:00+01:00").state).toBe("closed");
    expect(state(osm, "2026-11-25T12:30:00+01:00").state).toBe("closed");
    expect(state(osm, "2026-12-02T11:00:00+01:00").state).toBe("open");
  });

  test("what never changes has no next change", () => {
    expect(state("24/7", "2026-11-23T10:00:00Z")).toEqual({ state: "open", nextChange: null });
    expect(state("2019 Mo 10:00-12:00", "2026-11-23T10:00:00Z")).toEqual({
      state: "closed",
      nextChange: null,
    });
  });

  test("hours by appointment are neither open nor closed", () => {
    expect(state('Mo 09:00-12:00 unknown "sur rendez-vous"', "2026-11-23T10:00:00+01:00").state).toBe(
      "unknown",
    );
  });

  test("a change of comment is no change of state", () => {
    const osm = 'Mo 09:00-10:00 "accueil", Mo 10:00-12:00 "permanence"';
    expect(state(osm, "2026-11-23T09:30:00+01:00").nextChange).toBe("2026-11-23T11:00:00.000Z");
  });

  test("hours that cannot be read are unknown", () => {
    expect(state("sur rendez-vous le jeudi", "2026-11-23T10:00:00Z")).toEqual({
      state: "unknown",
      nextChange: null,
    });
  });
});

describe("changes of hour", () => {
  test("on 25 October 2026 a place opens at its wall clock's nine, an hour later in UTC than the day before", () => {
    const osm = "Mo-Su 09:00-12:00";
    expect(state(osm, "2026-10-24T06:00:00Z").nextChange).toBe("2026-10-24T07:00:00.000Z");
    expect(state(osm, "2026-10-25T06:00:00Z").nextChange).toBe("2026-10-25T08:00:00.000Z");
  });

  test("on 28 March 2027 hours that begin in the hour that does not exist begin when it is jumped over", () => {
    const osm = "Su 02:30-05:00";
    expect(state(osm, "2027-03-27T23:00:00Z").nextChange).toBe("2027-03-28T01:00:00.000Z");
    expect(state(osm, "2027-03-28T00:59:00Z").state).toBe("closed");
    expect(state(osm, "2027-03-28T01:00:00Z")).toEqual({
      state: "open",
      nextChange: "2027-03-28T03:00:00.000Z",
    });
  });

  test("in the hour that comes twice the next change is the next time that the clock shows it", () => {
    const osm = "Su 00:00-02:30";
    expect(state(osm, "2026-10-25T00:10:00Z")).toEqual({
      state: "open",
      nextChange: "2026-10-25T00:30:00.000Z",
    });
    expect(state(osm, "2026-10-25T01:10:00Z")).toEqual({
      state: "open",
      nextChange: "2026-10-25T01:30:00.000Z",
    });
  });

  test.each(["2026-09-26", "2026-09-27", "2027-04-03", "2027-04-04", "2026-03-29", "2026-10-25"])(
    "the hours of %s do not depend on the changes of hour where the program runs",
    (date) => {
      const osm = "Mo-Su 00:30-01:15,02:15-02:45,03:10-03:20,22:00-23:59";
      expect(onDay(osm, date)).toEqual(["00:30-01:15", "02:15-02:45", "03:10-03:20", "22:00-23:59"]);
    },
  );

  test("the hour that Auckland skips exists in Paris", () => {
    expect(state("Su 02:30-02:40", "2026-09-27T00:35:00Z").state).toBe("open");
    expect(state("Su 02:30-02:40", "2026-09-27T00:45:00Z").state).toBe("closed");
  });

  test("ten years on the hours are the same", () => {
    expect(state("Mo-Fr 09:00-12:00; PH off", "2036-11-24T10:00:00+01:00")).toEqual({
      state: "open",
      nextChange: "2036-11-24T11:00:00.000Z",
    });
    expect(onDay("Mo-Fr 09:00-12:00; PH off", "2036-11-11")).toEqual([]);
  });

  test("overseas the clock is the one of the place", () => {
    const reunion = { timeZone: "Indian/Reunion", holidayZone: "la-reunion" } as const;
    expect(openingState("Mo 08:00-12:00", { ...reunion, at: at("2026-11-23T04:00:00Z") }).state).toBe("open");
  });

  test("the next change is always later, and the state holds until just before it", () => {
    const values = [
      "Mo-Fr 09:00-12:00,14:00-18:00; PH off",
      "Mo-Su 22:00-03:00",
      "week 1-53/2 We 02:00-03:00",
      "Su 01:30-02:30",
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...values),
        fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2036, 0, 1) }),
        (osm, moment) => {
          const now = openingState(osm, { ...paris, at: at(new Date(moment).toISOString()) });
          if (now.nextChange === null) return;
          const change = Date.parse(now.nextChange);
          expect(change).toBeGreaterThan(moment);
          const isAutumn = new Date(change).getUTCMonth() === 9;
          const then = openingState(osm, { ...paris, at: now.nextChange });
          expect(then.state).not.toBe(now.state);
          if (isAutumn) return;
          const before = openingState(osm, { ...paris, at: at(new Date(change - 1).toISOString()) });
          expect(before.state).toBe(now.state);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("public holidays", () => {
  const osm = "Mo-Su 10:00-12:00; PH off";
  test.each<[string, HolidayZone, boolean]>([
    ["2026-12-25", "metropole", true],
    ["2027-03-29", "metropole", true],
    ["2027-05-06", "metropole", true],
    ["2026-12-26", "metropole", false],
    ["2026-12-26", "alsace-moselle", true],
    ["2027-03-26", "alsace-moselle", true],
    ["2027-03-26", "metropole", false],
    ["2026-12-20", "la-reunion", true],
    ["2026-12-20", "metropole", false],
    ["2027-05-22", "martinique", true],
    ["2027-05-27", "guadeloupe", true],
    ["2027-06-10", "guyane", true],
    ["2027-04-27", "mayotte", true],
    ["2027-09-24", "nouvelle-caledonie", true],
    ["2036-07-14", "saint-pierre-et-miquelon", true],
  ])("%s in %s is a holiday: %s", (date, zone, isHoliday) => {
    expect(onDay(osm, date, zone)).toEqual(isHoliday ? [] : ["10:00-12:00"]);
  });

  // Where the library and the official list disagree. The library follows local custom: Good Friday and Victor Schœlcher's
  // day in the Antilles, the day of citizenship in Nouvelle-Calédonie.
  const custom: Readonly<Partial<Record<HolidayZone, readonly string[]>>> = {
    guadeloupe: ["good-friday", "07-21"],
    martinique: ["good-friday", "07-21"],
    "nouvelle-caledonie": ["09-24"],
  };
  const zones: readonly HolidayZone[] = [
    "metropole",
    "alsace-moselle",
    "guadeloupe",
    "martinique",
    "guyane",
    "la-reunion",
    "mayotte",
    "nouvelle-caledonie",
  ];
  const official = (zone: HolidayZone) =>
    new URL(`../../../shared/data/jours-feries/${zone}.json`, import.meta.url);
  const isHere = existsSync(official("metropole"));
  if (!isHere)
    console.warn("NOT TESTED: the official public holidays (../shared/data/jours-feries) are not here");

  test.skipIf(!isHere).each(zones)(
    "those of %s are the official ones of 2024 to 2031, and the customary ones told above",
    (zone) => {
      const listed: Readonly<Record<string, string>> = JSON.parse(readFileSync(official(zone), "utf8"));
      const goodFridays = Object.keys(listed)
        .filter((date) => /Lundi de Pâques/.test(listed[date] ?? ""))
        .map((date) => new Date(midnight(date as LocalDate) - 3 * 86_400_000).toISOString().slice(0, 10));
      const expected = new Set(Object.keys(listed).filter((date) => date >= "2024" && date < "2032"));
      for (const day of custom[zone] ?? []) {
        for (let year = 2024; year < 2032; year += 1) {
          expected.add(
            day === "good-friday"
              ? (goodFridays.find((date) => date.startsWith(`${year}`)) ?? "")
              : `${year}-${day}`,
          );
        }
      }
      const from = midnight("2024-01-01" as LocalDate);
      const to = midnight("2032-01-01" as LocalDate);
      const found = openIntervals("PH 00:00-24:00", zone, [from, to]) ?? [];
      const days = found.flatMap((interval) => {
        const length = Math.round((interval.to - interval.from) / 86_400_000);
        return Array.from({ length }, (_, index) =>
          new Date(interval.from + index * 86_400_000).toISOString().slice(0, 10),
        );
      });
      expect(days).toEqual([...expected].sort());
    },
  );
});

describe("a week of hours", () => {
  test("has seven days from the day asked, holidays empty, nights on both days", () => {
    const week = weekOf("Mo-Fr 22:00-02:00; PH off", "2026-12-23" as LocalDate, "metropole");
    expect(week.map(({ date }) => date)).toEqual([
      "2026-12-23",
      "2026-12-24",
      "2026-12-25",
      "2026-12-26",
      "2026-12-27",
      "2026-12-28",
      "2026-12-29",
    ]);
    expect(week[1]?.intervals).toEqual([
      { from: "00:00", to: "02:00" },
      { from: "22:00", to: "24:00" },
    ]);
    expect(week[4]?.intervals).toEqual([]);
  });

  test("is empty when the hours cannot be read", () => {
    expect(weekOf("le mardi", "2026-12-23" as LocalDate, "metropole")).toEqual([]);
  });

  test("leaves out what is only perhaps open", () => {
    expect(onDay('We 09:00-12:00 unknown "sur rendez-vous"; Th 10:00-11:00', "2026-12-23")).toEqual([]);
  });
});

describe("odd and even weeks", () => {
  test("the parity of a day is that of its ISO week, also around New Year", () => {
    expect(weekParityOf("2026-11-23" as LocalDate)).toBe("even");
    expect(weekParityOf("2026-12-31" as LocalDate)).toBe("odd");
    expect(weekParityOf("2027-01-03" as LocalDate)).toBe("odd");
    expect(weekParityOf("2027-01-04" as LocalDate)).toBe("odd");
  });

  test.each(["odd", "even"] as const)(
    "a stop of %s weeks is there in those weeks only, for two years",
    (parity) => {
      const read = withWeekParity("Tu 09:30-12:00, Th 14:00-16:00; PH off", parity);
      if (!("osm" in read)) throw new Error("the hours were refused");
      for (
        let monday = midnight("2026-11-23" as LocalDate);
        monday < midnight("2028-11-20" as LocalDate);
        monday = (monday + 7 * 86_400_000) as WallTime
      ) {
        const from = new Date(monday).toISOString().slice(0, 10) as LocalDate;
        const isThere = weekOf(read.osm, from, "metropole").some(({ intervals }) => intervals.length > 0);
        const holidays = weekOf("Tu,Th 09:00-18:00; PH off", from, "metropole").every(
          ({ intervals }) => intervals.length === 0,
        );
        if (!holidays) expect([from, isThere]).toEqual([from, weekParityOf(from) === parity]);
      }
    },
  );

  test("each rule gets its week, holidays keep theirs", () => {
    expect(withWeekParity("Mo,We 09:00-12:00,14:00-17:00; Sa 10:00-12:00; PH off", "even")).toEqual({
      osm: "week 2-53/2 Mo,We 09:00-12:00,14:00-17:00; week 2-53/2 Sa 10:00-12:00; PH off",
    });
    expect(withWeekParity("24/7", "odd")).toEqual({ osm: "week 1-53/2 00:00-24:00" });
  });

  test("hours that already name weeks, or cannot be read, are refused", () => {
    expect(withWeekParity("week 3 Mo 09:00-12:00", "odd")).toEqual({ unreadable: "notOpeningHours" });
    expect(withWeekParity("mardi matin", "odd")).toEqual({ unreadable: "notOpeningHours" });
  });
});

describe("reading what is written", () => {
  test.each([
    ["", "empty"],
    ["   ", "empty"],
    [`Mo ${"09:00-12:00,".repeat(300)}`, "tooLong"],
    ["SH off; Mo-Fr 09:00-12:00", "schoolHolidays"],
    ["#", "notOpeningHours"],
    ["le mardi", "notOpeningHours"],
    ["sur rendez-vous le jeudi", "notOpeningHours"],
    ["mar 09:00-12:00 le matin", "notOpeningHours"],
    ["😀".repeat(80), "notOpeningHours"],
    ["Mo 09:00-12:00\u0000", "notOpeningHours"],
    ["\ud800", "notOpeningHours"],
    ["كل يوم", "notOpeningHours"],
    ["'; drop table service; --", "notOpeningHours"],
  ])("%j is refused: %s", (text, code) => {
    expect(readOpeningHours(text)).toEqual({ unreadable: code });
  });

  test("no text throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        readOpeningHours(text);
        openingState(text, { ...paris, at: at("2026-11-23T10:00:00Z") });
        weekOf(text, "2026-11-23" as LocalDate, "metropole");
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ["Lundi 9h-12h", "Mo 09:00-12:00"],
    ["Lu-Ve 09:00-12:00", "Mo-Fr 09:00-12:00"],
    ["lundi, mardi et jeudi 9h-12h", "Mo,Tu,Th 09:00-12:00"],
    ["mo-fr 9:00-12:00", "mo-fr 9:00-12:00"],
    ["  Mo 09:00-12:00 ", "Mo 09:00-12:00"],
  ])("%j is read as %j", (text, osm) => {
    expect(readOpeningHours(text)).toEqual({ osm });
  });

  test("comments may speak of school holidays", () => {
    expect(readOpeningHours('Mo 09:00-12:00 "fermé SH"')).toEqual({ osm: 'Mo 09:00-12:00 "fermé SH"' });
  });
});

interface CorpusLine {
  readonly value: string;
  readonly valid: boolean;
  readonly week?: readonly (readonly [string, string, string])[];
  readonly dec25?: readonly (readonly [string, string])[];
}

describe("423 real values", () => {
  const file = new URL("../../../shared/data/opening-hours/corpus.json", import.meta.url);
  const isHere = existsSync(file);
  if (!isHere)
    console.warn("NOT TESTED: the corpus of opening hours (../shared/data/opening-hours) is not here");
  const corpus: readonly CorpusLine[] = isHere ? JSON.parse(readFileSync(file, "utf8")) : [];
  const wall = (time: WallTime): string => new Date(time).toISOString().slice(0, 16).replace("T", " ");
  const between = (value: string, from: string, to: string) =>
    openIntervals(value, "metropole", [midnight(from as LocalDate), midnight(to as LocalDate)])?.map(
      (interval) => [wall(interval.from), wall(interval.to), interval.state] as const,
    );

  test.skipIf(!isHere)(
    "403 are open exactly when they are expected to be, in the week and at Christmas",
    () => {
      const valid = corpus.filter((line) => line.valid);
      expect(valid).toHaveLength(403);
      for (const { value, week, dec25 } of valid) {
        expect(readOpeningHours(value)).toEqual({ osm: value.trim() });
        expect([value, between(value, "2026-12-07", "2026-12-14")]).toEqual([value, week]);
        const christmas = between(value, "2026-12-25", "2026-12-26")?.map(([from, to]) => [from, to]);
        expect([value, christmas]).toEqual([value, dec25]);
      }
    },
  );

  test.skipIf(!isHere)("20 are refused", () => {
    const invalid = corpus.filter((line) => !line.valid);
    expect(invalid).toHaveLength(20);
    for (const { value } of invalid)
      expect([value, readOpeningHours(value)]).toEqual([value, { unreadable: "notOpeningHours" }]);
  });

  test.skipIf(!isHere)("the state at every hour of the week is that of the intervals", () => {
    for (const { value } of corpus.filter((line) => line.valid).slice(0, 120)) {
      const intervals =
        openIntervals(value, "metropole", [
          midnight("2026-12-06" as LocalDate),
          midnight("2026-12-15" as LocalDate),
        ]) ?? [];
      for (let hours = 0; hours < 168; hours += 3) {
        const moment = midnight("2026-12-07" as LocalDate) + hours * 3_600_000;
        const inside = intervals.find((interval) => interval.from <= moment && moment < interval.to);
        const instant = at(new Date(moment - 3_600_000).toISOString());
        expect([value, instant, openingState(value, { ...paris, at: instant }).state]).toEqual([
          value,
          instant,
          inside?.state ?? "closed",
        ]);
      }
    }
  });

  test.skipIf(!isHere)(
    "asking whether a place is open costs less than a millisecond, once its hours are read",
    () => {
      const values = corpus.filter((line) => line.valid).map(({ value }) => value);
      const hours = Array.from({ length: 11 }, (_, hour) =>
        at(new Date(Date.UTC(2026, 10, 23, hour)).toISOString()),
      );
      const { firstMicroseconds, laterMicroseconds } = benchOpeningState(values, hours, threadWorkMs);
      expect(firstMicroseconds).toBeLessThan(25_000);
      expect(laterMicroseconds).toBeLessThan(1000);
      console.info(
        `opening hours: first ${firstMicroseconds.toFixed(0)} µs, later ${laterMicroseconds.toFixed(0)} µs each`,
      );
    },
  );
});
