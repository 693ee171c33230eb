import type { LocalDate } from "#base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ageOn,
  earliestDay,
  isPlausibleBirthDate,
  latestDay,
  mayBeMinor,
  minorityOn,
  possibleAges,
  readBirthDate,
  type BirthDate,
} from "./birth-date.ts";

const day = (text: string): LocalDate => text as LocalDate;
const born = (text: string): BirthDate => text as BirthDate;
const today = day("2026-11-21");

describe("an age", () => {
  test.each([
    ["2008-11-21", "2026-11-20", 17],
    ["2008-11-21", "2026-11-21", 18],
    ["2000-02-29", "2018-02-28", 17],
    ["2000-02-29", "2018-03-01", 18],
    ["2026-11-21", "2026-11-21", 0],
  ])("of somebody born on %s is counted on %s", (born, on, years) => {
    expect(ageOn(day(born), day(on))).toBe(years);
  });
});

describe("a birth date", () => {
  test.each([
    ["1942", "1942"],
    ["03/1942", "1942-03"],
    ["3/1942", "1942-03"],
    ["4/3/1942", "1942-03-04"],
    ["04.03.1942", "1942-03-04"],
    ["1942-03", "1942-03"],
    ["1942-03-04", "1942-03-04"],
    ["29/02/2000", "2000-02-29"],
    ["29/02/1900", null],
    ["13/1942", null],
    ["00/1942", null],
    ["42", null],
    ["vers 1942", null],
    ["", null],
    ["1942-03-04T00:00", null],
  ])("typed as %s is kept as %s", (typed, kept) => {
    expect(readBirthDate(typed)).toBe(kept);
  });

  test.each([
    ["1942", "1942-01-01", "1942-12-31"],
    ["2024-02", "2024-02-01", "2024-02-29"],
    ["2023-02", "2023-02-01", "2023-02-28"],
    ["1942-12", "1942-12-01", "1942-12-31"],
    ["1942-03-04", "1942-03-04", "1942-03-04"],
  ])("%s is between %s and %s", (text, from, until) => {
    expect([earliestDay(born(text)), latestDay(born(text))]).toEqual([from, until]);
  });

  test("known in part gives every age of a day within it, and no other", () => {
    const date = fc
      .date({ min: new Date("1900-01-01"), max: new Date("2026-11-20"), noInvalidDate: true })
      .map((one) => day(one.toISOString().slice(0, 10)));
    fc.assert(
      fc.property(date, fc.constantFrom(4, 7, 10), (whole, known) => {
        const ages = possibleAges({ birthDate: born(whole.slice(0, known)) }, today);
        const age = ageOn(whole, today);
        expect(ages?.least).toBeLessThanOrEqual(age);
        expect(ages?.most).toBeGreaterThanOrEqual(age);
        expect((ages?.most ?? 0) - (ages?.least ?? 0)).toBeLessThanOrEqual(known === 10 ? 0 : 1);
      }),
    );
  });
});

describe("whether somebody is under 18", () => {
  test.each([
    ["2008-11-22", false, "minor"],
    ["2008-11-21", false, "adult"],
    ["2008", false, "open"],
    ["2008-11", false, "open"],
    ["2008-10", false, "adult"],
    ["2008-12", false, "minor"],
    ["2009", false, "minor"],
    ["2007", false, "adult"],
    ["2008", true, "adult"],
    ["2009", true, "minor"],
  ] as const)("born %s, said to be of age: %s, is %s", (text, isSaidOfAge, minority) => {
    expect(minorityOn({ birthDate: born(text), isSaidOfAge }, today)).toBe(minority);
    expect(mayBeMinor({ birthDate: born(text), isSaidOfAge }, today)).toBe(minority !== "adult");
  });

  test("is held against nobody of unknown age", () => {
    expect(mayBeMinor({ birthDate: null }, today)).toBe(false);
  });
});

test("nobody is born tomorrow, nor 131 years ago", () => {
  expect(isPlausibleBirthDate(born("2026-11-21"), today)).toBe(true);
  expect(isPlausibleBirthDate(born("2026-11-22"), today)).toBe(false);
  expect(isPlausibleBirthDate(born("2026"), today)).toBe(true);
  expect(isPlausibleBirthDate(born("2027"), today)).toBe(false);
  expect(isPlausibleBirthDate(born("1895-11-20"), today)).toBe(false);
  expect(isPlausibleBirthDate(born("1894"), today)).toBe(false);
});
