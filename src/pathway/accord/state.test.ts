import type { ControllerId, LocalDate } from "#base";
import { expect, test } from "vitest";
import { accordStateOn, datesFault, dayAfter, lastDayWhenEnded, type AccordTerms } from "./state.ts";

const day = (text: string): LocalDate => text as LocalDate;
const parties = ["a", "b"] as ControllerId[];
const terms: AccordTerms = {
  parties,
  signedBy: parties,
  since: day("2026-12-01"),
  until: day("2027-12-31"),
  noticeDays: 30,
  lastDay: null,
};

test("an accord holds from its first day to its last, once every party signed", () => {
  expect(accordStateOn({ ...terms, signedBy: parties.slice(1) }, day("2027-01-01"))).toBe("proposed");
  expect(accordStateOn(terms, day("2026-11-30"))).toBe("to-come");
  expect(accordStateOn(terms, day("2026-12-01"))).toBe("in-force");
  expect(accordStateOn(terms, day("2027-12-31"))).toBe("in-force");
  expect(accordStateOn(terms, day("2028-01-01"))).toBe("ended");
});

test("a proposal that nobody signed in time is over; one taken back is withdrawn", () => {
  const alone = { ...terms, signedBy: parties.slice(1) };
  expect(accordStateOn(alone, day("2028-01-01"))).toBe("ended");
  expect(accordStateOn({ ...alone, lastDay: day("2026-12-05") }, day("2026-12-05"))).toBe("withdrawn");
});

test("ended with notice it holds to the last day of it, never beyond the day agreed on", () => {
  const lastDay = lastDayWhenEnded(terms, "no-longer-needed", day("2027-01-10"));
  expect(lastDay).toBe("2027-02-09");
  expect(accordStateOn({ ...terms, lastDay }, day("2027-02-09"))).toBe("ending");
  expect(accordStateOn({ ...terms, lastDay }, day("2027-02-10"))).toBe("ended");
  expect(lastDayWhenEnded(terms, "replaced", day("2027-12-20"))).toBe("2027-12-31");
});

test("after a breach, on the word of an authority, or before all signed it ends at once", () => {
  const today = day("2027-03-01");
  expect(lastDayWhenEnded(terms, "breach", today)).toBe("2027-02-28");
  expect(lastDayWhenEnded(terms, "authority", today)).toBe("2027-02-28");
  expect(lastDayWhenEnded({ ...terms, signedBy: [] }, "no-longer-needed", today)).toBe("2027-02-28");
  expect(accordStateOn({ ...terms, lastDay: day("2027-02-28") }, today)).toBe("ended");
});

test("dates that cannot be are named: the end before the start, in the past, too far", () => {
  const today = day("2026-11-30");
  const at = (since: string, until: string) => datesFault({ since: day(since), until: day(until) }, today);
  expect(at("2026-12-02", "2026-12-01")).toBe("endBeforeStart");
  expect(at("2025-01-01", "2026-11-29")).toBe("endInPast");
  expect(at("2026-12-01", "2032-01-01")).toBe("tooLong");
  expect(at("2026-12-01", "2031-11-30")).toBeNull();
  expect(at("2026-11-30", "2026-11-30")).toBeNull();
});

test("days are counted over the end of a month and a leap day", () => {
  expect(dayAfter(day("2028-02-28"), 1)).toBe("2028-02-29");
  expect(dayAfter(day("2026-01-01"), -1)).toBe("2025-12-31");
});
