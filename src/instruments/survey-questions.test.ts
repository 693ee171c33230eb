import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { questionsToObtain } from "./codes/survey-questions.ts";
import { instrumentIds, surveyQuestions } from "./index.ts";

const shared = process.env["TISSER_SHARED"] ?? join(import.meta.dirname, "../../../shared");
const file = join(shared, "reference/indicators.json");
if (!existsSync(file))
  console.warn("NOT TESTED: the reference indicators (../shared/reference) are not here");

describe("the questions of surveys", () => {
  it.skipIf(!existsSync(file))("and the instruments together ask for every indicator of a survey", () => {
    const {
      indicators,
    }: { readonly indicators: readonly Record<"code" | "source" | "instrument", string>[] } = JSON.parse(
      readFileSync(file, "utf8"),
    );
    const ofSurveys = indicators.filter(({ source }) => source.includes("survey"));
    expect(ofSurveys.length).toBeGreaterThan(35);
    const unasked = ofSurveys.filter(
      ({ code, instrument }) =>
        !instrumentIds.some((id) => instrument.split(/[ ×]+/).includes(id)) &&
        !surveyQuestions.some((question) => question.indicators.includes(code)) &&
        !Object.hasOwn(questionsToObtain, code) &&
        // The gap between income groups is computed on other indicators, it asks nothing.
        instrument !== "any LON/ISO indicator",
    );
    expect(unasked.map(({ code }) => code)).toEqual([]);
    const known = indicators.map(({ code }) => code);
    expect(
      surveyQuestions.flatMap((question) => question.indicators).filter((code) => !known.includes(code)),
    ).toEqual([]);
  });

  it("have ids and codes of their own, words in both languages, and say that the words are ours", () => {
    const ids = surveyQuestions.map(({ id }) => id);
    expect(new Set([...ids, ...instrumentIds]).size).toBe(ids.length + instrumentIds.length);
    for (const { id, options, status, text } of surveyQuestions) {
      expect([id, status]).toEqual([id, "own-wording"]);
      expect(text.fr).not.toBe(text.en);
      if (options.kind !== "choice") continue;
      const codes = options.options.map(({ code }) => code);
      expect(new Set(codes).size, id).toBe(codes.length);
      expect(
        options.options.every((option) => option.text.fr && option.text.en),
        id,
      ).toBe(true);
    }
  });
});
