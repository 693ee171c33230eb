import { defaultPathway, loadInstrument } from "#instruments";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ageBand, type AgeBand } from "./age-band.ts";
import { selfCheckQuestions } from "./question.ts";
import { resultOf, type SelfCheckInstruments } from "./result.ts";
import { lastStep, newSheet, nextStep, withAnswer, type Sheet, type SheetAnswer } from "./sheet.ts";

const instruments: SelfCheckInstruments = {
  ucla3: await loadInstrument("ucla3"),
  "ons-direct": await loadInstrument("ons-direct"),
  credoc5: await loadInstrument("credoc5"),
};

function sheetOf(answers: readonly SheetAnswer[], age: AgeBand = "26-49"): Sheet {
  return selfCheckQuestions.reduce(
    (sheet, { id }, position) => withAnswer(sheet, id, answers[position] ?? "skipped"),
    newSheet(age),
  );
}

const result = (answers: readonly SheetAnswer[], age?: AgeBand) =>
  resultOf(sheetOf(answers, age), instruments, { locale: "fr", pathway: defaultPathway });
const well: readonly SheetAnswer[] = [1, 1, 1, 5, 1, 1, 1, 1, 1, 0, 0];
const badly: readonly SheetAnswer[] = [3, 3, 3, 1, 4, 4, 4, 9, 4, 1, 0];

test("the questions are the items of the instruments, in their order, then ours", () => {
  const items = Object.entries(instruments).flatMap(([instrument, { items: own }]) =>
    own.map(({ linkId }) => ({ id: linkId, instrument })),
  );
  expect(selfCheckQuestions.slice(0, items.length)).toEqual(items);
  expect(selfCheckQuestions.slice(items.length).map(({ id }) => id)).toEqual([
    "lives-alone",
    "wants-contact",
  ]);
});

test("the next step is the first that was not come to; going past one counts as coming to it", () => {
  expect(nextStep(newSheet("grown"))).toBe(1);
  expect(nextStep(withAnswer(newSheet("grown"), "ucla3-1", "skipped"))).toBe(2);
  expect(nextStep(withAnswer(newSheet("grown"), "ucla3-2", 1))).toBe(1);
  expect(nextStep(sheetOf(well))).toBe(lastStep + 1);
});

describe("the result", () => {
  test("of answers without any need sends to the directory", () => {
    expect(result(well)).toMatchObject({
      loneliness: "reading.ucla3.not-lonely",
      isolation: "reading.credoc5.non-isole",
      needsSupport: false,
      again: "year",
      isIncomplete: false,
    });
  });

  test("of strong answers is support, with lines by age", () => {
    expect(result(badly, "60-plus")).toMatchObject({
      loneliness: "reading.ons-direct.often",
      isolation: "reading.credoc5.isole",
      needsSupport: true,
      again: "contact",
    });
    expect(result(badly, "60-plus").lines).toEqual(["3114", "sos-amitie", "solitudecoute"]);
    expect(result(badly, "18-25").lines).toContain("fil-sante-jeunes");
    expect(result(badly, "grown").lines).toEqual(["3114", "sos-amitie"]);
  });

  test("keeps feeling and meeting apart: seeing people does not hide what is felt, nor the other way round", () => {
    expect(result([3, 3, 3, 1, 1, 1, 1, 1, 1])).toMatchObject({
      loneliness: "reading.ons-direct.often",
      isolation: "reading.credoc5.non-isole",
    });
    expect(result([1, 1, 1, 5, 4, 4, 4, 9, 4])).toMatchObject({
      loneliness: "reading.ucla3.not-lonely",
      isolation: "reading.credoc5.isole",
      again: "contact",
    });
  });

  test("of a wish to be contacted is contact, whatever the rest says", () => {
    expect(result([...well.slice(0, 10), 1])).toMatchObject({ wantsContact: true, again: "contact" });
    expect(result([...well.slice(0, 10), "prefer-not"]).wantsContact).toBeNull();
  });

  test("holds no number, no band and no label", () => {
    const told = JSON.stringify({ ...result(badly), sources: [] });
    expect(told).not.toMatch(/"(score|band|ucla3|t1|level)"|:\d/);
  });

  const reassuring = [
    "reading.ucla3.not-lonely",
    "reading.ons-direct.rarely",
    "reading.ons-direct.sometimes",
  ];
  const answer = (codes: readonly number[]) =>
    fc.constantFrom<SheetAnswer>(...codes, "skipped", "prefer-not");
  const anySheet = fc.tuple(
    answer([1, 2, 3]),
    answer([1, 2, 3]),
    answer([1, 2, 3]),
    answer([1, 2, 3, 4, 5]),
    ...Array.from({ length: 5 }, () => answer([1, 2, 3, 4, 9])),
    answer([0, 1]),
    answer([0, 1]),
  );

  test("never reassures where an answer on the feeling is missing, and then looks again before a year", () => {
    fc.assert(
      fc.property(
        anySheet,
        fc.nat(3),
        fc.constantFrom(...ageBand.codes.filter((code) => code !== "under-16")),
        (answers, position, age) => {
          const told = result(answers.with(position, "skipped"), age);
          expect(reassuring).not.toContain(told.loneliness);
          expect(told.again).not.toBe("year");
        },
      ),
      { numRuns: 400 },
    );
  });
});
