import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadInstrument, score } from "./index.ts";

const cssrs = await loadInstrument("cssrs-screener");
const spoken = { language: "fr", mode: "interview" } as const;
const linkIds = cssrs.items.map(({ linkId }) => linkId);
const ranks = ["none", "indeterminate", "low", "moderate", "high"];
const rankOf = (answers: Readonly<Record<string, number | null>>): number =>
  ranks.indexOf(score(cssrs, answers, spoken).band ?? "");

const answersArbitrary = fc.record(
  Object.fromEntries(linkIds.map((linkId) => [linkId, fc.constantFrom(0, 1, null)])),
);

describe("the level of suicidal risk", () => {
  it("never becomes none because an answer is missing", () => {
    fc.assert(
      fc.property(answersArbitrary, (answers) => {
        const result = score(cssrs, answers, spoken);
        if (result.missing.length === 0) return;
        expect(result.band).not.toBe("none");
        expect(result.flags).toContain("incomplete");
      }),
    );
  });

  it("is never lowered by a yes, nor by taking back a no", () => {
    fc.assert(
      fc.property(answersArbitrary, fc.constantFrom(...linkIds), (answers, linkId) => {
        expect(rankOf({ ...answers, [linkId]: 1 })).toBeGreaterThanOrEqual(rankOf(answers));
        if (answers[linkId] === 0)
          expect(rankOf({ ...answers, [linkId]: null })).toBeGreaterThanOrEqual(rankOf(answers));
      }),
    );
  });

  it("counts a yes to a question that should not have been asked", () => {
    const result = score(cssrs, { "cssrs-1": 0, "cssrs-2": 0, "cssrs-5": 1, "cssrs-6": 0 }, spoken);
    expect(result).toMatchObject({ status: "scored", band: "high", missing: [] });
  });

  it("is never asked of somebody alone in front of a screen", () => {
    expect(() => score(cssrs, {}, { language: "fr", mode: "self" })).toThrow("instruments.assistanceNeeded");
  });
});
