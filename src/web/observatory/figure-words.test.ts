import { locales } from "#base";
import { indicator } from "#observatory";
import { expect, test } from "vitest";
import { translator } from "../translate.ts";
import { figureSentence } from "./figure-words.ts";

const cell = {
  category: "all",
  status: "published",
  reason: null,
  value: 12.3,
  low: 10,
  high: 14.5,
  n: 1200,
  effectiveN: 900,
  isUncertain: false,
} as const;

test.each(locales)(
  "every indicator has a sentence in %s, also those that only imported surveys carry",
  (locale) => {
    const speech = { t: translator(locale), locale, number: String };
    for (const id of indicator.codes) {
      const sentence = figureSentence(speech, { id, measure: "share", wave: "2026", cell });
      expect(sentence, id).toContain("2026");
      expect(sentence, id).not.toMatch(/(page|code)\./);
    }
  },
);
