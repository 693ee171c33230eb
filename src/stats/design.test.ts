import { describe, expect, it } from "vitest";
import { makeDesign, mean, total, type DesignColumns, type LonelyPsuRule } from "./index.ts";

const strata = ["a", "a", "b", "b"];

describe("an impossible design is refused", () => {
  it.each<[string, DesignColumns, string]>([
    ["a weight of zero", { weights: [1, 0, 1, 1] }, "stats.weightNotPositive"],
    ["a negative weight", { weights: [1, -1, 1, 1] }, "stats.weightNotPositive"],
    ["an endless weight", { weights: [1, Infinity, 1, 1] }, "stats.weightNotPositive"],
    ["a missing weight", { weights: [1, null, 1, 1] }, "stats.designMissing"],
    ["a missing stratum", { weights: [1, 1, 1, 1], strata: ["a", null, "b", "b"] }, "stats.designMissing"],
    ["a missing unit", { weights: [1, 1, 1, 1], strata, psu: [1, 2, NaN, 4] }, "stats.designMissing"],
    ["a unit in two strata", { weights: [1, 1, 1, 1], strata, psu: [1, 2, 2, 3] }, "stats.psuInTwoStrata"],
    ["a lonely unit", { weights: [1, 1, 1, 1], strata, psu: [1, 2, 3, 3] }, "stats.lonelyPsu"],
    [
      "a population below the sample",
      { weights: [1, 1, 1, 1], strata, fpc: [9, 9, 1, 1] },
      "stats.fpcTooSmall",
    ],
    [
      "two populations of one stratum",
      { weights: [1, 1, 1, 1], strata, fpc: [9, 8, 7, 7] },
      "stats.fpcNotConstant",
    ],
    ["columns of unlike length", { weights: [1, 1, 1, 1], strata: ["a", "a", "b"] }, "stats.lengthsDiffer"],
    ["nobody", { weights: [] }, "stats.optionUnusable"],
  ])("%s", (_what, columns, code) => {
    expect(() => makeDesign(columns)).toThrow(code);
  });

  it("but units that begin anew in each stratum are two units", () => {
    const design = makeDesign({ weights: [1, 1, 1, 1], strata, psu: [1, 2, 1, 2], nested: true });
    expect(design.unitCount).toBe(4);
  });
});

describe("a stratum of a single unit", () => {
  // Witness: R survey 4.1-1, svymean and svytotal under options(survey.lonely.psu = …); `centered` by hand.
  const columns: DesignColumns = {
    weights: [2, 3, 1, 4, 2],
    strata: ["a", "a", "a", "b", "b"],
    psu: [1, 2, 3, 4, 4],
  };
  const y = [1, 4, 2, 7, 5];
  const errorOf = (lonelyPsu: LonelyPsuRule) => mean(makeDesign({ ...columns, lonelyPsu }), y).standardError;

  it.each<[LonelyPsuRule, number]>([
    ["remove", 0.422870481878843],
    ["average", 0.598029170600305],
    ["adjust", 1.00950345329881],
    ["adjust-r", 1.00950345329881],
    ["centered", 1.00950345329881],
  ])("%s", (rule, expected) => {
    expect(errorOf(rule)).toBeCloseTo(expected, 12);
  });

  it("is complete, not lonely, when its whole population was drawn or it was taken with certainty", () => {
    const drawn = makeDesign({ ...columns, fpc: [0.1, 0.1, 0.1, 1, 1] });
    const certain = makeDesign({ ...columns, certainty: [0, 0, 0, 1, 1] });
    expect(mean(drawn, y).standardError).toBeCloseTo(0.422870481878843 * Math.sqrt(0.9), 12);
    expect(mean(certain, y).standardError).toBeCloseTo(0.422870481878843, 12);
    expect(mean(certain, y).df).toBe(2);
  });

  it("refuses totals under adjust, and gives those of R under adjust-r", () => {
    expect(total(makeDesign({ ...columns, lonelyPsu: "adjust" }), y).reasons).toEqual([
      "adjust-undefined-for-total",
    ]);
    expect(total(makeDesign({ ...columns, lonelyPsu: "adjust-r" }), y).standardError).toBeCloseTo(
      39.293765408777,
      10,
    );
  });
});

it("when every unit is alone in its stratum there is no error, rather than an error of 0", () => {
  const design = makeDesign({ weights: [1, 1, 1], strata: ["a", "b", "c"], lonelyPsu: "remove" });
  const estimate = mean(design, [1, 5, 9]);
  expect(estimate).toMatchObject({
    value: 5,
    standardError: null,
    ci: null,
    effectiveN: null,
    status: "suppressed",
  });
  expect(estimate.reasons).toContain("no-degrees-of-freedom");
});

it("two stages with finite populations give the error of R survey", () => {
  // Witness: svydesign(id = ~psu + ssu, strata = ~h, fpc = ~N1 + N2, weights = ~w), survey 4.1-1.
  const design = makeDesign({
    weights: [10, 10, 12, 12, 8, 8, 9, 9],
    strata: ["a", "a", "a", "a", "b", "b", "b", "b"],
    psu: [1, 1, 2, 2, 3, 3, 4, 4],
    ssu: [1, 2, 1, 2, 1, 2, 1, 2],
    fpc: [8, 8, 8, 8, 6, 6, 6, 6],
    fpc2: [5, 5, 6, 6, 4, 4, 7, 7],
  });
  expect(mean(design, [3, 5, 8, 2, 6, 7, 1, 9]).standardError).toBeCloseTo(0.6844424007421, 12);
});
