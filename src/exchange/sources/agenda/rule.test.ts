import { expect, test } from "vitest";
import { dayNumber, dayOfNumber, givesDay, isFollowed, type RepeatRule } from "./rule.ts";

function ruleOf(text: string): RepeatRule {
  const given = new Map(text.split(";").map((part) => part.split("=") as [string, string]));
  const parts = Object.fromEntries(
    [...given]
      .filter(([name]) => name.startsWith("BY") || name === "WKST")
      .map(([name, values]) => [name, values.split(",")]),
  );
  return { freq: given.get("FREQ") ?? "", interval: Number(given.get("INTERVAL") ?? 1), count: null, parts };
}

/** The first dates of a rule that begins on a day. */
function datesOf(
  text: string,
  [year, month, day]: readonly [number, number, number],
  count: number,
): readonly string[] {
  const start = { year, month, day };
  const dates: string[] = [];
  for (let at = dayNumber(start); dates.length < count; at += 1) {
    const one = dayOfNumber(at);
    if (givesDay(ruleOf(text), start, one)) dates.push(`${one.year}-${one.month}-${one.day}`);
  }
  return dates;
}

// The examples of RFC 5545, section 3.8.5.3, with the dates that it lists.
test.each([
  ["FREQ=DAILY;INTERVAL=10", [1997, 9, 2], "1997-9-2 1997-9-12 1997-9-22 1997-10-2 1997-10-12"],
  ["FREQ=WEEKLY;INTERVAL=2;WKST=SU", [1997, 9, 2], "1997-9-2 1997-9-16 1997-9-30 1997-10-14"],
  ["FREQ=WEEKLY;WKST=SU;BYDAY=TU,TH", [1997, 9, 2], "1997-9-2 1997-9-4 1997-9-9 1997-9-11 1997-9-16"],
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO", [1997, 8, 5], "1997-8-5 1997-8-10 1997-8-19 1997-8-24"],
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", [1997, 8, 5], "1997-8-5 1997-8-17 1997-8-19 1997-8-31"],
  ["FREQ=MONTHLY;BYDAY=1FR", [1997, 9, 5], "1997-9-5 1997-10-3 1997-11-7 1997-12-5"],
  ["FREQ=MONTHLY;INTERVAL=2;BYDAY=1SU,-1SU", [1997, 9, 7], "1997-9-7 1997-9-28 1997-11-2 1997-11-30"],
  ["FREQ=MONTHLY;BYDAY=-2MO", [1997, 9, 22], "1997-9-22 1997-10-20 1997-11-17"],
  ["FREQ=MONTHLY;BYMONTHDAY=-3", [1997, 9, 28], "1997-9-28 1997-10-29 1997-11-28 1997-12-29"],
  ["FREQ=MONTHLY;BYMONTHDAY=2,15", [1997, 9, 2], "1997-9-2 1997-9-15 1997-10-2 1997-10-15"],
  ["FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", [1997, 9, 2], "1998-2-13 1998-3-13 1998-11-13 1999-8-13"],
  [
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
    [1997, 9, 29],
    "1997-9-29 1997-10-30 1997-11-27 1997-12-30",
  ],
  ["FREQ=YEARLY;BYMONTH=6,7", [1997, 6, 10], "1997-6-10 1997-7-10 1998-6-10 1998-7-10"],
  [
    "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
    [1996, 11, 5],
    "1996-11-5 2000-11-7 2004-11-2",
  ],
  ["FREQ=YEARLY;BYMONTH=3;BYDAY=TH", [1997, 3, 13], "1997-3-13 1997-3-20 1997-3-27 1998-3-5"],
] as const)("%s", (text, start, dates) => {
  expect(isFollowed(ruleOf(text))).toBe(true);
  const expected = dates.split(" ");
  expect(datesOf(text, start, expected.length)).toEqual(expected);
});

test.each([
  "FREQ=SECONDLY",
  "FREQ=HOURLY;INTERVAL=3",
  "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
  "FREQ=YEARLY;BYDAY=20MO",
  "FREQ=DAILY;INTERVAL=0",
])("%s is not followed", (text) => {
  expect(isFollowed(ruleOf(text))).toBe(false);
});
