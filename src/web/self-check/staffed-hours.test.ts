import { expect, test } from "vitest";
import { staffedHoursIn } from "./staffed-hours.ts";

test.each([
  ["fr", "Mo-Fr 09:00-12:00,14:00-17:00", "lundi – vendredi, 09:00–12:00, 14:00–17:00"],
  ["en", "Mo-Fr 09:00-12:00; Sa 10:00-11:00", "Monday – Friday, 09:00–12:00 · Saturday, 10:00–11:00"],
  ["es", "Su 10:00-11:00", "domingo, 10:00–11:00"],
  ["ar", "Mo-Fr 09:00-12:00,14:00-17:00", "الاثنين – الجمعة، 09:00–12:00، 14:00–17:00"],
] as const)("hours are told in %s", (locale, osm, text) => {
  expect(staffedHoursIn(locale, osm)).toBe(text);
});

test("hours with rules that are not told in full are not told", () => {
  expect(staffedHoursIn("fr", "Mo-Fr 09:00-12:00; PH off")).toBeNull();
  expect(staffedHoursIn("fr", "24/7")).toBeNull();
});
