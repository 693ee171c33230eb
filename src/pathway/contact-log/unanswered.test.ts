import type { Instant } from "#base";
import { describe, expect, test } from "vitest";
import { isTriedInVain, type Attempt } from "./unanswered.ts";

const attempt = (at: string, given: Partial<Attempt> = {}): Attempt => ({
  at: `2026-11-${at}:00.000Z` as Instant,
  way: "phone",
  outcome: "no-answer",
  withdrawnAt: null,
  ...given,
});
const monday = attempt("16T09:00");
const wednesday = attempt("18T14:00", { way: "sms", outcome: "message-left" });
const friday = attempt("20T18:00");

describe("somebody is tried in vain", () => {
  test("after three attempts by two ways at different times, in whatever order they are told", () => {
    expect(isTriedInVain([monday, wednesday, friday])).toBe(true);
    expect(isTriedInVain([friday, monday, wednesday])).toBe(true);
  });

  test.each<[string, readonly Attempt[]]>([
    ["two attempts only", [monday, wednesday]],
    ["three by one way", [monday, attempt("18T14:00"), friday]],
    ["an SMS at once after the call", [monday, attempt("16T09:05", { way: "sms" }), friday]],
    ["an answer since", [monday, wednesday, friday, attempt("21T10:00", { outcome: "reached" })]],
    [
      "that they do not wish to now",
      [monday, wednesday, friday, attempt("21T10:00", { outcome: "not-now" })],
    ],
    ["one of them withdrawn", [monday, wednesday, { ...friday, withdrawnAt: friday.at }]],
    ["a wrong number, which reached nobody", [monday, wednesday, { ...friday, outcome: "wrong-number" }]],
    ["nothing at all", []],
  ])("not after %s", (_, contacts) => {
    expect(isTriedInVain(contacts)).toBe(false);
  });

  test("again after an answer, by attempts since then alone", () => {
    const answered = attempt("17T09:00", { outcome: "reached" });
    expect(isTriedInVain([monday, answered, wednesday, friday])).toBe(false);
    expect(isTriedInVain([monday, answered, wednesday, friday, attempt("23T09:00")])).toBe(true);
  });
});
