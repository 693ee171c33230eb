import { locales } from "#base";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

// How long a link opens is a territory's to choose: a message that names a number of days would be wrong in another territory.

const numbers: Readonly<Record<string, RegExp>> = {
  fr: /\d|\b(deux|trois|quatre|cinq|six|sept|huit|neuf|dix|trente) jours/i,
  en: /\d|\b(two|three|four|five|six|seven|eight|nine|ten|thirty) days/i,
  es: /\d|\b(dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|treinta) días/i,
  ar: /\d|(يومان|يومين|ثلاثة|أربعة|خمسة|ستة|سبعة|ثمانية|تسعة|عشرة|ثلاثين|ثلاثون) (أيام|يوم)/,
};

test.each(locales)("no message says a number of days in %s", (locale) => {
  const folders = [
    "../texts",
    "../re-assessment/texts",
    "../held/texts",
    "../receiver-erasure/texts",
    "../message-back/texts",
  ];
  const texts = folders.flatMap((folder) =>
    Object.entries(
      JSON.parse(readFileSync(new URL(`${folder}/${locale}.json`, import.meta.url), "utf8")) as Record<
        string,
        string
      >,
    ).filter(([key]) => key.startsWith("message.")),
  );
  expect(texts.length).toBeGreaterThan(10);
  expect(texts.filter(([, text]) => numbers[locale]?.test(text))).toEqual([]);
});
