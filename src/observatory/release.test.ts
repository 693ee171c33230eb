import { beforeAll, describe, expect, test } from "vitest";
import { breakdowns, marginsOf } from "./breakdown.ts";
import { csvField } from "#base";
import { estimateWave, type RawTable } from "./estimation.ts";
import { openSolver } from "./highs-solver.ts";
import { digestOf, nameRelease, preparedReleases } from "./prepared-release.ts";
import { makeRelease } from "./release.ts";
import type { ReleaseCell, ReleaseContent } from "./release-schema.ts";
import type { Survey } from "./survey.ts";
import { syntheticSurvey } from "./synthetic-survey.ts";
import { syntheticTerritories } from "./synthetic-territories.ts";

const survey = syntheticSurvey({ waves: ["2026"] });
const [wave] = survey.waves;
if (wave === undefined) throw new Error("no wave");
const solve = await openSolver();

function estimated(of: Survey): readonly RawTable[] {
  const [only] = of.waves;
  if (only === undefined) throw new Error("no wave");
  const figures = estimateWave(of, only);
  if ("reason" in figures) throw new Error(figures.reason);
  return figures.tables;
}

const raw = estimated(survey);

function cellsOf(release: ReleaseContent, indicator: string, breakdown: string): readonly ReleaseCell[] {
  return (
    release.tables.find((table) => table.indicator === indicator && table.breakdown === breakdown)?.waves[0]
      ?.cells ?? []
  );
}

describe("the release of a survey", () => {
  let release: ReleaseContent;
  beforeAll(() => {
    release = makeRelease(survey, { solve });
  });

  test("is the same for the same survey, and has the same digest", () => {
    const again = makeRelease(syntheticSurvey({ waves: ["2026"] }), { solve });
    expect(JSON.stringify(again)).toBe(JSON.stringify(release));
    expect(digestOf(again)).toBe(digestOf(release));
    expect(digestOf({ ...release, fromAge: 15 })).not.toBe(digestOf(release));
  });

  test("that was prepared, of either invented survey, is the one that the sources make (else run scripts/make-synthetic-release.ts)", () => {
    const made = [syntheticSurvey(), syntheticTerritories()].map((one) =>
      nameRelease(makeRelease(one, { solve })),
    );
    expect(preparedReleases().map(({ head }) => head.digest)).toEqual(made.map(({ head }) => head.digest));
    expect(preparedReleases()).toEqual(made);
  }, 120_000);

  test("shows no cell of fewer than thirty respondents, nor with fewer than five on either side", () => {
    let small = 0;
    for (const { indicator, breakdown, figures } of raw) {
      for (const [position, { n, numerator }] of figures.entries()) {
        const isSmall = n < 30 || (numerator !== null && (numerator < 5 || n - numerator < 5));
        const cell = cellsOf(release, indicator.id, breakdown.id)[position];
        if (isSmall) expect(cell?.status).toBe("suppressed");
        small += Number(isSmall);
      }
    }
    expect(small).toBeGreaterThan(5);
  });

  test("withholds so much that no number of respondents withheld can be worked out from totals", () => {
    for (const indicator of ["ucla3-mean", "no-network"]) {
      for (const breakdown of breakdowns) {
        const cells = cellsOf(release, indicator, breakdown.id);
        for (const { categories } of marginsOf(breakdown)) {
          const hidden = categories.filter(
            (category) => cells.find((cell) => cell.category === category)?.status === "suppressed",
          );
          const table = raw.find((one) => one.indicator.id === indicator && one.breakdown === breakdown);
          const isSmall = hidden.some(
            (category) => (table?.figures[breakdown.categories.indexOf(category)]?.n ?? 0) < 30,
          );
          if (isSmall) expect(hidden.length, `${indicator} ${breakdown.id} ${hidden[0]}`).toBeGreaterThan(1);
        }
      }
    }
  });

  test("keeps nearly every single breakdown visible", () => {
    const single = release.tables.filter(({ breakdown }) => breakdown !== "age-disability");
    const cells = single.flatMap(({ waves }) => waves.flatMap((one) => one.cells));
    const shown = cells.filter(({ status }) => status === "published");
    expect(shown.length / cells.length).toBeGreaterThan(0.9);
  });

  test("rounds: no figure has more than one decimal of a percent", () => {
    for (const { indicator, waves } of release.tables) {
      const decimals = indicator === "ucla3-mean" ? 100 : 10;
      for (const { value, low, high } of waves.flatMap((one) => one.cells)) {
        for (const figure of [value, low, high]) {
          if (figure !== null)
            expect(Math.abs(figure * decimals - Math.round(figure * decimals))).toBeLessThan(1e-6);
        }
      }
    }
  });
});

