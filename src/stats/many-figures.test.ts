import { describe, expect, it } from "vitest";
import { fixtureTable, numericColumn } from "./fixture.testing.ts";
import { makeDesign, makeDomains, manyFigures, meanBy, postStratify, proportionBy } from "./index.ts";

const synth = fixtureTable("lien_synth1.csv");
const design = makeDesign({
  weights: numericColumn(synth, "w"),
  strata: synth["region"]!,
  psu: synth["psu"]!,
});
const lonely = numericColumn(synth, "lonely");
const score = numericColumn(synth, "ucla3");
const groupings = [makeDomains(synth["sex"]!), makeDomains(synth["agegrp"]!, synth["sex"]!)] as const;

/** The same figures one by one. */
const alone = (on = design) => [
  groupings.map((by) => proportionBy(on, lonely, by).estimates),
  groupings.map((by) => meanBy(on, score, by).estimates),
];
const variables = [
  { y: lonely, measure: "proportion" },
  { y: score, measure: "mean" },
] as const;

describe("a page of figures", () => {
  it("holds to the bit what each figure is alone, missing answers and mixed rows included", () => {
    expect(manyFigures(design, variables, groupings)).toEqual(alone());
    expect(alone()[1]?.[0]?.[0]?.missing).toBeGreaterThan(0);
  });

  it("is right for answers that are far from 0, mostly yes, of two signs, or all missing", () => {
    const rows = lonely.length;
    const column = (value: (row: number) => number) =>
      Float64Array.from({ length: rows }, (_none, row) => value(row));
    const hard = [
      column((row) => 1e9 + (row % 5)),
      column((row) => Number(row % 50 !== 0)),
      column((row) => (row % 3) - 1),
      column(() => NaN),
      column(() => 1),
    ];
    const page = manyFigures(
      design,
      hard.map((y) => ({ y, measure: "mean" })),
      groupings,
    );
    expect(page).toEqual(hard.map((y) => groupings.map((by) => meanBy(design, y, by).estimates)));
  });

  it("is the same where units are large, respondents their own units, or weights calibrated", () => {
    const large = makeDesign({ weights: numericColumn(synth, "w"), psu: synth["sex"]! });
    const single = makeDesign({ weights: numericColumn(synth, "w"), strata: synth["region"]! });
    const calibrated = postStratify(design, { codes: synth["sex"]!, totals: { F: 26e6, H: 24e6 } });
    for (const one of [large, single, calibrated])
      expect(manyFigures(one, variables, groupings)).toEqual(alone(one));
  });

  it("is the same where most of a unit are silent and weigh the most, and some respondents are in no group", () => {
    const rows = lonely.length;
    const heavy = makeDesign({
      weights: Float64Array.from({ length: rows }, (_none, row) => (row % 4 === 0 ? 1e-9 : 1e9)),
      strata: synth["region"]!,
      psu: synth["psu"]!,
    });
    const silent = Float64Array.from({ length: rows }, (_none, row) => (row % 4 === 0 ? row % 3 : NaN));
    const few = makeDomains(synth["sex"]!.map((sex, row) => (row % 5 === 0 ? null : sex)));
    const page = manyFigures(heavy, [{ y: silent, measure: "mean" }], [few, ...groupings]);
    expect(page[0]).toEqual([few, ...groupings].map((by) => meanBy(heavy, silent, by).estimates));
    const light = few.codes.map((code, row) => (row % 4 === 0 ? code : -1));
    const alone = meanBy(heavy, silent, { ...few, codes: light }).estimates;
    for (const [domain, { value }] of alone.entries())
      expect(Math.abs((page[0]?.[0]?.[domain]?.value ?? NaN) / (value ?? NaN) - 1)).toBeLessThan(1e-12);
  });

  it("refuses an answer that is neither yes nor no, and says in which row", () => {
    for (const [row, value] of [
      [7, 2],
      [1500, -1],
      [3, 0.5],
    ] as const) {
      const wrong = lonely.with(row, value);
      expect(() => manyFigures(design, [{ y: wrong, measure: "proportion" }], groupings)).toThrow(
        expect.objectContaining({ code: "stats.notBinary", params: { row } }),
      );
    }
  });
});
