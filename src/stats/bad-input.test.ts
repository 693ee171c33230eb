import { describe, expect, it } from "vitest";
import * as stats from "./index.ts";

/** Calls as a caller without TypeScript may make them: every one is refused with a code, none gives a figure. */
const design = stats.makeDesign({ weights: [10, 20, 10, 20, 5, 5], strata: ["a", "a", "b", "b", "b", "a"] });
const pairs = stats.makeDesign({ weights: [1, 1, 1, 1], strata: ["a", "a", "b", "b"] });
const y = [1, 2, 3, 4, 5, 6];
const yes = [0, 1, 0, 1, 1, 0];
const sex = ["F", "H", "F", "H", "F", "H"];
const x = stats.modelMatrix(6, [{ name: "size", values: y }]);
const facts = { value: 0.4, variance: 0.01, n: 30, df: 10, level: 0.95 };

/** A word that no option knows, as JavaScript lets it through. */
function word<Option>(): Option {
  return JSON.parse('"no such word"');
}

type Call = readonly [what: string, code: string, call: () => unknown];

const calls: readonly Call[] = [
  ["no respondents", "stats.optionUnusable", () => stats.makeDesign({ rows: 0 })],
  ["a number of respondents below 0", "stats.optionUnusable", () => stats.makeDesign({ rows: -1 })],
  ["half a respondent", "stats.optionUnusable", () => stats.makeDesign({ rows: 1.5 })],
  ["a weight without end", "stats.weightNotPositive", () => stats.makeDesign({ weights: [1, Infinity] })],
  ["a weight of 0", "stats.weightNotPositive", () => stats.makeDesign({ weights: [1, 0] })],
  ["a missing weight", "stats.designMissing", () => stats.makeDesign({ weights: [1, null] })],
  [
    "one unit in a stratum",
    "stats.lonelyPsu",
    () => stats.makeDesign({ weights: [1, 1, 1], strata: ["a", "a", "b"] }),
  ],
  [
    "a unit in two strata",
    "stats.psuInTwoStrata",
    () => stats.makeDesign({ weights: [1, 1, 1], strata: ["a", "a", "b"], psu: [1, 2, 1] }),
  ],
  [
    "a rule for lonely units that is none",
    "stats.optionUnusable",
    () => stats.makeDesign({ weights: [1, 1], lonelyPsu: word() }),
  ],
  ["fewer answers than respondents", "stats.lengthsDiffer", () => stats.mean(design, [1, 2])],
  ["fewer groups than respondents", "stats.lengthsDiffer", () => stats.meanBy(design, y, ["F"])],
  ["a shorter mask", "stats.lengthsDiffer", () => stats.degreesOfFreedom(design, [true])],
  ["a level in percent", "stats.optionUnusable", () => stats.mean(design, y, { level: 95 })],
  ["a level of 1", "stats.optionUnusable", () => stats.proportion(design, yes, { level: 1 })],
  ["degrees of freedom that are no number", "stats.optionUnusable", () => stats.mean(design, y, { df: NaN })],
  ["answers beyond 0 and 1", "stats.notBinary", () => stats.proportion(design, y)],
  [
    "an interval that is none",
    "stats.optionUnusable",
    () => stats.proportion(design, yes, { interval: word() }),
  ],
  [
    "a proportion above 1",
    "stats.optionUnusable",
    () => stats.proportionInterval("logit", { ...facts, value: 2 }),
  ],
  ["a variance below 0", "stats.optionUnusable", () => stats.kornGraubard({ ...facts, variance: -1 })],
  ["a quantile of 0", "stats.optionUnusable", () => stats.quantile(design, y, 0)],
  [
    "a rule of quantiles that is none",
    "stats.optionUnusable",
    () => stats.quantile(design, y, 0.5, { quantileRule: word() }),
  ],
  [
    "an interval of quantiles that is none",
    "stats.optionUnusable",
    () => stats.quantile(design, y, 0.5, { interval: word() }),
  ],
  [
    "a coefficient that is no number",
    "stats.optionUnusable",
    () => stats.contrast(stats.meanBy(design, y, sex), [NaN, 1]),
  ],
  [
    "a group that is not there",
    "stats.domainUnknown",
    () => stats.difference(stats.meanBy(design, y, sex), "X", "F"),
  ],
  [
    "figures of two designs",
    "stats.optionUnusable",
    () =>
      stats.combineSets(stats.meanBy(design, y, sex), stats.meanBy(stats.makeDesign({ rows: 6 }), y, sex)),
  ],
  [
    "a trend at one time",
    "stats.optionUnusable",
    () => stats.linearTrend(stats.meanBy(design, y, sex), [1, 1]),
  ],
  [
    "an age without a share",
    "stats.marginsUnknown",
    () => stats.standardisedRates(design, { y: yes, age: sex, standard: { F: 1 } }),
  ],
  [
    "a test that is none",
    "stats.optionUnusable",
    () => stats.independenceTest(design, sex, yes, { statistic: word() }),
  ],
  [
    "a variable of one class",
    "stats.modelNotEstimable",
    () => stats.independenceTest(design, ["a", "a", "a", "a", "a", "a"], sex),
  ],
  [
    "a test of answers all equal",
    "stats.modelNotEstimable",
    () => stats.rankTest(design, [1, 1, 1, 1, 1, 1], sex),
  ],
  [
    "a t-test of answers all equal",
    "stats.modelNotEstimable",
    () => stats.meanTest(design, [2, 2, 2, 2, 2, 2], sex),
  ],
  [
    "a test of one group",
    "stats.optionUnusable",
    () => stats.rankTest(design, y, ["a", "a", "a", "a", "a", "a"]),
  ],
  [
    "a total without end",
    "stats.marginsUnknown",
    () => stats.postStratify(design, { codes: sex, totals: { F: Infinity, H: 10 } }),
  ],
  [
    "totals that contradict one another",
    "stats.marginsUnmet",
    () =>
      stats.rake(design, [
        { codes: sex, totals: { F: 10, H: 10 } },
        { codes: yes, totals: { 0: 50, 1: 10 } },
      ]),
  ],
  [
    "totals out of reach of the bounds",
    "stats.marginsUnmet",
    () =>
      stats.calibrate(
        design,
        { x, totals: { "(Intercept)": 6, size: 1000 } },
        { distance: "logit", bounds: [0.5, 2] },
      ),
  ],
  [
    "a distance that is none",
    "stats.optionUnusable",
    () =>
      stats.calibrate(
        design,
        { x, totals: { "(Intercept)": 70, size: 220 } },
        { distance: word(), bounds: [0, 2] },
      ),
  ],
  [
    "calibration on the same variable twice",
    "stats.modelNotEstimable",
    () =>
      stats.calibrate(design, {
        x: stats.modelMatrix(6, [
          { name: "size", values: y },
          { name: "again", values: y },
        ]),
        totals: { "(Intercept)": 70, size: 220, again: 220 },
      }),
  ],
  ["a bound that is no number", "stats.optionUnusable", () => stats.trimWeights(design, { upper: NaN })],
  [
    "bounds that no weights can hold",
    "stats.optionUnusable",
    () => stats.trimWeights(design, { upper: 11, strict: true }),
  ],
  [
    "a bound that would leave a weight below 0",
    "stats.optionUnusable",
    () => stats.trimWeights(stats.makeDesign({ weights: [1, 1, 1, 1, 2] }), { lower: 1.9 }),
  ],
  ["JK1 of several strata", "stats.replicatesUnusable", () => stats.makeReplicates(design, { type: "JK1" })],
  ["halves of three units", "stats.replicatesUnusable", () => stats.makeReplicates(design, { type: "BRR" })],
  [
    "replicates of no known kind",
    "stats.replicatesUnusable",
    () => stats.makeReplicates(pairs, { type: word() }),
  ],
  [
    "Fay's coefficient of 1",
    "stats.replicatesUnusable",
    () => stats.makeReplicates(pairs, { type: "Fay", rho: 1 }),
  ],
  [
    "a bootstrap without chance",
    "stats.replicatesUnusable",
    () => stats.makeReplicates(pairs, { type: "bootstrap" }),
  ],
  ["a family that is none", "stats.optionUnusable", () => stats.regression(design, { y, x, family: word() })],
  [
    "answers foretold without fault",
    "stats.modelNotEstimable",
    () => stats.regression(design, { y: [0, 0, 0, 1, 1, 1], x, family: "quasibinomial" }),
  ],
  ["columns of two lengths", "stats.lengthsDiffer", () => stats.correlation(design, [1], y)],
  [
    "bounds the wrong way round",
    "stats.optionUnusable",
    () => stats.concentrationIndices({ y: [0, 1], rank: [1, 2] }, Float64Array.of(1, 1), [1, 0]),
  ],
  [
    "a weight of an item below 0",
    "stats.weightNotPositive",
    () =>
      stats.scaleReliability(
        [
          [1, 2, 3],
          [1, 2, 4],
        ],
        [1, -1, 1],
      ),
  ],
  [
    "groups whose answers never vary",
    "stats.modelNotEstimable",
    () => stats.intraclassCorrelation([1, 1, 1, 1], ["a", "a", "b", "b"]),
  ],
  ["a p value of 2", "stats.optionUnusable", () => stats.holm([0.1, 2])],
  ["a contribution below 0", "stats.optionUnusable", () => stats.magnitudeRisk([-3, 4])],
  ["rounding to 0", "stats.optionUnusable", () => stats.roundToBase(7, 0)],
];

