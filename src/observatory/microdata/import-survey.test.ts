import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { TisserError, type Instant } from "#base";
import { estimateWave } from "../estimation.ts";
import { openSolver } from "../highs-solver.ts";
import { indicatorsOf } from "../indicators/index.ts";
import { makeRelease } from "../release.ts";
import { syntheticSurvey } from "../synthetic-survey.ts";
import { importSurvey, type SurveyImportReport } from "./import-survey.ts";
import { openSurveyFile } from "./file-figures-store.ts";
import { loadSurvey } from "./load-store.ts";
import { codebookOf, textOf } from "./synthetic-files.testing.ts";

const scratch = mkdtempSync(join(tmpdir(), "tisser-import-"));
afterAll(() => rmSync(scratch, { recursive: true }));
const now = "2026-11-28T12:00:00.000Z" as Instant;

const survey = syntheticSurvey({ waves: ["2025", "2026"], personsPerArea: 10 });
const text = textOf(survey);
const codebook = codebookOf(survey);
const surveys = join(scratch, "surveys");

async function imported(
  content: string,
  book: object = codebook,
  folder = surveys,
): Promise<SurveyImportReport> {
  const path = join(scratch, "survey.csv");
  writeFileSync(path, content);
  return importSurvey({ path, codebook: JSON.stringify(book), folder, now });
}

/** The faults with which an import is refused. */
async function faultsOf(content: string, book: object = codebook): Promise<readonly string[]> {
  try {
    await imported(content, book);
  } catch (error) {
    if (error instanceof TisserError)
      return error.issues.length > 0 ? error.issues.map(({ code, path }) => `${code} ${path}`) : [error.code];
    throw error;
  }
  return [];
}

/** The table with one field of some rows replaced. */
function withField(name: string, change: (value: string, row: number) => string): string {
  const [head = "", ...lines] = text.trimEnd().split("\n");
  const at = head.split(",").indexOf(name);
  const changed = lines.map((line, row) =>
    line.split(",").map((value, index) => (index === at ? change(value, row) : value)),
  );
  return `${[head, ...changed.map((fields) => fields.join(","))].join("\n")}\n`;
}

describe("a survey that is brought in", () => {
  it("gives the figures of the survey from which the file was written, to the last digit", async () => {
    const report = await imported(text);
    expect(report).toMatchObject({ survey: survey.id, isUnchanged: false, issues: [] });
    expect(report.instruments).toEqual(["ucla3", "ons-direct", "credoc5", "illectronisme"]);
    const back = await loadSurvey(join(surveys, report.survey, report.version));
    expect(back.waves.map(({ drawn }) => drawn)).toEqual(survey.waves.map(({ drawn }) => drawn));
    for (const [index, wave] of back.waves.entries()) {
      const original = survey.waves[index];
      if (original === undefined) throw new Error("no wave");
      const [ours, theirs] = [estimateWave(back, wave), estimateWave(survey, original)];
      if ("reason" in ours || "reason" in theirs) throw new Error("no figures");
      for (const [at, table] of ours.tables.entries())
        for (const [category, { n, numerator, estimate }] of table.figures.entries()) {
          const other = theirs.tables[at]?.figures[category];
          expect([n, numerator]).toEqual([other?.n, other?.numerator]);
          expect(estimate.value).toBeCloseTo(other?.estimate.value ?? NaN, 12);
          expect(estimate.standardError ?? 0).toBeCloseTo(other?.estimate.standardError ?? 0, 12);
        }
    }
  });

  it("says which indicators it carries, and which questions the others lack", async () => {
    const { indicators } = await imported(text);
    const available = indicators.filter(({ isAvailable }) => isAvailable).map(({ indicator }) => indicator);
    expect(available).toEqual(indicatorsOf(survey).map(({ id }) => id));
    const reason = (id: string) => indicators.find(({ indicator }) => indicator === id)?.because;
    expect(reason("wel-01")).toEqual(["who5-1", "who5-2", "who5-3", "who5-4", "who5-5"]);
    expect(reason("lon-08")).toEqual(["panel-needed"]);
    expect(reason("srv-01")).toEqual(["service-data"]);
  });

  it("becomes a release of its own, audited like any other", async () => {
    const { survey: id, version } = await imported(text);
    const content = makeRelease(await loadSurvey(join(surveys, id, version)), { solve: await openSolver() });
    expect(content).toMatchObject({ survey: survey.id, isSynthetic: true, sampling: "probability" });
    const total = content.tables.find(
      ({ indicator, breakdown }) => indicator === "ucla3-mean" && breakdown === "total",
    );
    expect(total?.waves.map(({ cells }) => cells[0]?.status)).toEqual(["published", "published"]);
  });

  it("is not written again, and a corrected codebook makes another version beside it", async () => {
    const again = await imported(text);
    expect(again.isUnchanged).toBe(true);
    const other = await imported(text, { ...codebook, licence: "etalab-2.0" });
    expect(other.isUnchanged).toBe(false);
    expect(readdirSync(join(surveys, survey.id)).toSorted()).toEqual(
      [again.version, other.version].toSorted(),
    );
  });

  it("keeps answers as they were given, and scores them by the catalogue beside", async () => {
    const { survey: id, version } = await imported(text);
    const file = await openSurveyFile(join(surveys, id, version, "data.parquet"));
    const figure = (value: string) => file.figures({ value, measure: "mean", wave: 1 });
    const [raw] = (await figure('case when "ucla3-1" = 99 then 1 else 0 end')).estimates;
    expect(raw?.value).toBeGreaterThan(0);
    const [score] = (await figure("score_ucla3")).estimates;
    const wave = survey.waves[1];
    if (wave === undefined) throw new Error("no wave");
    const tables = estimateWave(survey, wave);
    const mean =
      "tables" in tables
        ? tables.tables.find(
            ({ indicator, breakdown }) => indicator.id === "ucla3-mean" && breakdown.id === "total",
          )
        : undefined;
    expect(score?.value).toBeCloseTo(mean?.figures[0]?.estimate.value ?? NaN, 12);
    expect(score?.standardError).toBeCloseTo(mean?.figures[0]?.estimate.standardError ?? NaN, 12);
    file.close();
    expect(readFileSync(join(surveys, id, version, "survey.json"), "utf8")).toContain('"bands"');
  });
});

