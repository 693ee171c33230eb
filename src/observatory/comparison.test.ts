import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { breakBetween, compareGroups } from "./comparison.ts";
import { estimateWave } from "./estimation.ts";
import { openSolver } from "./highs-solver.ts";
import { surveyIndicators } from "./indicators/index.ts";
import { preparedRelease } from "./prepared-release.ts";
import { makeRelease } from "./release.ts";
import { syntheticSurvey } from "./synthetic-survey.ts";

const { comparisons, associations, tables } = preparedRelease();
const cellsOf = (indicator: string, breakdown: string, wave: string) =>
  tables
    .find((table) => table.indicator === indicator && table.breakdown === breakdown)
    ?.waves.find((one) => one.wave === wave)?.cells ?? [];

describe("the comparisons of a release", () => {
  test("are between figures that are shown, and never with one that is not", () => {
    let hidden = 0;
    for (const { indicator, breakdown, wave, pairs } of comparisons) {
      if (wave === null) continue;
      const shown = cellsOf(indicator, breakdown, wave).filter(({ status }) => status === "published");
      hidden += cellsOf(indicator, breakdown, wave).length - shown.length;
      expect(pairs).toHaveLength((shown.length * (shown.length - 1)) / 2);
      for (const { first, second, difference } of pairs) {
        const [a, b] = [first, second].map((code) => shown.find(({ category }) => category === code)?.value);
        expect(difference).toBeCloseTo((a ?? Number.NaN) - (b ?? Number.NaN), 0);
      }
    }
    expect(hidden).toBeGreaterThan(0);
  });

  test("adjust for all pairs of a list: none is surer than its interval, and some are less sure", () => {
    let stricter = 0;
    for (const { pairs, tested } of comparisons) {
      expect(tested).toBe(pairs.filter(({ refusal }) => refusal === null).length);
      for (const { low, high, adjustedP } of pairs) {
        if (low === null || high === null || adjustedP === null) continue;
        const isBeyond = low > 0 || high < 0;
        // Bounds are rounded: one that touches zero may have been either.
        if (!isBeyond && low !== 0 && high !== 0) expect(adjustedP).toBeGreaterThan(0.05);
        if (isBeyond && adjustedP > 0.05) stricter += 1;
      }
    }
    expect(stricter).toBeGreaterThan(0);
  });

  test("correlations go from structure to quality, and are small where the model makes them so", () => {
    const found = associations.find(({ first, second }) => first === "ucla3-mean" && second === "no-network");
    expect(Math.abs(found?.correlation ?? 1)).toBeLessThan(0.3);
    const same = associations.find(
      ({ first, second }) => first === "lonely-often" && second === "ucla3-mean",
    );
    expect(same?.correlation).toBeGreaterThan(0.3);
  });
});

const hasR = spawnSync("Rscript", ["-e", "library(survey)"]).status === 0;

test.skipIf(!hasR)(
  "a difference and its p value are those of R svyby and svycontrast (skipped without R)",
  () => {
    const survey = syntheticSurvey({ waves: ["2026"] });
    const [wave] = survey.waves;
    if (wave === undefined) throw new Error("no wave");
    const figures = estimateWave(survey, wave);
    if ("reason" in figures) throw new Error(figures.reason);
    const table = figures.tables.find(
      ({ indicator, breakdown }) => indicator.id === "ucla3-at-least-6" && breakdown.id === "sex",
    );
    if (table === undefined) throw new Error("no table");
    const [pair] = compareGroups({ table, shown: ["woman", "man"] }, "2026")?.pairs ?? [];
    const indicator = table.indicator;
    const rows = Array.from(wave.weight, (weight, row) => {
      const value = indicator.valueOf(wave, row);
      return [
        wave.stratum[row],
        wave.psu[row],
        weight,
        wave.answers["sex"]?.[row],
        Number.isNaN(value) ? "NA" : value,
      ].join();
    });
    const folder = mkdtempSync(join(tmpdir(), "tisser-compare-"));
    writeFileSync(join(folder, "d.csv"), ["h,p,w,s,y", ...rows].join("\n"));
    writeFileSync(
      join(folder, "d.R"),
      [
        "suppressMessages(library(survey))",
        `d <- read.csv("${join(folder, "d.csv")}")`,
        "g <- subset(svydesign(ids = ~p, strata = ~h, weights = ~w, data = d), !is.na(y))",
        "m <- svyby(~y, ~s, g, svymean, covmat = TRUE)",
        "k <- svycontrast(m, c(1, -1))",
        "df <- min(degf(subset(g, s == 0)), degf(subset(g, s == 1)))",
        'cat(sprintf("%.10g %.10g", 100 * coef(k), 2 * pt(-abs(coef(k) / SE(k)), df)))',
      ].join("\n"),
    );
    const [value, p] = execFileSync("Rscript", [join(folder, "d.R")], { encoding: "utf8" })
      .split(" ")
      .map(Number);
    rmSync(folder, { recursive: true, force: true });
    expect(pair?.difference).toBeCloseTo(value ?? Number.NaN, 1);
    expect(pair?.adjustedP).toBeCloseTo(p ?? Number.NaN, 2);
  },
);

describe("waves that were asked in another way", () => {
  const survey = syntheticSurvey({ waves: ["2025", "2026"], areasPerStratum: 4 });
  const [before, after] = survey.waves;
  if (before === undefined || after === undefined) throw new Error("no waves");

  test("are neither compared nor joined: another mode, or another wording of one of the questions", async () => {
    const solve = await openSolver();
    const online = makeRelease({ ...survey, waves: [before, { ...after, mode: "web" }] }, { solve });
    expect(online.breaks?.every(({ reason }) => reason === "other-mode")).toBe(true);
    expect(online.breaks).toHaveLength(surveyIndicators.length);
    const between = online.comparisons?.filter(({ wave }) => wave === null) ?? [];
    expect(between.length).toBeGreaterThan(5);
    for (const { pairs, tested } of between) {
      expect(tested).toBe(0);
      expect(pairs).toEqual([
        {
          first: "2026",
          second: "2025",
          difference: null,
          low: null,
          high: null,
          adjustedP: null,
          refusal: "other-mode",
        },
      ]);
    }
    const reworded = { ...after, wordings: { "onsd-1": "2" } };
    const reasons = surveyIndicators.map((one) => [one.id, breakBetween(before, reworded, one)]);
    expect(reasons.filter(([, reason]) => reason !== null)).toEqual([["lonely-often", "other-wording"]]);
  }, 30_000);
});
