import { describe, expect, it } from "vitest";
import {
  instrumentErrors,
  loadInstrument,
  makeScorer,
  score,
  type Answers,
  type ScoreContext,
} from "./index.ts";

const french: ScoreContext = { language: "fr", mode: "self" };
const ucla3 = await loadInstrument("ucla3");
const phq9 = await loadInstrument("phq9");

/** The code of the refusal that an act meets; null when it is not refused. */
function refusalOf(act: () => unknown): string | null {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : "not an error";
  }
}

describe("a score", () => {
  it("names instrument, version, words, language and mode", () => {
    const result = score(ucla3, { "ucla3-1": 1, "ucla3-2": 2, "ucla3-3": 3 }, french);
    expect(result).toMatchObject({
      status: "scored",
      score: 6,
      band: "lonely",
      instrument: "ucla3",
      version: "1",
      wording: "fr-1",
      language: "fr",
      mode: "self",
    });
  });

  it("is not guessed when an answer is missing, whether it was skipped or not asked", () => {
    const skipped = score(ucla3, { "ucla3-1": 3, "ucla3-2": null, "ucla3-3": 3 }, french);
    const notAsked = score(ucla3, { "ucla3-1": 3, "ucla3-3": 3 }, french);
    expect(skipped).toMatchObject({ status: "incomplete", missing: ["ucla3-2"], band: null });
    expect(skipped).toEqual(notAsked);
  });

  it("comes from a list of answers as from a record", () => {
    const answers = [
      { linkId: "ucla3-3", value: 3 },
      { linkId: "ucla3-1", value: 1 },
      { linkId: "ucla3-2", value: 2 },
    ];
    const record = { "ucla3-1": 1, "ucla3-2": 2, "ucla3-3": 3 };
    expect(score(ucla3, answers, french)).toEqual(score(ucla3, record, french));
  });

  it("of one person leaves nothing behind for the next", () => {
    const scorer = makeScorer(ucla3);
    scorer({ "ucla3-1": 3, "ucla3-2": 3, "ucla3-3": 3 }, french);
    expect(scorer({ "ucla3-1": 3 }, french)).toMatchObject({ status: "incomplete", answered: 1 });
  });
});

describe("answers that cannot be those of the instrument are refused", () => {
  const complete = { "ucla3-1": 1, "ucla3-2": 2, "ucla3-3": 3 };
  it.each<[string, Answers, string]>([
    ["an answer to another questionnaire", { "phq9-1": 1 }, "instruments.itemUnknown"],
    ["a code that is not offered", { "ucla3-1": 4 }, "instruments.answerOutOfRange"],
    ["a code between two codes", { "ucla3-1": 1.5 }, "instruments.answerOutOfRange"],
    ["no number", { "ucla3-1": NaN }, "instruments.answerOutOfRange"],
    ["people instead of a code", { "ucla3-1": [] }, "instruments.answerOutOfRange"],
    ["a name of the language itself", { constructor: 1 }, "instruments.itemUnknown"],
  ])("%s", (_what, answers, code) => {
    expect(refusalOf(() => score(ucla3, answers, french))).toBe(code);
  });

  it("two answers to one question", () => {
    const twice = [
      { linkId: "ucla3-1", value: 1 },
      { linkId: "ucla3-1", value: 1 },
    ];
    expect(refusalOf(() => score(ucla3, twice, french))).toBe("instruments.itemRepeated");
  });

  it.each<[string, Partial<ScoreContext>, string]>([
    ["stored for another instrument", { instrument: "phq9" }, "instruments.otherInstrument"],
    ["given to an older version", { version: "0" }, "instruments.otherVersion"],
    ["in a language without known words", { language: "ar" }, "instruments.wordingUnknown"],
    ["to other words", { wording: "fr-0" }, "instruments.wordingUnknown"],
  ])("answers %s", (_what, part, code) => {
    expect(refusalOf(() => score(ucla3, complete, { ...french, ...part }))).toBe(code);
  });

  it("a symptom scale that asks of death, filled in alone on a screen", () => {
    expect(refusalOf(() => score(phq9, {}, french))).toBe("instruments.assistanceNeeded");
    expect(score(phq9, {}, { language: "fr", mode: "telephone" })).toMatchObject({
      status: "incomplete",
      flags: ["item9-missing"],
    });
  });

  it("an instrument that is not in the catalogue", async () => {
    const unknown = instrumentErrors.instrumentUnknown({ instrument: "__proto__" });
    await expect(loadInstrument("__proto__")).rejects.toThrow(unknown.message);
  });
});
