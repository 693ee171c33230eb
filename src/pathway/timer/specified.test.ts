import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { stepDays } from "../re-assessment/codes.ts";
import { moves } from "../referral/moves.ts";
import { referralTimers, states } from "../referral/states.ts";
import { defaultDelays, delayBounds, type DelayName } from "../territory-delays/delays-chosen.ts";
import { delays } from "./delays.ts";

// The table of timers of the specification, row by row: each default is the one written there, and each has an effect.

const specification = new URL("../../../../shared/spec/pathway.md", import.meta.url);
const isHere = existsSync(specification);
if (!isHere) console.warn("NOT TESTED: the table of timers (../shared/spec/pathway.md) is not here");

/** What a row of §4.3 says of time, by what it goes from and to. */
const rows: readonly {
  readonly row: string;
  /** Words of the row that give the delay; each group is one of the delays below, in their order. */
  readonly says: RegExp;
  readonly delays: readonly DelayName[];
}[] = [
  { row: "draft → sent", says: /draft > (\d+) d: nudge/, delays: ["draftDays"] },
  {
    row: "sent → (reminder)",
    says: /every (\d+) d .*link lifetime (\d+) d/,
    delays: ["reminderDays", "linkDays"],
  },
  {
    row: "sent → expired",
    says: /\| (\d+) d from .*priority\*?: (\d+) working days/,
    delays: ["expiryDays", "priorityExpiryWorkingDays"],
  },
  {
    row: "accepted → contacted",
    says: /first call ≤ (\d+) working days/,
    delays: ["firstContactWorkingDays"],
  },
  {
    row: "contacted, no answer ×3",
    says: /D\+(\d+), D\+(\d+), D\+(\d+)/,
    delays: ["secondTryDays", "thirdTryDays", "laterTryDays"],
  },
  {
    row: "accepted → waitlisted",
    says: /re-confirm interest every (\d+) d/,
    delays: ["waitlistDays"],
  },
  { row: "→ loop closed_unknown", says: /no outcome (\d+) d after last event/, delays: ["unknownDays"] },
];

describe.skipIf(!isHere)("the table of timers", () => {
  const text = isHere ? readFileSync(specification, "utf8") : "";
  const table = text.slice(text.indexOf("### 4.3"), text.indexOf("### 4.4"));
  const lineOf = (row: string): string =>
    table.split("\n").find((line) => line.startsWith(`| ${row} |`)) ?? `no row ${row}`;

  test.each(rows)("gives the defaults: $row", ({ row, says, delays: names }) => {
    const found = says.exec(lineOf(row))?.slice(1).map(Number);
    expect(found).toEqual(names.map((name) => defaultDelays[name]));
  });

  test("asks the day after a meeting, and again after a month", () => {
    expect(lineOf("contacted → started")).toMatch(/day after the date .*again after 1 month/);
    expect([defaultDelays.attendanceDays, defaultDelays.attendanceAgainDays]).toEqual([1, 30]);
  });

  test("reviews at three months, and asks the questions again at three and six", () => {
    expect(lineOf("started → completed")).toMatch(/review at 3 months .*re-score at 3 and 6 months/);
    expect(defaultDelays.reviewDays).toBe(90);
    expect(Math.abs(stepDays["weeks-12"] - 90)).toBeLessThanOrEqual(7);
    expect(Math.abs(stepDays["months-6"] - 182)).toBeLessThanOrEqual(7);
  });

  test("keeps documents six months, as its precedent does", () => {
    const [, months] = /attachments (\d+) months/.exec(table) ?? [];
    expect(Math.round(Number(months) * 30.44)).toBe(defaultDelays.documentDays);
  });

  test("limits how many are under way at once", () => {
    const [, most] = /at most (\d+) open referrals per person/.exec(table) ?? [];
    expect(Number(most)).toBe(defaultDelays.mostUnderWay);
  });

  test("has no row with a number of days that is not one of these", () => {
    const known = [...rows.map(({ row }) => row), "contacted → started", "started → completed"];
    const timed = table
      .split("\n")
      .filter((line) => line.includes(" → ") || line.startsWith("| →") || line.startsWith("| contacted,"))
      .filter((line) => /\d+ ?(?:d\b|working days|months?)|D\+\d/.test(line.split("|")[3] ?? ""))
      .map((line) => (line.split("|")[1] ?? "").trim());
    expect(timed.length).toBeGreaterThan(5);
    expect(timed.filter((row) => !known.includes(row))).toEqual([]);
  });
});

describe("each delay", () => {
  test("is a setting of a territory, within bounds that hold its default", () => {
    for (const { delays: names } of rows)
      for (const name of names) {
        expect(delays[name]).toBe(defaultDelays[name]);
        expect(delayBounds[name].least).toBeLessThanOrEqual(defaultDelays[name]);
      }
  });

  test("of a referral runs in some state, and does something when it is due", () => {
    const running = new Set<string>(Object.values(states).flatMap(({ timers }) => [...timers]));
    expect([...running].toSorted()).toEqual(Object.keys(referralTimers).toSorted());
    for (const rule of Object.values(referralTimers))
      if ("makes" in rule) expect(moves[rule.makes].by).toContain("system");
  });
});
