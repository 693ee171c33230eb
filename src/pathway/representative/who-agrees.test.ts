import type { LocalDate } from "#base";
import { describe, expect, test } from "vitest";
import {
  isInForce,
  isParentNeeded,
  lastDayOfMinority,
  needsRepresentative,
  unfitFor,
  wrongOne,
  type Representation,
  type Represented,
} from "./who-agrees.ts";

const day = "2026-11-30" as LocalDate;
const guardian: Representation = {
  id: "guardian",
  kind: "guardian",
  scope: "represents",
  since: "2020-01-01" as LocalDate,
  until: null,
  isEnded: false,
};
const of = (given: Partial<Represented>): Represented => ({
  birthDate: "1940-05-05" as LocalDate,
  minorGround: null,
  representatives: [],
  ...given,
});
const beside = (given: Partial<Representation>): Represented =>
  of({ representatives: [{ ...guardian, ...given }] });
const child = of({ birthDate: "2010-05-05" as LocalDate, minorGround: "representative-agreed" });
const both = { by: "both", representativeId: "guardian" } as const;
const alone = { by: "person", representativeId: null } as const;

describe("whose agreement sharing needs", () => {
  test("an adult's own, also under a measure about money, also beside a trusted person", () => {
    expect(wrongOne(of({}), alone, day)).toBeNull();
    expect(wrongOne(beside({ scope: "property" }), alone, day)).toBeNull();
    expect(wrongOne(beside({ kind: "trusted-person", scope: "consulted" }), alone, day)).toBeNull();
    expect(wrongOne(beside({ scope: "property" }), both, day)).toBe("neverDecides");
    expect(wrongOne(beside({ kind: "trusted-person", scope: "consulted" }), both, day)).toBe("neverDecides");
  });

  test("both, where the measure says so of personal matters", () => {
    for (const scope of ["represents", "assists"] as const) {
      expect(wrongOne(beside({ scope }), alone, day)).toBe("representativeNeeded");
      expect(wrongOne(beside({ scope }), both, day)).toBeNull();
    }
  });

  test("never a representative's alone", () => {
    for (const person of [of({}), beside({}), child])
      expect(wrongOne(person, { by: "representative", representativeId: "guardian" }, day)).toBe(
        "personNotHeard",
      );
  });

  test("of one who is on record, and in force that day", () => {
    expect(wrongOne(beside({}), { by: "both", representativeId: "else" }, day)).toBe("representativeUnknown");
    expect(wrongOne(of({}), both, day)).toBe("representativeUnknown");
    const not: readonly Partial<Representation>[] = [
      { until: "2026-11-29" as LocalDate },
      { isEnded: true },
      { since: "2026-12-01" as LocalDate },
    ];
    for (const given of not) expect(wrongOne(beside(given), both, day)).toBe("representationEnded");
    // Once the measure is over, the adult decides alone again.
    expect(wrongOne(beside({ until: "2026-11-29" as LocalDate }), alone, day)).toBeNull();
    expect(isInForce({ ...guardian, until: day }, day)).toBe(true);
  });

  test("a minor's together with a parent, unless the law stands in the parent's place", () => {
    expect(wrongOne(child, alone, day)).toBe("representativeNeeded");
    expect(needsRepresentative({ ...child, minorGround: "child-protection" }, day)).toBe(false);
    expect(wrongOne({ ...child, minorGround: "legal-order" }, alone, day)).toBeNull();
    expect(isParentNeeded(of({ birthDate: null }), day)).toBe(false);
    expect(isParentNeeded(child, "2028-05-04" as LocalDate)).toBe(true);
    expect(isParentNeeded(child, "2028-05-05" as LocalDate)).toBe(false);
  });
});

test("a parent is of a minor whose birth date is known, a measure of an adult, each with the paper it asks for", () => {
  const parent = { kind: "parent", scope: "parental", evidence: "family-record-seen" } as const;
  expect(unfitFor(child, parent, day)).toBeNull();
  expect(unfitFor({ birthDate: null }, parent, day)).toBe("birthDateUnknown");
  expect(unfitFor({ birthDate: "1990-01-01" as LocalDate }, parent, day)).toBe("adult");
  const measure = { kind: "guardian", scope: "represents", evidence: "judgment-seen" } as const;
  expect(unfitFor({ birthDate: "1990-01-01" as LocalDate }, measure, day)).toBeNull();
  expect(unfitFor({ birthDate: null }, measure, day)).toBeNull();
  expect(unfitFor(child, measure, day)).toBe("minor");
  expect(unfitFor({ birthDate: null }, { ...measure, evidence: "said-only" }, day)).toBe("evidence");
  expect(unfitFor({ birthDate: null }, { ...measure, kind: "curator" }, day)).toBe("scope");
  const trusted = { kind: "trusted-person", scope: "consulted", evidence: "written-designation" } as const;
  expect(unfitFor({ birthDate: null }, { ...trusted, scope: "represents" }, day)).toBe("scope");
  expect(unfitFor(child, trusted, day)).toBeNull();
});

test("minority ends the day before the eighteenth birthday, also for who was born on 29 February", () => {
  expect(lastDayOfMinority("2010-05-05" as LocalDate)).toBe("2028-05-04");
  expect(lastDayOfMinority("2012-02-29" as LocalDate)).toBe("2030-02-28");
});
