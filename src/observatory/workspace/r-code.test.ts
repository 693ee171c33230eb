import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { ScaleRule } from "#instruments";
import type { IndicatorId } from "../codes/indicator-catalogue.ts";
import { valuesOf } from "../estimation.ts";
import { openSolver } from "../highs-solver.ts";
import { indicatorsOf, surveyIndicators } from "../indicators/index.ts";
import { surveyOfInstruments } from "../instrument-survey.testing.ts";
import { preparedRelease } from "../prepared-release.ts";
import { sizeOf, type Survey, type SurveyWave } from "../survey.ts";
import { syntheticSurvey } from "../synthetic-survey.ts";
import { declaredInstrument } from "../wave-scores.ts";
import type { AnalysisResult } from "./actions.ts";
import { derivationHelpers, instrumentLines, valueLines } from "./derivation-r.ts";
import { rCodeFor } from "./r-code.ts";
import { analysisCells, questionOf, readFilters } from "./run-analysis.ts";

const survey = syntheticSurvey();
const solve = await openSolver();
const release = preparedRelease();

const instruments = surveyOfInstruments();

interface Asked {
  readonly of?: Survey;
  readonly indicator: IndicatorId;
  readonly by: AnalysisResult["breakdown"];
  readonly filters?: readonly string[];
}

/** An analysis, its question, and its code in R. */
function analysis({ of = survey, indicator, by, filters = [] }: Asked) {
  const asked = { indicator, breakdown: by, filters: readFilters(...filters), wave: "" };
  const question = questionOf(of, asked);
  const { measure, range } = question.indicator;
  const result: AnalysisResult = {
    survey: of.id,
    isSynthetic: true,
    sampling: "probability",
    wave: question.wave.id,
    indicator,
    measure,
    range: [...range],
    breakdown: by,
    filters: question.filters.map((one) => ({ ...one, categories: [...one.categories] })),
    release: of === survey ? release.head.id : null,
    cells: [...analysisCells(question, { solve, release: of === survey ? release : null })],
  };
  return { result, question, code: rCodeFor(result, question) };
}

function csvOfAnswers(wave: SurveyWave): string {
  const names = Object.keys(wave.answers);
  const { stratum, psu, weight, ssu, fpc, fpc2 } = wave;
  const design = [stratum, psu, weight, ssu, fpc, fpc2];
  const rows = Array.from({ length: sizeOf(wave) }, (_, row) =>
    [...design.map((column) => column?.[row] ?? ""), ...names.map((name) => wave.answers[name]?.[row])].join(
      ",",
    ),
  );
  return [["stratum", "psu", "weight", "ssu", "fpc", "fpc2", ...names].join(","), ...rows, ""].join("\n");
}

describe("the R code of an analysis", () => {
  test("says which survey, that it is invented, the design, the domain and the interval", () => {
    const { code } = analysis({ indicator: "no-network", by: "age", filters: ["sex=woman"] });
    expect(code).toContain("survey synthetic-2023-2026, wave 2026");
    expect(code).toContain("Synthetic data");
    expect(code).toContain("svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = answers)");
    expect(code).toContain("%in% c('woman')");
    expect(code).toContain('svyciprop(~value, part, method = "logit", df = degf(part))');
    expect(code).toContain("Columns: stratum, psu, weight, credoc-famille, credoc-amis");
    expect(analysis({ indicator: "ucla3-mean", by: "age" }).code).toContain("svymean(~value, part)");
  });

  test("has the second stage and the finite populations of the design", () => {
    const { code } = analysis({ of: instruments, indicator: "wel-01", by: "sex" });
    expect(code).toContain(
      "svydesign(ids = ~psu + ssu, strata = ~stratum, weights = ~weight, fpc = ~fpc + fpc2, data = answers)",
    );
  });

  test("is written for every indicator that can be computed, from its own declaration", () => {
    expect(indicatorsOf(instruments)).toHaveLength(surveyIndicators.length);
    for (const { id, questions } of surveyIndicators) {
      const { code } = analysis({ of: instruments, indicator: id, by: "total" });
      for (const question of questions) expect(code, id).toContain(`q('${question}')`);
    }
  });

  test("of an instrument whose rule fills answers in is refused, and no other figure takes its place", () => {
    const ucla3 = declaredInstrument("ucla3");
    const rule = {
      ...ucla3.rule,
      total: { ...(ucla3.rule as ScaleRule).total, missing: { prorate: 1 } },
    } as ScaleRule;
    expect(instrumentLines(ucla3).join()).toContain("adding(");
    expect(() => instrumentLines({ ...ucla3, rule })).toThrow("observatory.codeNotWritten");
  });

  test("holds no figure of a withheld cell", () => {
    const { result, code } = analysis({ indicator: "lonely-and-isolated", by: "age-disability" });
    const hidden = result.cells.filter(({ value }) => value === null);
    expect(hidden.length).toBeGreaterThan(2);
    for (const { category } of hidden)
      expect(
        code
          .split("\n")
          .filter((line) => line.startsWith("shown <-"))
          .join(),
      ).not.toContain(`'${category}'`);
  });
});

