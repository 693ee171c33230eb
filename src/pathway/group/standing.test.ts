import type { LocalDate } from "#base";
import { describe, expect, test } from "vitest";
import { TisserError } from "#base";
import { namedIn } from "./named.ts";
import { hindranceOf, repeatedAmong, type Standing } from "./standing.ts";

const free: Standing = {
  mustBeSilent: false,
  isPlanClosed: false,
  isThere: false,
  underWay: 1,
  isExcluded: false,
  needsRepresentative: false,
  isToldEnough: false,
  isAlike: false,
};

describe("somebody", () => {
  test.each([
    ["goes while one referral is under way", {}, "capacity", null],
    ["goes where there is a waiting list: the receiver puts them on it", {}, "waitlist", null],
    ["does not go where there is no room", {}, "no-capacity", "full"],
    ["who wishes no contact does not go", { mustBeSilent: true, isThere: true }, "ask", "do-not-contact"],
    ["whose plan is closed does not go", { isPlanClosed: true, isThere: true }, "ask", "plan-closed"],
    ["does not go to whom they excluded", { isExcluded: true }, "ask", "excluded"],
    ["does not go twice", { isThere: true }, "ask", "already-there"],
    ["does not go as a third", { underWay: 2 }, "ask", "too-many"],
    ["represented needs two agreements", { needsRepresentative: true }, "ask", "representative-needed"],
    [
      "represented goes where telling is enough",
      { needsRepresentative: true, isToldEnough: true },
      "ask",
      null,
    ],
    ["who is another of the list does not go twice", { isAlike: true }, "ask", "alike"],
  ] as const)("%s", (_name, standing, capacity, expected) => {
    expect(hindranceOf({ ...free, ...standing }, { capacity, mostUnderWay: 2 })).toBe(expected);
  });
});

describe("two of a list", () => {
  const named = (id: string, words: readonly string[], birthDate: string | null = null) => ({
    id,
    words: words.map((word) => new Set(word.split("/"))),
    birthDate: birthDate as LocalDate | null,
  });

  test("are likely one when every word of the shorter name sounds in the longer and no birth date contradicts", () => {
    const list = [
      named("a", ["hélène/elen", "lefèvre/lefevr"], "1942-03-04"),
      named("b", ["elène/elen", "lefaivre/lefevr", "yvonne/ivon"]),
      named("c", ["hélène/elen", "lefèvre/lefevr"], "1971-10-20"),
      named("d", ["hélène/elen"]),
    ];
    expect([...repeatedAmong(list)]).toEqual(["b", "c"]);
    expect([...repeatedAmong(list.filter(({ id }) => id !== "b"))]).toEqual([]);
  });
});

test("a person named twice counts once, unless it is not clear how they agreed", () => {
  const id = "0190a000-0000-4000-8000-0000000000aa";
  expect(namedIn([`${id}.ask`, `${id}.ask`])).toEqual([{ personId: id, evidence: null }]);
  expect(namedIn([`${id}.signed-paper`])).toEqual([{ personId: id, evidence: "signed-paper" }]);
  expect(() => namedIn([`${id}.ask`, `${id}.click`])).toThrow(TisserError);
});
