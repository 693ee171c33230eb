import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectedOf, fixtureTable, numericColumn, relativeDistance } from "./fixture.testing.ts";
import {
  calibrate,
  givenReplicates,
  independenceTest,
  inequalityIndices,
  linearTrend,
  makeDesign,
  makeReplicates,
  mean,
  meanBy,
  modelMatrix,
  postStratify,
  quantile,
  rake,
  regression,
  replicateMean,
  scaleReliability,
  standardisedRates,
  total,
  trendModel,
} from "./index.ts";

const near = (actual: number | null | undefined, expected: number, tolerance = 1e-9): void =>
  expect(relativeDistance(actual, expected)).toBeLessThan(tolerance);

const synth = fixtureTable("lien_synth1.csv");
const design = makeDesign({
  weights: numericColumn(synth, "w"),
  strata: synth["region"]!,
  psu: synth["psu"]!,
});
const lonely = numericColumn(synth, "lonely");

describe("the order in which respondents lie", () => {
  const rows = 3000;
  const weights = Float64Array.from({ length: rows }, (_none, row) => 1 + (row % 7) / 3);
  const y = Float64Array.from({ length: rows }, (_none, row) => (row % 11 === 0 ? NaN : (row * 7919) % 13));
  const groups = Int32Array.from({ length: rows }, (_none, row) => (row * 31) % 12);

  it("changes no bit of a figure as long as those of a unit lie in the same order", () => {
    // Twenty units; the last holds more respondents than a run.
    const psu = Int32Array.from({ length: rows }, (_none, row) => Math.min(19, row % 40));
    const strata = psu.map((unit) => unit % 5);
    const order = Array.from(psu.keys()).toSorted((a, b) => psu[a]! - psu[b]! || a - b);
    const sorted = (column: Float64Array | Int32Array) => order.map((row) => column[row]!);
    const mixed = meanBy(makeDesign({ weights, strata, psu }), y, groups);
    const design = makeDesign({ weights: sorted(weights), strata: sorted(strata), psu: sorted(psu) });
    const sortedSet = meanBy(design, sorted(y), sorted(groups));
    for (const [index, estimate] of sortedSet.estimates.entries()) {
      expect(estimate.value).toBe(mixed.estimates[index]?.value);
      near(estimate.standardError, mixed.estimates[index]!.standardError!, 1e-14);
    }
  });

  it("changes nothing where most pairs of unit and domain hold nobody", () => {
    const large = makeDesign({ weights, strata: Int32Array.from(y, (_value, row) => row % 1500) });
    const set = meanBy(large, y, groups);
    const alone = mean(large, y, { domain: Array.from(groups, (group) => group === 5) });
    expect(set.estimates[5]).toEqual(alone);
    expect(set.estimates[5]?.n).toBeGreaterThan(200);
  });
});

describe("calibration", () => {
  const small = makeDesign({ weights: [1, 2, 3, 4, 5, 6], psu: [1, 2, 3, 4, 5, 6] });
  const sex = { codes: ["F", "F", "F", "H", "H", "H"], totals: { F: 50, H: 50 } };

  it("meets the totals, and what is known no longer varies", () => {
    const done = postStratify(small, sex);
    const women = [1, 1, 1, 0, 0, 0];
    near(total(done, women).value, 50);
    expect(total(done, women).standardError).toBeLessThan(1e-12);
  });

  it.each([
    ["a class without a total", { codes: sex.codes, totals: { F: 50 } }, "stats.marginsUnknown"],
    ["a total without anybody", { codes: sex.codes, totals: { F: 50, H: 50, X: 1 } }, "stats.marginsUnmet"],
  ])("refuses %s", (_what, margin, code) => {
    expect(() => postStratify(small, margin)).toThrow(code);
  });

  it("refuses margins that contradict one another, and bounds that cannot hold", () => {
    const age = { codes: ["a", "b", "a", "b", "a", "b"], totals: { a: 10, b: 10 } };
    expect(() => rake(small, [sex, age], { maxIterations: 50 })).toThrow("stats.marginsUnmet");
    const x = modelMatrix(6, [{ name: "sex", values: sex.codes }]);
    const totals = { "(Intercept)": 2100, sexH: 2000 };
    expect(() => calibrate(small, { x, totals }, { bounds: [0.5, 2] })).toThrow("stats.marginsUnmet");
    expect(() => calibrate(small, { x, totals }, { distance: "logit" })).toThrow("stats.optionUnusable");
  });

  it("by entropy and by raking gives the same weights", () => {
    const age = { codes: ["a", "b", "a", "b", "a", "b"], totals: { a: 40, b: 60 } };
    const raked = rake(small, [sex, age]);
    const x = modelMatrix(6, [
      { name: "sex", values: sex.codes },
      { name: "age", values: age.codes },
    ]);
    const totals = { "(Intercept)": 100, sexH: 50, ageb: 60 };
    const calibrated = calibrate(small, { x, totals }, { distance: "raking" });
    for (const [row, weight] of raked.weights.entries()) near(calibrated.weights[row], weight, 1e-9);
  });
});

