import { locales } from "#base";
import { describe, expect, test } from "vitest";
import { translator } from "../translate.ts";
import { islandTexts, townsOffered } from "./island-texts.ts";
import { roundedDegrees } from "./position.ts";
import { countToThree } from "./quick-exit.ts";
import { nextOption } from "./town-lookup.ts";

describe("quick exit", () => {
  test("leaves at the third Escape within a second and a half", () => {
    const isThird = countToThree();
    expect([0, 500, 1000].map(isThird)).toEqual([false, false, true]);
  });

  test("does not leave when the presses are far apart", () => {
    const isThird = countToThree();
    expect([0, 1000, 2000, 3400].map(isThird)).toEqual([false, false, false, false]);
  });

  test("forgets old presses and counts the last three", () => {
    const isThird = countToThree();
    expect([0, 5000, 5200, 5400].map(isThird)).toEqual([false, false, false, true]);
  });
});

describe("the list of towns", () => {
  test("is walked down from the field through every option and back to the field", () => {
    const path = [-1, 0, 1, 2].map((at) => nextOption(at, 3, "ArrowDown"));
    expect(path).toEqual([0, 1, 2, -1]);
  });

  test("is walked up from the field to the last option", () => {
    expect([-1, 2, 1, 0].map((at) => nextOption(at, 3, "ArrowUp"))).toEqual([2, 1, 0, -1]);
  });

  test("stays in the field when it is empty", () => {
    expect(nextOption(-1, 0, "ArrowDown")).toBe(-1);
  });

  test.each(locales)("is announced in %s for every number of towns", (locale) => {
    const { townsFound } = islandTexts(locale, translator(locale));
    expect(townsFound).toHaveLength(townsOffered + 1);
    expect(new Set(townsFound).size).toBe(townsOffered + 1);
  });
});

test("a position is told to a hundred metres, not to the door", () => {
  expect(roundedDegrees(45.18845678)).toBe("45.188");
  expect(roundedDegrees(-0.00049)).toBe("-0.000");
});
