import type { LocalDate } from "#base";
import { describe, expect, test } from "vitest";
import { ageOn, isPlausibleBirthDate, needsMinorGround } from "./person.ts";

const day = (text: string): LocalDate => text as LocalDate;

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

test("a file of somebody under 18 needs its own ground; of unknown age it does not", () => {
  expect(needsMinorGround(day("2008-11-22"), day("2026-11-21"))).toBe(true);
  expect(needsMinorGround(day("2008-11-21"), day("2026-11-21"))).toBe(false);
  expect(needsMinorGround(null, day("2026-11-21"))).toBe(false);
});

test("nobody is born tomorrow, nor 131 years ago", () => {
  expect(isPlausibleBirthDate(day("2026-11-21"), day("2026-11-21"))).toBe(true);
  expect(isPlausibleBirthDate(day("2026-11-22"), day("2026-11-21"))).toBe(false);
  expect(isPlausibleBirthDate(day("1895-11-20"), day("2026-11-21"))).toBe(false);
});
