import type { LocalDate } from "#base";
import { describe, expect, test } from "vitest";
import { bare, cafe } from "../fixtures/directory.ts";
import { formatsOf } from "./format.ts";
import {
  costInWords,
  languageInWords,
  publicsInWords,
  roomInWords,
  takingPartInWords,
} from "./taking-part-in-words.ts";

/** Says the key with its values, so that a test sees what was to be said. */
const page = {
  t: (key: string, values: Readonly<Record<string, string | number>> = {}) =>
    [key, ...Object.values(values)].join(" "),
  format: formatsOf("fr"),
};
const { takingPart } = bare;

describe("what one needs to know to dare to go", () => {
  test("is a price with what it is for, and that one pays only where no price is told", () => {
    const paid = {
      frais: ["payant" as const],
      takingPart: { ...takingPart, price: { amount: 5, per: "session" as const } },
    };
    expect(costInWords(page, paid).replaceAll(/\s/g, " ")).toBe("page.offer.price.session 5 €");
    expect(costInWords(page, { frais: ["payant"], takingPart })).toBe("code.frais.payant");
    expect(costInWords(page, bare)).toBe("page.offer.costUnknown");
  });

  test("is who comes: publics, ages and women or men, and whether it is for them alone", () => {
    const women = { ...takingPart, ageMin: 60, ageMax: 80, gender: "women" as const, isRestricted: true };
    expect(publicsInWords(page, { publics: ["seniors"], takingPart: women })).toBe(
      "page.offer.onlyFor code.publicServed.seniors · page.offer.ages 60 80 · page.offer.gender.women",
    );
    expect(publicsInWords(page, { publics: [], takingPart: { ...takingPart, ageMax: 25 } })).toBe(
      "page.offer.agesTo 25",
    );
    expect(publicsInWords(page, bare)).toBe("page.offer.everyone");
  });

  test("is whether there is room, and nothing where nobody told", () => {
    expect(roomInWords(page, bare)).toBeNull();
    const full = {
      ...takingPart,
      capacity: { status: "waitlist" as const, note: "environ deux mois", toldOn: null },
    };
    expect(roomInWords(page, { takingPart: full })).toBe("code.capacityStatus.waitlist · environ deux mois");
    const toldOn = "2026-11-03" as LocalDate;
    const said = { ...full, capacity: { ...full.capacity, toldOn } };
    expect(roomInWords(page, { takingPart: said })).toMatch(
      /^code\.capacityStatus\.waitlist · environ deux mois · page\.offer\.roomToldOn .*2026/,
    );
    const old = { ...full, capacity: { status: "ask" as const, note: null, toldOn } };
    expect(roomInWords(page, { takingPart: old })).toMatch(/^page\.offer\.roomOld .*2026/);
  });

  test("is how one begins and with whom, and nothing that is not told", () => {
    expect(takingPartInWords(page, bare)).toEqual([]);
    expect(takingPartInWords(page, cafe).map(({ told }) => told)).toEqual([
      ["code.wayIn.drop-in"],
      ["code.groupSize.small", "page.offer.byAndFor"],
      ["français", "arabe", "page.language.lsf"],
    ]);
  });

  test("is never stopped by a language that is no code", () => {
    expect(languageInWords(page, "français parlé")).toBe("français parlé");
    expect(languageInWords(page, "pt-BR")).toBe("portugais brésilien");
  });
});