describe("what cannot be computed is refused with a code", () => {
  it.each(calls)("%s: %s", (_what, code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});

describe("what cannot be estimated is null with a reason", () => {
  const nobody = [null, null, null, null, null, null];
  const first = [true, false, false, false, false, false];
  it.each([
    ["nobody answered", stats.mean(design, nobody), "all-missing"],
    ["nobody is in the group", stats.mean(design, y, { domain: nobody }), "empty-domain"],
    ["one respondent", stats.mean(design, y, { domain: first }), "one-record"],
    ["an answer without end", stats.mean(design, [1, 2, Infinity, 1, 1, 1]), "not-finite"],
    [
      "a denominator of 0",
      stats.ratio(design, { numerator: y, denominator: nobody.map(() => 0) }),
      "zero-denominator",
    ],
    [
      "a correlation with what never varies",
      stats.correlation(design, [1, 1, 1, 1, 1, 1], y),
      "zero-denominator",
    ],
    ["a figure less itself", stats.difference(stats.meanBy(design, y, sex), "F", "F"), "not-measured"],
  ])("%s", (_what, estimate, reason) => {
    expect(estimate).toMatchObject({
      value: null,
      standardError: null,
      ci: null,
      status: "not-estimable",
      reasons: [reason],
    });
  });

  it("a quantile whose bound lies beyond the answers has no error and is not published", () => {
    const middle = stats.quantile(design, y, 0.5);
    expect(middle).toMatchObject({ value: 3, standardError: null, ci: null, status: "suppressed" });
    expect(middle.reasons).toContain("wide-interval");
  });

  it("answers all equal have an error of 0, weights of 1e9 and 1e-9 beside one another change no digit", () => {
    expect(stats.mean(design, [3, 3, 3, 3, 3, 3])).toMatchObject({ value: 3, standardError: 0 });
    const uneven = stats.mean(stats.makeDesign({ weights: [1e9, 1e-9, 1e9, 1e-9] }), [1, 2, 3, 4]);
    expect(uneven.value).toBeCloseTo(2, 12);
    expect(uneven.standardError).toBeCloseTo(Math.sqrt(2 / 3), 9);
  });

  it("a figure of another survey that has no error, or is 0, gives no comparison", () => {
    const [one, other] = [stats.mean(design, y), stats.mean(stats.makeDesign({ rows: 3 }), [1, 2, 3])];
    const apart = stats.differenceOfSurveys(one, other);
    expect(apart.standardError).toBeCloseTo(Math.hypot(one.standardError ?? 0, other.standardError ?? 0), 14);
    expect([apart.value, apart.df, apart.n]).toEqual([(one.value ?? 0) - 2, 2, 9]);
    const nobodyThere = stats.mean(design, nobody);
    expect(stats.differenceOfSurveys(one, nobodyThere)).toMatchObject({
      value: null,
      reasons: ["all-missing"],
    });
    const none = stats.mean(stats.makeDesign({ rows: 3 }), [0, 0, 0]);
    expect(stats.ratioOfSurveys(one, none)).toMatchObject({ value: null, reasons: ["zero-denominator"] });
    const ratio = stats.ratioOfSurveys(one, other);
    expect((ratio.ci?.low ?? 0) * (ratio.ci?.high ?? 0)).toBeCloseTo((ratio.value ?? 0) ** 2, 12);
  });

  it("a count of people has no effective number: nothing varies", () => {
    expect(stats.populationSize(design).effectiveN).toBeNull();
  });

  it("what is no number is never judged good enough", () => {
    expect(stats.judgeQuantity({ n: 400, df: 40, cv: NaN }).status).toBe("review");
    const figure = { value: NaN, n: NaN, df: 40, effectiveN: NaN, low: NaN, high: NaN };
    expect(stats.judgeProportion(figure).status).toBe("suppressed");
  });
});