describe("replicates", () => {
  it("of the jackknife give the error of R from one reading of the respondents (A09)", () => {
    const survey = makeReplicates(design, { type: "JKn" });
    near(
      replicateMean(survey, lonely).standardError,
      expectedOf("A09-replicates-synth", "JKn", "mean", "se"),
    );
  });

  it("of the bootstrap come from the chance handed over, and from nothing else", () => {
    let state = 7;
    const random = () => (state = (state * 16807) % 2147483647) / 2147483647;
    const survey = makeReplicates(design, { type: "bootstrap", count: 60, random });
    const error = replicateMean(survey, lonely).standardError!;
    expect(error / mean(design, lonely).standardError!).toBeGreaterThan(0.7);
    expect(error / mean(design, lonely).standardError!).toBeLessThan(1.4);
    expect(() => makeReplicates(design, { type: "bootstrap" })).toThrow("stats.replicatesUnusable");
  });

  it.each([
    ["one replicate", { weights: [1, 1], replicates: [[1, 1]], scale: 1 }],
    [
      "a negative weight",
      {
        weights: [1, 1],
        replicates: [
          [1, -1],
          [1, 1],
        ],
        scale: 1,
      },
    ],
    [
      "a scale of zero",
      {
        weights: [1, 1],
        replicates: [
          [1, 1],
          [1, 1],
        ],
        scale: 0,
      },
    ],
  ])("given with %s are refused", (_what, given) => {
    expect(() => givenReplicates(given)).toThrow("stats.replicatesUnusable");
  });

  it("of balanced halves need two units in each stratum", () => {
    expect(() => makeReplicates(design, { type: "BRR" })).toThrow("stats.replicatesUnusable");
  });
});

describe("models", () => {
  it("of time and of age say what R says (A14)", () => {
    const fit = trendModel(design, {
      y: lonely,
      time: numericColumn(synth, "wave"),
      family: "quasibinomial",
    });
    near(fit.coefficients[1], expectedOf("A14-trend", "logit_trend", "estimate", "I(wave - 2023)"), 1e-8);
    const waves = meanBy(design, lonely, synth["wave"]!);
    const slope = linearTrend(waves, [2023, 2024, 2025, 2026]);
    near(slope.value, expectedOf("A14-trend", "contrast", "estimate", "linear") / 10);
    near(slope.standardError, expectedOf("A14-trend", "contrast", "se", "linear") / 10);
  });

  it("that cannot be fitted are refused with the reason", () => {
    const even = makeDesign({ weights: new Float64Array(8).fill(1) });
    const group = modelMatrix(8, [{ name: "g", values: ["a", "a", "a", "a", "b", "b", "b", "b"] }]);
    const twice = { labels: ["1", "2"], columns: [group.columns[1]!, group.columns[1]!], terms: ["1", "2"] };
    const separated = { y: [0, 0, 0, 0, 1, 1, 1, 1], x: group, family: "quasibinomial" } as const;
    const reason = (model: Parameters<typeof regression>[1]) => {
      try {
        regression(even, model);
      } catch (error) {
        return (error as { params?: { reason?: string } }).params?.reason;
      }
      return "fitted";
    };
    expect(reason(separated)).toBe("separated");
    expect(reason({ y: separated.y, x: twice })).toBe("collinear");
    expect(reason({ ...separated, y: [0, 2, 0, 0, 1, 1, 1, 0] })).toBe("outside");
    expect(reason({ y: separated.y.map(() => null), x: group })).toBe("empty");
  });

  it("do not depend on the unit of the weights nor of a variable", () => {
    const income = numericColumn(synth, "income");
    const fit = (factor: number, unit: number) => {
      const scaled = makeDesign({
        weights: numericColumn(synth, "w").map((w) => w! * factor),
        strata: synth["region"]!,
        psu: synth["psu"]!,
      });
      const x = modelMatrix(scaled.rows, [{ name: "income", values: income.map((value) => value! * unit) }]);
      return regression(scaled, { y: lonely, x, family: "quasibinomial" });
    };
    const before = fit(1, 1);
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 2, max: 9 }), (factor, unit) => {
        const after = fit(factor, unit);
        near(after.coefficients[1]! * unit, before.coefficients[1]!, 1e-9);
        near(after.estimates[1]!.standardError! * unit, before.estimates[1]!.standardError!, 1e-9);
      }),
      { numRuns: 4 },
    );
  });
});