const folder = mkdtempSync(join(tmpdir(), "tisser-r-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const answersFiles = new Map(
  [survey, instruments].map((of) => {
    const path = join(folder, `${of.id}.csv`);
    const [wave] = of.waves.slice(-1);
    if (wave !== undefined) writeFileSync(path, csvOfAnswers(wave));
    return [of.id, path];
  }),
);

const valuesCode = [
  "answers <- read.csv(commandArgs(trailingOnly = TRUE)[1], check.names = FALSE)",
  "answers[answers == -1] <- NA",
  ...derivationHelpers,
  ...surveyIndicators.flatMap(({ derivation }) => [
    ...valueLines(derivation),
    'cat(ifelse(is.na(answers$value), "-", answers$value), "\\n")',
  ]),
].join("\n");

const asked: readonly Asked[] = [
  { indicator: "no-network", by: "age", filters: ["sex=woman"] },
  { indicator: "ucla3-mean", by: "town-size", filters: ["household=alone"] },
  { indicator: "lonely-and-isolated", by: "age-disability" },
  { of: instruments, indicator: "lon-07", by: "age" },
  { of: instruments, indicator: "sup-01", by: "sex", filters: ["household=with-others"] },
];
const analyses = asked.map(analysis);

/** A code that was told other figures. */
function wrongCode(): string {
  const { result, question } = analysis({ indicator: "no-network", by: "sex" });
  return rCodeFor(
    { ...result, cells: result.cells.map((cell) => ({ ...cell, value: (cell.value ?? 0) + 1 })) },
    question,
  );
}

/** Each script with its file of answers, as if it were run alone; one process, because `survey` is slow to load. */
const runner = `
library(survey)
given <- base::commandArgs(trailingOnly = TRUE)
for (i in seq(1, length(given), 2)) {
  alone <- new.env()
  alone$commandArgs <- function(...) given[i + 1]
  cat("==== ", i, "\n")
  tryCatch(sys.source(given[i], alone), error = function(e) cat("stopped:", conditionMessage(e), "\n"))
}
`;

/** What R prints for each script, in their order; null where there is no R with \`survey\`. */
function printedByR(
  scripts: readonly { readonly code: string; readonly survey: string }[],
): readonly string[] | null {
  const pairs = scripts.flatMap(({ code, survey: id }, position) => {
    const path = join(folder, `${position}.R`);
    writeFileSync(path, code);
    return [path, answersFiles.get(id) ?? ""];
  });
  const { status, stdout } = spawnSync("Rscript", ["-e", runner, ...pairs], { encoding: "utf8" });
  return status === 0 ? stdout.split(/^==== .*\n/m).slice(1) : null;
}

const hasR = spawnSync("Rscript", ["--version"]).status === 0;
const printed = hasR
  ? printedByR([
      { code: valuesCode, survey: instruments.id },
      { code: wrongCode(), survey: survey.id },
      ...analyses.map(({ code, result }) => ({ code, survey: result.survey })),
    ])
  : null;

describe.skipIf(printed === null)("run by R with the package survey (skipped where it is absent)", () => {
  const [values = "", wrong = "", ...figures] = printed ?? [];

  test("gives every respondent the value that we give, for every indicator, missing answers included", () => {
    const [wave] = instruments.waves;
    if (wave === undefined) throw new Error("no wave");
    const lines = values.trimEnd().split("\n");
    for (const [position, indicator] of surveyIndicators.entries()) {
      const ours = [...valuesOf(indicator, wave)].map((value) => (Number.isNaN(value) ? "-" : `${value}`));
      expect(new Set(ours).size, indicator.id).toBeGreaterThan(2);
      expect(lines[position]?.trim().split(/\s+/), indicator.id).toEqual(ours);
    }
  });

  test.each(analyses.map(({ result }, position) => ({ ...result, position })))(
    "gives the figures of $indicator by $breakdown, and tells which are withheld",
    ({ cells, position }) => {
      const text = figures[position] ?? "";
      expect(cells.some(({ value }) => value !== null)).toBe(true);
      // The script itself stops when a figure is not the one that was shown.
      expect(text).not.toContain("stopped:");
      for (const { category, value } of cells) {
        expect(text).toContain(category);
        if (value === null) expect(text.split("withheld:")[0]).not.toMatch(new RegExp(`\\b${category}\\b`));
      }
    },
  );

  test("stops where a figure is another one", () => {
    expect(wrong).toContain("stopped:");
  });
});
