import type { LocalDate } from "#base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  allowanceOf,
  balancesOf,
  daysOf,
  monthOf,
  monthsLater,
  roomIn,
  type HoursRight,
  type Month,
} from "./allowance.ts";

const day = (text: string): LocalDate => text as LocalDate;
const month = (text: string): Month => text as Month;
const full: HoursRight = { from: day("2026-01-01"), until: null, minutes: 540 };
const done = (on: string, minutes: number) => ({ day: day(on), minutes, status: "done" }) as const;
const room = (entries: ReturnType<typeof done>[], at: string, carryOverMonths = 0, rights = [full]): number =>
  roomIn({ rights, entries, carryOverMonths }, month(at));

describe("a month", () => {
  test("is counted on past the end of a year, and knows its last day", () => {
    expect(monthsLater(month("2026-11"), 2)).toBe("2027-01");
    expect(monthsLater(month("2026-01"), -1)).toBe("2025-12");
    expect(daysOf(month("2028-02")).last).toBe("2028-02-29");
    expect(monthOf(day("2027-10-31"))).toBe("2027-10");
  });

  test("gives what the plan says, once, and never more than nine hours", () => {
    const plans = [
      { from: day("2026-03-01"), until: day("2026-03-15"), minutes: 240 },
      { from: day("2026-03-16"), until: null, minutes: 300 },
    ];
    expect(allowanceOf(month("2026-03"), plans)).toBe(300);
    expect(allowanceOf(month("2026-02"), plans)).toBe(0);
    expect(allowanceOf(month("2026-04"), [{ ...full, minutes: 900 }])).toBe(540);
  });
});

describe("the room of a month", () => {
  test("ends at 540 minutes, of which planned ones are taken too, refused and unused ones not", () => {
    expect(room([], "2026-05")).toBe(540);
    expect(room([done("2026-05-31", 539)], "2026-05")).toBe(1);
    expect(room([done("2026-05-31", 540)], "2026-05")).toBe(0);
    const others = (["planned", "refused", "not-used"] as const).map((status) => ({
      day: day("2026-05-02"),
      minutes: 60,
      status,
    }));
    expect(roomIn({ rights: [full], entries: others, carryOverMonths: 0 }, month("2026-05"))).toBe(480);
  });

  test("begins anew each month where nothing is carried over", () => {
    expect(room([done("2026-01-05", 60)], "2026-02")).toBe(540);
  });

  test("holds what was left of earlier months, the oldest taken first, until it expires", () => {
    expect(room([], "2026-03", 1)).toBe(1080);
    expect(room([done("2026-02-05", 540)], "2026-03", 1)).toBe(1080);
    expect(room([done("2026-02-05", 700)], "2026-03", 1)).toBe(920);
    expect(room([], "2026-09", 5)).toBe(3240);
  });

  test("does not give twice what a later month took from it", () => {
    const later = [done("2026-02-10", 1000)];
    expect(room(later, "2026-01", 1)).toBe(80);
    expect(room(later, "2026-02", 1)).toBe(80);
  });

  test("that was overdrawn by a change of the plan blocks no other month", () => {
    const entries = [done("2026-01-10", 500)];
    const less = [{ ...full, minutes: 240 }];
    expect(room(entries, "2026-01", 0, less)).toBe(0);
    expect(room(entries, "2026-02", 0, less)).toBe(240);
    expect(balancesOf({ rights: less, entries, carryOverMonths: 0 }, month("2026-02"))[0]?.over).toBe(260);
  });

  test("is never passed, in whatever order entries that fit are added", () => {
    const entry = fc.record({
      at: fc.integer({ min: 0, max: 5 }),
      minutes: fc.integer({ min: 1, max: 540 }),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 25 }), fc.integer({ min: 0, max: 5 }), (tried, carried) => {
        const kept: ReturnType<typeof done>[] = [];
        for (const { at, minutes } of tried) {
          const on = monthsLater(month("2026-01"), at);
          if (minutes <= room(kept, on, carried)) kept.push(done(`${on}-01`, minutes));
        }
        const ledger = { rights: [full], entries: kept, carryOverMonths: carried };
        const balances = balancesOf(ledger, month("2026-06"));
        expect(balances.every(({ over }) => over === 0)).toBe(true);
        if (carried === 0) expect(balances.every(({ used }) => used <= 540)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
