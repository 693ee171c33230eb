import { describe, expect, test } from "vitest";
import { isSameNumber, maskNumbers } from "./masked.ts";

describe("numbers in words", () => {
  test.each([
    ["Appeler au 06 39 98 77 66, après dix heures.", "Appeler au •• •• •• 77 66, après dix heures."],
    ["06.39.98.77.66", "••.••.••.77.66"],
    ["+33 (0)6 39 98 77 66", "+•• (•)• •• •• 77 66"],
    ["0639987766 ou 0499989796", "••••••7766 ou ••••••9796"],
    ["06 39 98 77 66", "•• •• •• 77 66"],
  ])("%s is masked", (words, masked) => {
    expect(maskNumbers(words)).toBe(masked);
  });

  test.each(["Née le 12.05.1950, 3e étage, code 4521", "Le 3114 écoute", "16 h 30, le 02-01-2027"])(
    "%s stays",
    (words) => {
      expect(maskNumbers(words)).toBe(words);
    },
  );
});

test("a number is the same however it is written", () => {
  expect(isSameNumber("06 39 98 77 66", "+33639987766")).toBe(true);
  expect(isSameNumber("06 39 98 77 66", "06 39 98 77 67")).toBe(false);
  expect(isSameNumber("-", "-")).toBe(false);
});
