import { describe, expect, test } from "vitest";
import {
  addMilliseconds,
  daysBetween,
  instantSchema,
  localDateAt,
  localDateSchema,
  parseLooseDate,
  type Instant,
  type LocalDate,
} from "./date.ts";

describe("a calendar day", () => {
  test.each([
    ["2021-05-05", "2021-05-05"],
    ["07/12/2021", "2021-12-07"],
    ["7/2/2021 10:30", "2021-02-07"],
    [" 2021-05-05T10:00:00+02:00 ", "2021-05-05"],
    ["30/02/2021", null],
    ["2021-13-01", null],
    ["hier", null],
    ["", null],
  ])("in the text %j is read as %j", (text, day) => {
    expect(parseLooseDate(text)).toBe(day);
  });

  test("that does not exist is refused", () => {
    expect(localDateSchema.safeParse("2025-02-29").success).toBe(false);
    expect(localDateSchema.safeParse("2024-02-29").success).toBe(true);
  });

  test("depends on the place: at 23:30 UTC it is tomorrow in Paris and today in Cayenne", () => {
    const moment = "2026-11-21T23:30:00.000Z" as Instant;
    expect(localDateAt(moment, "Europe/Paris")).toBe("2026-11-22");
    expect(localDateAt(moment, "America/Cayenne")).toBe("2026-11-21");
  });

  test("is counted from another across a change of hour and a leap day", () => {
    expect(daysBetween("2026-10-24" as LocalDate, "2026-10-26" as LocalDate)).toBe(2);
    expect(daysBetween("2024-02-28" as LocalDate, "2024-03-01" as LocalDate)).toBe(2);
    expect(daysBetween("2026-01-01" as LocalDate, "2025-12-31" as LocalDate)).toBe(-1);
  });
});

describe("a moment", () => {
  test("is stored in UTC whatever offset it came with", () => {
    expect(instantSchema.parse("2026-07-01T10:00:00+02:00")).toBe("2026-07-01T08:00:00.000Z");
    expect(instantSchema.safeParse("2026-07-01T10:00:00").success).toBe(false);
  });

  test("sorts as text", () => {
    const now = "2026-11-21T08:30:00.000Z" as Instant;
    expect([addMilliseconds(now, 1), addMilliseconds(now, -1), now].toSorted()).toEqual([
      "2026-11-21T08:29:59.999Z",
      "2026-11-21T08:30:00.000Z",
      "2026-11-21T08:30:00.001Z",
    ]);
  });
});
