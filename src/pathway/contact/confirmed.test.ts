import type { Instant } from "#base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { daysLater } from "../timer/delays.ts";
import { confirmFrom, confirmGraceDays, rulesState } from "./confirmed.ts";

const opened = "2026-01-01T09:00:00.000Z" as Instant;
const file = { opened_at: opened, contact_confirmed_at: null, contact_ask_from: null };
const at = (days: number) => ({ confirmDays: 90, now: daysLater(opened, days) });

test("rules count from the opening of a file until somebody confirms them, ninety days, then thirty more", () => {
  expect([0, 89, 90, 119, 120].map((days) => rulesState(file, at(days)))).toEqual([
    "confirmed",
    "confirmed",
    "due",
    "due",
    "late",
  ]);
  const confirmed = { ...file, contact_confirmed_at: daysLater(opened, 100) };
  expect([100, 189, 190, 220].map((days) => rulesState(confirmed, at(days)))).toEqual([
    "confirmed",
    "confirmed",
    "due",
    "late",
  ]);
});

test("a file that was there before anybody asked is not asked for, and not late, before its day", () => {
  const before = { ...file, contact_ask_from: daysLater(opened, 200) };
  expect([150, 199, 200, 229, 230].map((days) => rulesState(before, at(days)))).toEqual([
    "confirmed",
    "confirmed",
    "due",
    "due",
    "late",
  ]);
});

test("a later confirmation never makes rules older, and nothing is late without having been due", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 400 }),
      fc.option(fc.integer({ min: 0, max: 400 })),
      fc.option(fc.integer({ min: 0, max: 400 })),
      fc.integer({ min: 14, max: 120 }),
      (now, confirmed, from, confirmDays) => {
        const days = (count: number | null) => (count === null ? null : daysLater(opened, count));
        const one = { ...file, contact_confirmed_at: days(confirmed), contact_ask_from: days(from) };
        const later = { ...one, contact_confirmed_at: daysLater(opened, (confirmed ?? 0) + 1) };
        expect(confirmFrom(later, confirmDays) >= confirmFrom(one, confirmDays)).toBe(true);
        const moment = { confirmDays, now: daysLater(opened, now) };
        const earlier = { confirmDays, now: daysLater(opened, now - confirmGraceDays) };
        if (rulesState(one, moment) === "late") expect(rulesState(one, earlier)).not.toBe("confirmed");
        else expect(rulesState(one, earlier)).not.toBe("late");
      },
    ),
  );
});
