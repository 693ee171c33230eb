import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectedOf, fixtureTable, numericColumn, relativeDistance } from "./fixture.testing.ts";
import {
  contrast,
  covarianceMatrix,
  degreesOfFreedom,
  difference,
  makeDesign,
  mean,
  meanBy,
  proportion,
  proportionBy,
  proportionInterval,
  ratio,
  total,
  totalBy,
  type DesignColumns,
} from "./index.ts";

const synth = fixtureTable("lien_synth1.csv");
const synthColumns: DesignColumns = {
  weights: numericColumn(synth, "w"),
  strata: synth["region"]!,
  psu: synth["psu"]!,
};
const synthDesign = makeDesign(synthColumns);
const lonely = numericColumn(synth, "lonely");

const near = (actual: number | null | undefined, expected: number, tolerance = 1e-9): void =>
  expect(relativeDistance(actual, expected)).toBeLessThan(tolerance);

describe("the figures of R survey", () => {
  it("are found for a stratified sample with finite populations (A01)", () => {
    const table = fixtureTable("apistrat.csv");
    const design = makeDesign({
      weights: numericColumn(table, "pw"),
      strata: table["stype"]!,
      fpc: numericColumn(table, "fpc"),
    });
    const api = mean(design, numericColumn(table, "api00"));
    near(api.value, expectedOf("A01-strat-fpc-mean-total", "mean", "estimate", "api00"));
    near(api.standardError, expectedOf("A01-strat-fpc-mean-total", "mean", "se", "api00"));
    near(api.ci?.low, expectedOf("A01-strat-fpc-mean-total", "mean_t", "ci_low", "api00"));
    near(api.deff, expectedOf("A01-strat-fpc-mean-total", "deff", "api00"));
    expect(api.df).toBe(197);
    const enrolled = total(design, numericColumn(table, "enroll"), { df: Infinity });
    near(enrolled.value, expectedOf("A01-strat-fpc-mean-total", "total", "estimate"));
    near(enrolled.standardError, expectedOf("A01-strat-fpc-mean-total", "total", "se"));
    near(enrolled.ci?.high, expectedOf("A01-strat-fpc-mean-total", "total", "ci_high"));
    near(enrolled.deff, expectedOf("A01-strat-fpc-mean-total", "total_deff"));
  });

  it("are found for ratios in a cluster sample (A02)", () => {
    const table = fixtureTable("apiclus1.csv");
    const design = makeDesign({
      weights: numericColumn(table, "pw"),
      psu: table["dnum"]!,
      fpc: numericColumn(table, "fpc"),
    });
    const columns = {
      numerator: numericColumn(table, "api.stu"),
      denominator: numericColumn(table, "enroll"),
    };
    near(ratio(design, columns).standardError, expectedOf("A02-cluster-fpc-ratio", "ratio_se", 0));
    const elementary = ratio(design, columns, { domain: table["stype"]!.map((type) => type === "E") });
    near(elementary.value, expectedOf("A02-cluster-fpc-ratio", "domain_ratio"));
    near(elementary.standardError, expectedOf("A02-cluster-fpc-ratio", "domain_ratio_se"));
  });

  it("are found for a small sample with and without finite populations (A07)", () => {
    const table = fixtureTable("fpc.csv");
    const columns = {
      weights: numericColumn(table, "weight"),
      strata: table["stratid"]!,
      psu: table["psuid"]!,
      nested: true,
    };
    const x = numericColumn(table, "x");
    const counted = makeDesign({ ...columns, fpc: numericColumn(table, "Nh") });
    near(mean(counted, x).standardError, expectedOf("A07-fpc-small", "fpc", "se"));
    near(total(counted, x).standardError, expectedOf("A07-fpc-small", "fpc_total", "se"));
    near(mean(makeDesign(columns), x).standardError, expectedOf("A07-fpc-small", "nofpc", "se"));
  });

  it("are found for domains, their covariance and their contrasts (A04)", () => {
    const table = fixtureTable("nhanes.csv");
    const design = makeDesign({
      weights: numericColumn(table, "WTMEC2YR"),
      strata: table["SDMVSTRA"]!,
      psu: table["SDMVPSU"]!,
      nested: true,
    });
    const y = numericColumn(table, "HI_CHOL");
    const races = proportionBy(design, y, table["race"]!);
    near(races.estimates[2]?.standardError, expectedOf("A04-nhanes-domains", "race", "se", 2));
    near(
      covarianceMatrix(races)[1]?.[3],
      expectedOf("A04-nhanes-domains", "race_vcov", "values", 1, 3),
      1e-8,
    );
    const apart = contrast(races, [-1, 1, 0, 0]);
    near(apart.standardError, expectedOf("A04-nhanes-domains", "contrast", "se", "d21"));
    expect(difference(races, "2", "1")).toEqual(apart);
    const both = proportionBy(design, y, [table["race"]!, table["agecat"]!]);
    expect(both.labels[5]).toBe("2.(19,39]");
    near(both.estimates[5]?.standardError, expectedOf("A04-nhanes-domains", "by", "se", 5));
    near(
      totalBy(design, y, table["race"]!).estimates[3]?.standardError,
      expectedOf("A04-nhanes-domains", "tot", "se", 3),
    );
    const all = proportion(design, y);
    near(all.deff, expectedOf("A03-nhanes-prop-ci", "deff"));
    const facts = { value: all.value!, variance: all.standardError! ** 2, n: all.n, df: 16, level: 0.95 };
    for (const method of ["logit", "asin", "mean"] as const)
      near(proportionInterval(method, facts)?.low, expectedOf("A03-nhanes-prop-ci", "ci", method, 0), 1e-6);
    const likely = proportion(design, y, { interval: "likelihood" });
    near(likely.ci?.low, expectedOf("A03-nhanes-prop-ci", "ci", "likelihood", 0), 1e-5);
    near(likely.ci?.high, expectedOf("A03-nhanes-prop-ci", "ci", "likelihood", 1), 1e-5);
    near(proportionInterval("wilson", facts)?.high, expectedOf("A03-nhanes-prop-ci", "wilson_eff", 1));
    near(proportionInterval("korn-graubard", facts)?.low, expectedOf("A03-nhanes-prop-ci", "kg_nchs", "low"));
  });

  it("are found for regions with missing answers, and so is the verdict on each (A05, A16)", () => {
    const regions = proportionBy(synthDesign, lonely, synth["region"]!);
    for (const [index, estimate] of regions.estimates.entries()) {
      near(estimate.standardError, expectedOf("A05-synth-domain-degf", "region", "se", index));
      expect(estimate.n).toBe(expectedOf("A16-reliability", "rows", index, "n"));
      expect(estimate.df).toBe(expectedOf("A16-reliability", "rows", index, "df"));
    }
    expect(regions.estimates.map(({ status }) => status === "suppressed")).toEqual(
      regions.labels.map((label) => !["R05", "R09", "R15", "R18"].includes(label)),
    );
    expect(proportion(synthDesign, lonely).missing).toBe(186);
    const old = synth["agegrp"]!.map((group, row) => group === "75+" && synth["sex"]![row] === "F");
    expect(degreesOfFreedom(synthDesign, old)).toBe(68);
  });
});

