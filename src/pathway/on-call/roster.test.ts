import { randomId, toInstant } from "#base";
import { describe, expect, test } from "vitest";
import { coverageGaps, isCovered, isCoveredFor, onDutyAt, type Duty, type Roster } from "./roster.ts";

const [ada, bo, cleo] = [randomId<"account">(), randomId<"account">(), randomId<"account">()];
const duty = (accountId: Duty["accountId"], hours: string, turn = 1): Duty => ({
  accountId,
  hours,
  turn,
  phone: null,
});
const roster = (askingHours: string | null, ...duties: readonly Duty[]): Roster => ({
  askingHours,
  duties,
  timeZone: "Europe/Paris",
});
/** Monday 30 November 2026, ten o'clock in Paris. */
const monday = toInstant(new Date("2026-11-30T09:00:00Z"));
const mondayNight = toInstant(new Date("2026-11-30T21:00:00Z"));

describe("a roster", () => {
  test("covers when two different persons are there at every hour in which one may ask", () => {
    const full = roster(
      "Mo-Fr 09:00-17:00",
      duty(ada, "Mo-Fr 08:00-18:00"),
      duty(bo, "Mo-Fr 09:00-13:00"),
      duty(cleo, "Mo-Fr 13:00-17:00", 2),
    );
    expect(coverageGaps(full, monday)).toEqual([]);
    expect(isCovered(full, monday)).toBe(true);
  });

  test("names the hours in which one is alone, or nobody is there", () => {
    const partly = roster(
      "Mo 09:00-17:00",
      duty(ada, "Mo 09:00-16:00"),
      duty(bo, "Mo 09:00-12:00"),
      duty(ada, "Mo 08:00-16:00", 2),
    );
    const gaps = coverageGaps(partly, toInstant(new Date("2026-11-30T05:00:00Z")));
    const wall = (text: string): number => Date.parse(`${text}:00Z`);
    expect(gaps).toEqual([
      { from: wall("2026-11-30T12:00"), to: wall("2026-11-30T16:00"), persons: 1 },
      { from: wall("2026-11-30T16:00"), to: wall("2026-11-30T17:00"), persons: 0 },
      { from: wall("2026-12-07T12:00"), to: wall("2026-12-07T16:00"), persons: 1 },
      { from: wall("2026-12-07T16:00"), to: wall("2026-12-07T17:00"), persons: 0 },
    ]);
    expect(isCovered(partly, monday)).toBe(false);
  });

  test("without hours to ask in, or without anybody, covers nothing", () => {
    expect(isCovered(roster(null, duty(ada, "24/7"), duty(bo, "24/7")), monday)).toBe(false);
    expect(isCovered(roster("2020 Mo 09:00-10:00", duty(ada, "24/7"), duty(bo, "24/7")), monday)).toBe(false);
    expect(isCovered(roster("Mo-Fr 09:00-17:00"), monday)).toBe(false);
  });

  test("lets nobody ask who would be alone, nor outside the hours, nor by hours that cannot be read", () => {
    const two = roster("Mo-Fr 09:00-17:00", duty(ada, "Mo-Fr 09:00-17:00"), duty(bo, "Tu 09:00-17:00"));
    expect(isCoveredFor(two, ada, monday)).toBe(false);
    expect(isCoveredFor(two, bo, monday)).toBe(true);
    expect(isCoveredFor(two, bo, mondayNight)).toBe(false);
    expect(isCoveredFor({ ...two, askingHours: "24/7" }, bo, mondayNight)).toBe(false);
    expect(isCoveredFor(roster("?!", duty(ada, "24/7")), bo, monday)).toBe(false);
  });

  test("tells first those whose turn is first", () => {
    const three = roster("24/7", duty(ada, "24/7", 2), duty(bo, "24/7", 1), duty(cleo, "Sa 10:00-12:00", 1));
    expect(onDutyAt(three, monday).map(({ accountId }) => accountId)).toEqual([bo, ada]);
  });
});
