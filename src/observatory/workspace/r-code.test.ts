import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { IndicatorId } from "../codes/indicator-catalogue.ts";
import { openSolver } from "../highs-solver.ts";
import { indicatorsOf } from "../indicators/index.ts";
import { preparedRelease } from "../prepared-release.ts";
import { sizeOf, type SurveyWave } from "../survey.ts";
import { syntheticSurvey } from "../synthetic-survey.ts";
import type { AnalysisResult } from "./actions.ts";
import { rCodeFor } from "./r-code.ts";
import { analysisCells, questionOf, readFilters } from "./run-analysis.ts";

const survey = syntheticSurvey();
const solve = await openSolver();
const release = preparedRelease();

function analysis(
  indicator: IndicatorId,
  breakdown: AnalysisResult["breakdown"],
  ...filters: string[]
): AnalysisResult {
  const question = questionOf(survey, { indicator, breakdown, filters: readFilters(...filters), wave: "" });
  const { measure, range } = question.indicator;
  return {
    survey: survey.id,
    isSynthetic: true,
    sampling: "probability",
    wave: question.wave.id,
    indicator,
    measure,
    range: [...range],
    breakdown,
    filters: question.filters.map((one) => ({ ...one, categories: [...one.categories] })),
    release: release.head.id,
    cells: [...analysisCells(question, { solve, release })],
  };
}

function csvOfAnswers(wave: SurveyWave): string {
  const names = Object.keys(wave.answers);
  const rows = Array.from({ length: sizeOf(wave) }, (_, row) =>
    [
      wave.stratum[row],
      wave.psu[row],
      wave.weight[row],
      ...names.map((name) => wave.answers[name]?.[row]),
    ].join(","),
  );
  return [["stratum", "psu", "weight", ...names].join(","), ...rows, ""].join("\n");
}

describe("the R code of an analysis", () => {
  test("says which survey, that it is invented, the design, the domain and the interval", () => {
    const code = rCodeFor(analysis("no-network", "age", "sex=woman"));
    expect(code).toContain("survey synthetic-2023-2026, wave 2026");
    expect(code).toContain("Synthetic data");
    expect(code).toContain("svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = answers)");
    expect(code).toContain("%in% c('woman')");
    expect(code).toContain('svyciprop(~value, part, method = "logit", df = degf(part))');
    expect(rCodeFor(analysis("ucla3-mean", "age"))).toContain("svymean(~value, part)");
  });

  test("knows every indicator of the survey of the demonstration", () => {
    for (const { id } of indicatorsOf(survey))
      expect(rCodeFor(analysis(id, "age")), id).toContain("answers$value <- ");
  });

  test("of an indicator that is not written in R is refused, and no other figure takes its place", () => {
    const result = { ...analysis("no-network", "age"), indicator: "wel-01" as const };
    expect(() => rCodeFor(result)).toThrow("observatory.codeNotWritten");
  });

  test("holds no figure of a withheld cell", () => {
    const result = analysis("lonely-and-isolated", "age-disability");
    const hidden = result.cells.filter(({ value }) => value === null);
    expect(hidden.length).toBeGreaterThan(2);
    const code = rCodeFor(result);
    for (const { category } of hidden)
      expect(
        code
          .split("\n")
          .filter((line) => line.startsWith("shown <-"))
          .join(),
      ).not.toContain(`'${category}'`);
  });
});

const hasR = spawnSync("Rscript", ["-e", "library(survey)"]).status === 0;
const folder = mkdtempSync(join(tmpdir(), "tisser-r-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!hasR)("run by R with the package survey (skipped where it is absent)", () => {
  const [wave] = survey.waves.slice(-1);
  const answers = join(folder, "answers.csv");
  if (wave !== undefined) writeFileSync(answers, csvOfAnswers(wave));

  test.each([
    ["no-network", "age", "sex=woman"],
    ["ucla3-mean", "town-size", "household=alone"],
    ["lonely-and-isolated", "age-disability", ""],
  ] as const)(
    "gives the figures of %s by %s among %s, and tells which are withheld",
    (indicator, by, filter) => {
      const result = analysis(indicator, by, filter);
      const script = join(folder, `${indicator}.R`);
      writeFileSync(script, rCodeFor(result));
      // The script itself stops when a figure is not the one that was shown.
      const printed = execFileSync("Rscript", [script, answers], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
      });
      for (const { category, value } of result.cells) {
        expect(printed).toContain(category);
        if (value === null)
          expect(printed.split("withheld:")[0]).not.toMatch(new RegExp(`\\b${category}\\b`));
      }
    },
  );

  test("stops where a figure is another one", () => {
    const result = analysis("no-network", "sex");
    const wrong = {
      ...result,
      cells: result.cells.map((cell) => ({ ...cell, value: (cell.value ?? 0) + 1 })),
    };
    const script = join(folder, "wrong.R");
    writeFileSync(script, rCodeFor(wrong));
    expect(spawnSync("Rscript", [script, answers]).status).not.toBe(0);
  });
});