describe("what does not matter to a figure", () => {
  const permutation = (length: number) =>
    fc.shuffledSubarray(
      Array.from({ length }, (_none, row) => row),
      { minLength: length, maxLength: length },
    );

  it("is the order of the respondents and the codes of the strata", () => {
    const before = meanBy(synthDesign, lonely, synth["sex"]!).estimates;
    fc.assert(
      fc.property(permutation(lonely.length), fc.integer({ min: 1, max: 97 }), (order, turn) => {
        const moved = <T>(column: ArrayLike<T>): T[] => order.map((row) => column[row]!);
        const strata = moved(synth["region"]!).map((code) => (Number(String(code).slice(1)) * turn) % 101);
        const design = makeDesign({
          weights: moved(numericColumn(synth, "w")),
          strata,
          psu: moved(synth["psu"]!),
        });
        const after = meanBy(design, moved(lonely), moved(synth["sex"]!)).estimates;
        for (const [index, estimate] of after.entries()) {
          near(estimate.value, before[index]!.value!, 1e-13);
          near(estimate.standardError, before[index]!.standardError!, 1e-12);
        }
      }),
      { numRuns: 10 },
    );
  });

  it("is the unit of the weights, for means and their errors", () => {
    const doubled = makeDesign({ ...synthColumns, weights: numericColumn(synth, "w").map((w) => 2 * w!) });
    const [one, two] = [mean(synthDesign, lonely), mean(doubled, lonely)];
    expect([two.value, two.standardError, two.ci]).toEqual([one.value, one.standardError, one.ci]);
    near(total(doubled, lonely).value, 2 * total(synthDesign, lonely).value!);
  });

  it("is a large constant added to every answer", () => {
    const small = Array.from(lonely, (_value, row) => (row * 7919) % 101);
    const large = small.map((value) => value + 1e9);
    near(mean(synthDesign, large).standardError, mean(synthDesign, small).standardError!, 1e-12);
  });
});