describe("a survey that cannot be estimated", () => {
  test("with one area in a stratum gives a reason and no number", () => {
    const lonely = makeRelease(syntheticSurvey({ waves: ["2026"], lonelyStrata: 1 }), { solve });
    const cells = lonely.tables.flatMap(({ waves }) => waves.flatMap((one) => one.cells));
    expect(cells.length).toBeGreaterThan(100);
    for (const cell of cells) {
      expect(cell).toMatchObject({
        status: "not-estimable",
        reason: "one-unit-in-stratum",
        value: null,
        n: null,
      });
    }
  });

  test("by quota or by volunteers gets an indicative interval, without strata, and no test", () => {
    const asDrawn = makeRelease(survey, { solve });
    const drawn = cellsOf(asDrawn, "ucla3-mean", "total")[0];
    const width = (of: ReleaseContent): number =>
      ["total", "age", "sex"]
        .flatMap((by) => cellsOf(of, "ucla3-mean", by))
        .reduce((sum, { high, low }) => sum + (high ?? NaN) - (low ?? NaN), 0);
    for (const sampling of ["quota", "volunteer"] as const) {
      const release = makeRelease({ ...survey, sampling }, { solve });
      expect(release).toMatchObject({ sampling, comparisons: [], associations: [] });
      const cell = cellsOf(release, "ucla3-mean", "total")[0];
      expect(cell).toMatchObject({ status: "published", value: drawn?.value, n: drawn?.n });
      // Strata that were never drawn in make no interval narrower.
      expect(width(release)).toBeGreaterThan(width(asDrawn));
    }
  });

  test("in which nobody answered a question says so", () => {
    const answers = { ...wave.answers, "onsd-1": new Int8Array(wave.weight.length).fill(-1) };
    const release = makeRelease({ ...survey, waves: [{ ...wave, answers }] }, { solve });
    expect(cellsOf(release, "lonely-often", "total")[0]).toMatchObject({
      status: "not-estimable",
      reason: "no-answer",
    });
    expect(cellsOf(release, "no-network", "total")[0]?.status).toBe("published");
  });

  test("in which everybody answered alike shows neither 0 % nor 100 %", () => {
    for (const code of [1, 5]) {
      const answers = { ...wave.answers, "onsd-1": new Int8Array(wave.weight.length).fill(code) };
      const release = makeRelease({ ...survey, waves: [{ ...wave, answers }] }, { solve });
      const cells = breakdowns.flatMap(({ id }) => cellsOf(release, "lonely-often", id));
      expect(cells.every(({ status, reason }) => status === "suppressed" && reason === "protected")).toBe(
        true,
      );
    }
  });

  test("of fifteen persons shows nothing", () => {
    const rows = Array.from({ length: 15 }, (_, row) => row * 137);
    const answers = Object.fromEntries(
      Object.entries(wave.answers).map(([name, codes]) => [
        name,
        Int8Array.from(rows, (row) => codes[row] ?? -1),
      ]),
    );
    const tiny = {
      ...wave,
      answers,
      weight: Float64Array.from(rows, () => 1000),
      stratum: new Int32Array(15),
      psu: Int32Array.from(rows, (_, row) => row),
    };
    const release = makeRelease({ ...survey, waves: [tiny] }, { solve });
    const statuses = new Set(
      release.tables.flatMap(({ waves }) => waves.flatMap((one) => one.cells.map(({ status }) => status))),
    );
    expect([...statuses]).toEqual(["suppressed"]);
  });
});

describe("a field of a CSV file", () => {
  test("that a spreadsheet would take for a formula is made harmless", () => {
    for (const evil of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"]) expect(csvField(evil)).toMatch(/^"?'/);
    expect(csvField("plain")).toBe("plain");
    expect(csvField('a "b", c')).toBe('"a ""b"", c"');
    expect(csvField(-1.5)).toBe("-1.5");
    expect(csvField(null)).toBe("");
  });
});