describe("a survey that cannot be right is refused, with every fault named", () => {
  it.each([
    [
      "a weight of zero",
      () => withField("weight", (value, row) => (row === 3 ? "0" : value)),
      ["weightNotPositive weight (1)"],
    ],
    [
      "weights of 1e9 and 1e-9",
      () => withField("weight", (_value, row) => (row % 2 === 0 ? "1e9" : "1e-9")),
      ["weightsApart weight (1)"],
    ],
    [
      "a missing stratum",
      () => withField("stratum", (value, row) => (row < 2 ? "" : value)),
      ["designMissing stratum (2)"],
    ],
    [
      "a weight that is no number",
      () => withField("weight", (value, row) => (row === 5 ? "heavy" : value)),
      ["notANumber weight (1)"],
    ],
    [
      "a code that the codebook does not know",
      () => withField("sex", (value, row) => (row < 9 ? "?" : value)),
      ["codeUnknown sex (1)"],
    ],
    [
      "an answer that the item does not offer",
      () => withField("ucla3-2", (value, row) => (row === 1 ? "7" : value)),
      ["codeUnknown ucla3-2 (1)"],
    ],
  ] as const)("%s", async (_what, content, faults) => {
    expect(await faultsOf(content())).toEqual(expect.arrayContaining([...faults]));
  });

  it("a town in two strata", async () => {
    const moved = withField("stratum", (value, row) => (row === 0 ? "s19" : value));
    expect(await faultsOf(moved)).toEqual(["psuInTwoStrata town (1)"]);
  });

  it("a million strata, or as many as there are rows, as far as a design goes", async () => {
    const strata = withField("stratum", (_value, row) => `s${row}`);
    expect((await faultsOf(strata)).join()).toContain("psuInTwoStrata");
    const nested = { ...codebook, design: { ...(codebook["design"] as object), isNested: true } };
    const { issues } = await imported(strata, nested, join(scratch, "many"));
    expect(issues).toContainEqual(expect.objectContaining({ fault: "lonelyStrata" }));
  });

  it("a population that is smaller than its sample, or that changes within a stratum", async () => {
    const design = { ...(codebook["design"] as object), fpc: "population" };
    const add = (value: (row: number) => number) =>
      text
        .trimEnd()
        .split("\n")
        .map((line, row) => `${line},${row === 0 ? "population" : value(row)}`)
        .join("\n") + "\n";
    expect(
      await faultsOf(
        add(() => 3),
        { ...codebook, design },
      ),
    ).toEqual(["fpcTooSmall population (40)"]);
    expect(
      (
        await faultsOf(
          add((row) => 500 + (row === 1 ? 1 : 0)),
          { ...codebook, design },
        )
      ).join(),
    ).toContain("fpcNotConstant");
  });

  it("a file cut in the middle of a line, or at the end of one", async () => {
    const inALine = text.indexOf("\n", text.length / 2) + 40;
    expect(await faultsOf(text.slice(0, inALine))).toEqual(["observatory.surveyFileUnreadable"]);
    const rows = text.trimEnd().split("\n").length - 1;
    const lines = text.split("\n").slice(0, 500).join("\n");
    expect(await faultsOf(`${lines}\n`, { ...codebook, rows })).toEqual(["rowsDiffer  (499)"]);
  });

  it("a codebook that names what is not there, and one that cannot be read", async () => {
    const variables = [{ name: "absent", kind: "integer" }];
    expect(await faultsOf(text, { ...codebook, variables })).toEqual(["columnAbsent absent (1)"]);
    const item = { name: "ucla3-1", kind: "integer", meaning: { instrument: "ucla3", linkId: "ucla3-9" } };
    expect(await faultsOf(text, { ...codebook, variables: [item] })).toEqual(["itemUnknown ucla3-1 (1)"]);
    for (const breakdown of ["digital-use", "age-disability", "total"]) {
      const group = { name: "sex", kind: "text", meaning: { breakdown, codes: {} } };
      expect(await faultsOf(text, { ...codebook, variables: [group] })).toContain("itemUnknown sex (1)");
    }
    expect(await faultsOf(text, { ...codebook, sampling: "any" })).toEqual(["invalid_value sampling"]);
  });

  it("leaves nothing behind", () => {
    expect(
      readdirSync(surveys)
        .flatMap((id) => readdirSync(join(surveys, id)))
        .filter((name) => name.endsWith(".making")),
    ).toEqual([]);
  });
});