describe("the rest", () => {
  it("standardised rates say when an age group has no answer", () => {
    const even = makeDesign({ weights: new Float64Array(8).fill(1) });
    const age = ["old", "old", "old", "young", "young", "old", "old", "old"];
    const over = ["x", "x", "x", "x", "x", "y", "y", "y"];
    const y = [1, 0, 1, 0, 1, 1, 0, 1];
    const { labels, estimates } = standardisedRates(even, { y, age, standard: { old: 1, young: 1 }, over });
    expect(labels).toEqual(["x", "y"]);
    near(estimates[0]?.value, (2 / 3 + 1 / 2) / 2);
    expect([estimates[1]?.value, estimates[1]?.reasons]).toEqual([null, ["empty-domain"]]);
    expect(() => standardisedRates(even, { y, age, standard: { old: 1 } })).toThrow("stats.marginsUnknown");
  });

  it("a quantile of equal answers is that answer, of nobody it has a reason", () => {
    const even = makeDesign({ weights: new Float64Array(40).fill(2) });
    expect(quantile(even, new Float64Array(40).fill(3), 0.5)).toMatchObject({
      value: 3,
      ci: { low: 3, high: 3 },
    });
    expect(quantile(even, new Float64Array(40).fill(NaN), 0.5).reasons).toEqual(["all-missing"]);
    expect(() => quantile(even, new Float64Array(40), 1.5)).toThrow("stats.optionUnusable");
  });

  it("inequality indices are those of R (A15)", () => {
    const { slopeIndex, relativeIndex } = inequalityIndices(design, { y: lonely, rank: synth["income"]! });
    near(slopeIndex.value, expectedOf("A15-inequality", "SII_linear", "estimate", "rid"), 1e-9);
    near(slopeIndex.standardError, expectedOf("A15-inequality", "SII_linear", "se", "rid"), 1e-9);
    near(relativeIndex.value, expectedOf("A15-inequality", "RII_linear"), 1e-9);
    expect(relativeIndex.ci!.low).toBeLessThan(relativeIndex.value!);
  });

  it("the alpha of three items is the one R gives (case B10), and omega is no smaller for unlike items", () => {
    const items = ["u1", "u2", "u3"].map((name) => numericColumn(synth, name));
    const { alpha, omega, measurementError, n } = scaleReliability(items);
    expect(n).toBe(2944);
    near(alpha, 0.213981671971803);
    near(measurementError, 1.19145582999199);
    expect(omega).toBeGreaterThanOrEqual(alpha - 1e-9);
  });

  it("a table with a single class is refused", () => {
    const one = Array.from({ length: design.rows }, () => "all");
    expect(() => independenceTest(design, one, synth["sex"]!)).toThrow("stats.modelNotEstimable");
  });
});
