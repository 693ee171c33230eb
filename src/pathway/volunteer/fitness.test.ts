import type { LocalDate } from "#base";
import { describe, expect, test } from "vitest";
import { policyUnlessTold, unfitnessFor, type VolunteerFacts } from "./fitness.ts";
import { patternsIn, type VisitsSeen } from "./patterns.ts";

const day = (text: string): LocalDate => text as LocalDate;
const today = day("2026-11-30");
const fit: VolunteerFacts = {
  status: "active",
  charterSignedOn: day("2026-01-05"),
  checks: [
    { kind: "interview", isFit: true, checkedOn: day("2026-01-05"), expiresOn: null },
    { kind: "references", isFit: true, checkedOn: day("2026-01-06"), expiresOn: day("2026-11-30") },
  ],
  trainings: [{ kind: "welcome", doneOn: day("2026-01-20"), expiresOn: null }],
};
const reasons = (facts: VolunteerFacts, on = today) =>
  unfitnessFor(policyUnlessTold.visit, facts, on).map(({ reason, kind }) =>
    kind ? `${reason} ${kind}` : reason,
  );

describe("somebody", () => {
  test("who brings what a mission asks may be proposed, until the end of the last day", () => {
    expect(reasons(fit)).toEqual([]);
    expect(reasons(fit, day("2026-12-01"))).toEqual(["check-expired references"]);
  });

  test("without it is told everything that is missing at once", () => {
    expect(reasons({ status: "frozen", charterSignedOn: null, checks: [], trainings: [] })).toEqual([
      "not-active",
      "charter",
      "check-missing interview",
      "check-missing references",
      "training-missing welcome",
    ]);
  });

  test("of whom the newest check said no is proposed for nothing, even where the mission does not ask for it", () => {
    const no = {
      kind: "extract-shown",
      isFit: false,
      checkedOn: day("2026-02-01"),
      expiresOn: null,
    } as const;
    const yes = { ...no, isFit: true, checkedOn: day("2026-03-01") };
    expect(reasons({ ...fit, checks: [...fit.checks, no] })).toEqual(["check-unfit extract-shown"]);
    expect(reasons({ ...fit, checks: [...fit.checks, no, yes] })).toEqual([]);
  });
});

describe("what deserves a look", () => {
  const meeting = (on: string, outcome: "met" | "volunteer-absent", minutes: number | null = null) => ({
    engagementId: "a",
    day: day(on),
    outcome,
    minutes,
    monthlyCap: 2,
  });
  const none: VisitsSeen = { meetings: [], reportedFrom: [], running: 1 };

  test("is nothing in quiet visits", () => {
    const meetings = [meeting("2026-11-01", "met", 60), meeting("2026-11-08", "volunteer-absent")];
    expect(patternsIn({ ...none, meetings, reportedFrom: ["a", "a"] })).toEqual([]);
  });

  test("is absence three times in a row, more than agreed, reports from two, very long, many at once", () => {
    const absent = ["2026-11-01", "2026-11-08", "2026-11-15"].map((on) => meeting(on, "volunteer-absent"));
    expect(patternsIn({ ...none, meetings: absent })).toEqual(["absent-three-times"]);
    const often = ["2026-11-01", "2026-11-08", "2026-11-15"].map((on) => meeting(on, "met", 60));
    expect(patternsIn({ ...none, meetings: often })).toEqual(["over-cap"]);
    expect(patternsIn({ ...none, reportedFrom: ["a", "b"] })).toEqual(["reports-from-two"]);
    expect(patternsIn({ ...none, meetings: [meeting("2026-11-01", "met", 241)], running: 5 })).toEqual([
      "very-long",
      "many-at-once",
    ]);
  });
});
