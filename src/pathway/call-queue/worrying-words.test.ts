import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasWorryingWords } from "./worrying-words.ts";

describe("words that make a request be read first", () => {
  test.each([
    "Je n’ai plus envie de vivre.",
    "je veux en  FINIR",
    "J'ai pensé au suicide",
    "pensées suicidaires",
    "I want to end my life",
    "I can't go on",
    "quiero morir",
    "no quiero vivir más",
    "أريد أن أموت",
    "أُفَكِّرُ فِي الِانْتِحَارِ",
    "Il me frappe quand il rentre",
  ])("are found in “%s”", (text) => {
    expect(hasWorryingWords(text)).toBe(true);
  });

  test.each([
    "J’aimerais jouer aux cartes.",
    "Le club de tricot",
    "Je joue du violon",
    "I like walking",
    "Me gusta cocinar",
    "أحب القراءة",
    "",
  ])("are not in “%s”", (text) => {
    expect(hasWorryingWords(text)).toBe(false);
  });

  test("are found whatever stands around them, and in capitals", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 60 }), (before, after) => {
        expect(hasWorryingWords(`${before} Me Tuer ${after}`)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