describe("what cannot be estimated", () => {
  const design = makeDesign({
    weights: [1, 2, 3, 4, 5, 6],
    strata: ["a", "a", "a", "b", "b", "b"],
    psu: [1, 2, 3, 4, 5, 6],
  });
  const y = [1, 0, null, 1, 1, 0];

  it.each([
    ["an empty domain", [false, false, false, false, false, false], "empty-domain"],
    ["a domain of one record", [true, false, true, false, false, false], "one-record"],
    ["a domain without answers", [false, false, true, false, false, false], "all-missing"],
  ] as const)("%s has a reason and no number", (_what, domain, reason) => {
    for (const estimate of [
      mean(design, y, { domain }),
      total(design, y, { domain }),
      proportion(design, y, { domain }),
      ratio(design, { numerator: y, denominator: [1, 1, 1, 1, 1, 1] }, { domain }),
    ]) {
      expect(estimate).toMatchObject({ value: null, standardError: null, ci: null, status: "not-estimable" });
      expect(estimate.reasons).toEqual([reason]);
    }
  });

  it("a ratio to zero has a reason and no number", () => {
    const nothing = ratio(design, { numerator: y, denominator: [0, 0, 0, 0, 0, 0] });
    expect(nothing.reasons).toEqual(["zero-denominator"]);
    expect(nothing.value).toBeNull();
  });

  it("a domain without degrees of freedom has no interval and is kept back", () => {
    const two = makeDesign({
      weights: [1, 1, 1, 1],
      strata: ["a", "a", "a", "a"],
      psu: [1, 1, 2, 2],
    });
    const estimate = proportion(two, [1, 0, 1, 1], { domain: [true, true, false, false] });
    expect(estimate).toMatchObject({ df: 0, ci: null, status: "suppressed" });
    expect(estimate.reasons).toContain("no-degrees-of-freedom");
  });

  it("answers that are all equal have no error, and the exact interval of their number", () => {
    const rows = 100;
    const even = makeDesign({ rows });
    const none = proportion(even, new Float64Array(rows));
    expect([none.value, none.standardError, none.effectiveN, none.deff]).toEqual([0, 0, 100, null]);
    expect(none.ci?.method).toBe("korn-graubard");
    expect(none.ci?.low).toBe(0);
    near(none.ci?.high, 0.0362166926451764);
    const level = mean(even, new Float64Array(rows).fill(7e8));
    expect([level.value, level.standardError]).toEqual([7e8, 0]);
  });

  it("very large and very small weights are computed with", () => {
    const wide = makeDesign({ weights: [1e9, 1e9, 1e-9, 1e-9], psu: [1, 2, 3, 4] });
    near(mean(wide, [1, 3, 100, 200]).value, 2);
  });
});
