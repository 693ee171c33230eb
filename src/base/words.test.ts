import { describe, expect, test } from "vitest";
import { defineCodeList } from "./code-list.ts";
import { entriesOf, errorCatalogue, TisserError } from "./errors.ts";
import { idSchema, randomId, stableId } from "./id.ts";
import type { Instant } from "./date.ts";
import { contains, overlaps } from "./interval.ts";
import { directionOf } from "./locale.ts";
import { localizedTextSchema, pickText } from "./localized-text.ts";
import { hasPart } from "./profile.ts";

describe("an error catalogue", () => {
  const benchErrors = errorCatalogue("bench", { seatTaken: { status: 409, params: ["seat"] } });

  test("makes coded refusals with their status, values and faulty fields", () => {
    const refusal = benchErrors.seatTaken({ seat: 2 }, { issues: [{ path: "seat", code: "taken" }] });
    expect(refusal).toBeInstanceOf(TisserError);
    expect(refusal).toMatchObject({
      code: "bench.seatTaken",
      status: 409,
      params: { seat: 2 },
      issues: [{ path: "seat", code: "taken" }],
    });
  });

  test("can be listed", () => {
    expect(entriesOf(benchErrors)).toEqual([{ code: "bench.seatTaken", status: 409, params: ["seat"] }]);
    expect(entriesOf({})).toBeNull();
  });
});

describe("an id", () => {
  test("made from a name is always the same, and another for another name", () => {
    expect(stableId("gironde", "12")).toBe(stableId("gironde", "12"));
    expect(stableId("gironde", "12")).not.toBe(stableId("gironde", "13"));
    expect(idSchema().safeParse(stableId("gironde", "12")).success).toBe(true);
  });

  test("is kept in lower case, and nothing but a UUID passes", () => {
    const id = randomId();
    expect(idSchema().parse(id.toUpperCase())).toBe(id);
    expect(idSchema().safeParse("12").success).toBe(false);
  });
});

describe("a stretch of time", () => {
  const [one, two, three] = ["2026-01-01", "2026-01-02", "2026-01-03"].map(
    (day) => `${day}T00:00:00.000Z` as Instant,
  ) as [Instant, Instant, Instant];

  test("holds its start and not its end", () => {
    expect(contains({ start: one, end: two }, one)).toBe(true);
    expect(contains({ start: one, end: two }, two)).toBe(false);
    expect(contains({ start: one, end: null }, three)).toBe(true);
  });

  test("does not overlap the next one", () => {
    expect(overlaps({ start: one, end: two }, { start: two, end: three })).toBe(false);
    expect(overlaps({ start: one, end: null }, { start: two, end: three })).toBe(true);
  });
});

test("a text is given in the language asked for, else in French, else in any", () => {
  expect(pickText({ fr: "banc", en: "bench" }, "en")).toEqual({ text: "bench", locale: "en" });
  expect(pickText({ fr: "banc" }, "ar")).toEqual({ text: "banc", locale: "fr" });
  expect(pickText({ es: "banco" }, "en")).toEqual({ text: "banco", locale: "es" });
  expect(pickText({ en: "" }, "en")).toBeNull();
  expect(localizedTextSchema(3).safeParse({ fr: "banc" }).success).toBe(false);
});

test("Arabic is written from right to left", () => {
  expect(directionOf("ar")).toBe("rtl");
  expect(directionOf("fr")).toBe("ltr");
});

test("a code list admits its codes only", () => {
  const colours = defineCodeList("colour", "test", ["red", "green"]);
  expect(colours.has("red")).toBe(true);
  expect(colours.schema.safeParse("blue").success).toBe(false);
});

test("a directory alone holds no person, and an observatory no directory", () => {
  expect(hasPart("directory", "persons")).toBe(false);
  expect(hasPart("observatory", "directory")).toBe(false);
  expect(hasPart("all", "persons")).toBe(true);
});
