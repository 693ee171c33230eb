import { addMilliseconds, type Instant } from "#base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mostDaysAhead, readMoments, typedMoment, type TypedMoment } from "./moment.ts";

const now = "2026-10-20T08:00:00.000Z" as Instant;
const paris = { now, timeZone: "Europe/Paris" };
const line = (given: Partial<Record<keyof TypedMoment, unknown>>): TypedMoment =>
  typedMoment.parse({ day: "2026-10-21", from: "14:00", place: "Café d’essai", ...given });
const faults = (lines: readonly TypedMoment[], place = paris): string[] => {
  const read = readMoments(lines, place);
  return "issues" in read ? read.issues.map(({ path, code }) => `${path} ${code}`) : [];
};
const startOf = (given: Partial<Record<keyof TypedMoment, unknown>>, place = paris): string => {
  const read = readMoments([line(given)], place);
  return "moments" in read ? (read.moments[0]?.startsAt ?? "none") : JSON.stringify(read.issues);
};

describe("a moment as it is typed", () => {
  test.each(["14:30", "14h30", "14 h 30", "14.30", "14H30", "14:30:00"])("%s is half past two", (from) => {
    expect(startOf({ from: from.replace("h 30", "h30") })).toBe("2026-10-21T12:30:00.000Z");
  });

  test.each(["9", "9h", "9 h", "09:00"])("%s is nine o’clock", (from) => {
    expect(startOf({ from })).toBe("2026-10-21T07:00:00.000Z");
  });

  test.each(["25:00", "14:61", "soir", "-1", "1430", "14:3"])("%s is no hour", (from) => {
    expect(faults([line({ from })])).toEqual(["moments.0.from noSuchHour"]);
  });

  test("is by the clocks of the territory, before and after they change, and overseas", () => {
    expect(startOf({ day: "2026-10-24" })).toBe("2026-10-24T12:00:00.000Z");
    expect(startOf({ day: "2026-10-26" })).toBe("2026-10-26T13:00:00.000Z");
    expect(startOf({}, { now, timeZone: "Indian/Reunion" })).toBe("2026-10-21T10:00:00.000Z");
  });

  test("in the hour that clocks show twice is the first of the two; in the one they skip, it is none", () => {
    expect(startOf({ day: "2026-10-25", from: "02:30" })).toBe("2026-10-25T00:30:00.000Z");
    const spring = { now: "2026-03-20T08:00:00.000Z" as Instant, timeZone: "Europe/Paris" };
    expect(faults([line({ day: "2026-03-29", from: "02:30" })], spring)).toEqual([
      "moments.0.from noSuchHour",
    ]);
    expect(startOf({ day: "2026-03-29", from: "03:00" }, spring)).toBe("2026-03-29T01:00:00.000Z");
  });

  test("of which something is wrong is told at its line; a line that says nothing is none", () => {
    const nothing = typedMoment.parse({});
    expect(faults([nothing])).toEqual(["moments.0.day required"]);
    expect(faults([])).toEqual(["moments.0.day required"]);
    expect(
      faults([
        line({}),
        nothing,
        line({ day: "2026-10-19" }),
        line({ day: "2026-10-20", from: "09:59" }),
        line({ from: "16:00", until: "15:00" }),
      ]),
    ).toEqual(["moments.2.day momentPast", "moments.3.from momentPast", "moments.4.until endBeforeStart"]);
    expect(faults([line({ place: null, from: null })])).toEqual([
      "moments.0.from required",
      "moments.0.place required",
    ]);
    expect(faults([line({ day: "2026-12-16" })])).toEqual(["moments.0.day momentTooFar"]);
    expect(faults([line({ day: "2026-12-15" })])).toEqual([]);
  });

  test("offered twice is told at the second, also when it is written otherwise", () => {
    expect(faults([line({}), line({ from: "15:00" }), line({ from: "14h", isByPhone: true })])).toEqual([
      "moments.2.from momentTwice",
    ]);
  });

  test("by telephone has no place, whatever else was typed", () => {
    const read = readMoments([line({ isByPhone: true })], paris);
    expect(read).toMatchObject({ moments: [{ place: null }] });
  });
});

test("whatever is typed, moments are read in the order of time, to come, each once, and end after they begin", () => {
  const typed = fc.record({
    day: fc.option(
      fc
        .integer({ min: -3, max: mostDaysAhead + 3 })
        .map((days) => addMilliseconds(now, days * 86_400_000).slice(0, 10)),
      { nil: null },
    ),
    from: fc.option(
      fc.oneof(
        fc.string({ maxLength: 6 }),
        fc.nat(25).map((hour) => `${hour}:15`),
      ),
      { nil: null },
    ),
    until: fc.option(
      fc.nat(25).map((hour) => `${hour}h`),
      { nil: null },
    ),
    isByPhone: fc.boolean(),
    place: fc.option(fc.string({ maxLength: 20 }), { nil: null }),
  });
  let good = 0;
  fc.assert(
    fc.property(fc.array(typed, { maxLength: 5 }), (lines) => {
      const read = readMoments(
        lines.map((one) => typedMoment.parse(one)),
        paris,
      );
      if ("issues" in read) {
        expect(read.issues.length).toBeGreaterThan(0);
        return;
      }
      good += 1;
      const starts = read.moments.map(({ startsAt }) => startsAt);
      expect(starts).toEqual([...new Set(starts)].toSorted());
      for (const { startsAt, endsAt } of read.moments) {
        expect(startsAt > now).toBe(true);
        if (endsAt !== null) expect(endsAt > startsAt).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
  expect(good).toBeGreaterThan(10);
});