describe("a survey in which answers lack", () => {
  /** The release of what was imported: the cells of an indicator by a breakdown, wave by wave. */
  async function released(content: string, folder: string) {
    const { survey: id, version, issues } = await imported(content, codebook, join(scratch, folder));
    const loaded = await loadSurvey(join(scratch, folder, id, version));
    const { tables } = makeRelease(loaded, { solve: await openSolver() });
    return { issues, tables };
  }

  it("where a group was asked in one wave only: that wave has figures by it, the other says why it has none", async () => {
    const { issues, tables } = await released(
      text.replace(/^2025,.*$/gm, (line) => line.replace(/\b(woman|man)\b/, "99")),
      "one-wave",
    );
    expect(issues).toEqual([{ fault: "oneWaveOnly", where: "sex", count: 1 }]);
    const bySex = tables.find(
      ({ indicator, breakdown }) => indicator === "ucla3-mean" && breakdown === "sex",
    );
    const statuses = bySex?.waves.map(({ cells }) => cells.map(({ status }) => status));
    expect(statuses?.[1]).toEqual(["published", "published"]);
    expect(statuses?.[0]).not.toContain("published");
    for (const cell of bySex?.waves[0]?.cells ?? []) expect(cell).toMatchObject({ value: null, n: null });
  });

  it("where nobody answered anything: every question is told, and no figure comes of it", async () => {
    const [head = "", ...lines] = text.trimEnd().split("\n");
    const design = 4;
    const empty = lines.map((line) =>
      line
        .split(",")
        .map((value, at) => (at < design || head.split(",")[at] === "age" ? value : "99"))
        .join(","),
    );
    const { issues, tables } = await released(`${[head, ...empty].join("\n")}\n`, "nobody");
    expect(new Set(issues.map(({ fault }) => fault))).toEqual(new Set(["allMissing"]));
    const cells = tables.flatMap(({ waves }) => waves.flatMap((wave) => wave.cells));
    expect(cells.length).toBeGreaterThan(50);
    expect(new Set(cells.map(({ status, value }) => `${status} ${value}`))).toEqual(
      new Set(["not-estimable null"]),
    );
  });
});

describe("what is told without stopping an import", () => {
  it("is a question that nobody answered, or of one wave only, and an instrument of which an item lacks", async () => {
    const empty = withField("onsd-1", () => "99");
    const report = await imported(empty, codebook, join(scratch, "told"));
    expect(report.issues).toEqual([{ fault: "allMissing", where: "onsd-1", count: expect.any(Number) }]);
    const once = withField("onsd-1", (value, row) => (row < 1500 ? "99" : value));
    const sparse = once.replace(/^2025,.*$/gm, (line) => line);
    const variables = (codebook["variables"] as { name: string }[]).filter(({ name }) => name !== "ucla3-3");
    const { issues } = await imported(sparse, { ...codebook, variables }, join(scratch, "told"));
    expect(issues).toContainEqual({ fault: "instrumentIncomplete", where: "ucla3", count: 1 });
  });
});
