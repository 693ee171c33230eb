import type { LocalDate } from "#base";
import { describe, expect, test } from "vitest";
import { figuresOf } from "../team-figures/figures.ts";
import type { PersonHistory, YearRecords } from "../team-figures/person-history.ts";
import { amountSchema, costInYear } from "./amount.ts";
import { costFigures } from "./figures.ts";

describe("an amount", () => {
  test.each([
    ["12500", 1_250_000],
    ["12 500,50", 1_250_050],
    ["12\u202f500,5 €", 1_250_050],
    ["12500.05", 1_250_005],
    ["0,01", 1],
  ])("of %s is %d cents", (text, cents) => {
    expect(amountSchema.parse(text)).toBe(cents);
  });

  test.each(["", "0", "-5", "1,250.00", "1.250,00", "12,500", "1e5", "12,505", "99999999999", "mille"])(
    "of %s is refused",
    (text) => {
      expect(amountSchema.safeParse(text).success).toBe(false);
    },
  );
});

describe("a period", () => {
  const period = (fromDay: string, untilDay: string, amountCents: number) => ({
    fromDay: fromDay as LocalDate,
    untilDay: untilDay as LocalDate,
    amountCents,
  });

  test("counts in a year by its days in it", () => {
    expect(costInYear([], 2026)).toBeNull();
    expect(costInYear([period("2025-01-01", "2025-12-31", 100)], 2026)).toBeNull();
    expect(costInYear([period("2026-01-01", "2026-12-31", 36_500)], 2026)).toEqual({
      amountCents: 36_500,
      days: 365,
      daysOfYear: 365,
    });
    // ten days of which six are in the year, and a leap day
    const met = [period("2027-12-26", "2028-01-06", 1200), period("2028-02-29", "2028-02-29", 50)];
    expect(costInYear(met, 2028)).toEqual({ amountCents: 650, days: 7, daysOfYear: 366 });
    expect(costInYear(met, 2027)).toEqual({ amountCents: 600, days: 6, daysOfYear: 365 });
  });
});

describe("a cost", () => {
  const person = (newTies: number | null): PersonHistory => ({
    groups: { age: "60-74", sex: "unknown", place: "73", channel: "file" },
    reached: "noticed",
    days: {},
    notYet: [],
    newTies,
    asked: [],
  });
  const year = (
    ties: readonly (number | null)[],
    ends: readonly (readonly [string, number])[],
  ): YearRecords => ({
    persons: ties.map(person),
    ends: ends.flatMap(([code, count]) => Array.from({ length: count }, () => code)),
  });
  const of = (...organisations: readonly YearRecords[]) =>
    costFigures(100_000, organisations, figuresOf(organisations));
  const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

  test("is shown by person, known end and living tie where these are many", () => {
    const known = year(
      [...times(15, 2), ...times(15, 0), ...times(11, null)],
      [
        ["attends-regularly", 20],
        ["open", 12],
        ["unknown", 11],
      ],
    );
    expect(of(known)).toEqual({ perPersonEuros: 24, perKnownEndEuros: 50, perLivingTieEuros: 33 });
  });

  test.each([
    [
      "too few persons",
      year(times(10, 1), [["attends-regularly", 20]]),
      { perPersonEuros: null, perLivingTieEuros: null },
    ],
    [
      "too few known ends",
      year(times(30, null), [
        ["attends-regularly", 10],
        ["open", 20],
      ]),
      { perKnownEndEuros: null },
    ],
    [
      "few unknown ends, which could be worked out from the known ones",
      year(times(30, null), [
        ["attends-regularly", 30],
        ["transport", 9],
        ["open", 12],
        ["unknown", 3],
      ]),
      { perKnownEndEuros: null },
    ],
    [
      "few of whom no tie is known, which could be worked out from the others",
      year([...times(15, 2), ...times(15, 0), ...times(4, null)], []),
      { perPersonEuros: 29, perLivingTieEuros: null },
    ],
    ["too few with a tie", year([...times(10, 3), ...times(20, 0)], []), { perLivingTieEuros: null }],
  ])("is not shown where there are %s", (_name, records, expected) => {
    expect(of(records)).toMatchObject(expected);
  });

  test("over organisations is not shown where two of them know nearly all of it", () => {
    const big = year(times(40, 1), [["attends-regularly", 40]]);
    const small = year(times(5, 1), [["attends-regularly", 5]]);
    expect(of(big, big, small)).toEqual({
      perPersonEuros: null,
      perKnownEndEuros: null,
      perLivingTieEuros: null,
    });
  });
});
