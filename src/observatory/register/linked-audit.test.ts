import { describe, expect, test } from "vitest";
import { openSolver } from "../highs-solver.ts";
import { makeReleaseWithBasis, type AnalysisShape, type MadeRelease } from "../release.ts";
import { sizeOf, type Survey, type SurveyWave } from "../survey.ts";
import { syntheticSurvey } from "../synthetic-survey.ts";
import { auditTogether, overlapOf, type AuditedRelease } from "./linked-audit.ts";

const solve = await openSolver();
const survey = syntheticSurvey({ waves: ["2026"] });
const [wave] = survey.waves;
if (wave === undefined) throw new Error("no wave");

/** A wave of some respondents only. */
function only(whole: SurveyWave, isIn: (row: number) => boolean): SurveyWave {
  const rows = Array.from({ length: sizeOf(whole) }, (_, row) => row).filter(isIn);
  return {
    ...whole,
    stratum: Int32Array.from(rows, (row) => whole.stratum[row] ?? 0),
    psu: Int32Array.from(rows, (row) => whole.psu[row] ?? 0),
    weight: Float64Array.from(rows, (row) => whole.weight[row] ?? 0),
    answers: Object.fromEntries(
      Object.entries(whole.answers).map(([name, codes]) => [
        name,
        Int8Array.from(rows, (row) => codes[row] ?? -1),
      ]),
    ),
  };
}

function audited(made: MadeRelease, id: string, areas: readonly string[] | null = null): AuditedRelease {
  return { id, areas, basis: made.basis };
}

const first = makeReleaseWithBasis(survey, { solve });

describe("the audit of a release with all earlier ones", () => {
  test("passes a release alone, and the same release again", () => {
    expect(auditTogether(audited(first, ""), [], solve)).toEqual([]);
    expect(auditTogether(audited(first, ""), [audited(first, "one")], solve)).toEqual([]);
  });

  test("refuses a second release that differs by one respondent, and says where and from which", () => {
    const fewer: Survey = { ...survey, waves: [only(wave, (row) => row !== 17)] };
    const second = makeReleaseWithBasis(fewer, { solve });
    const faults = auditTogether(audited(second, ""), [audited(first, "one")], solve);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.some(({ reason, release }) => reason === "difference" && release === "one")).toBe(true);
    expect(faults[0]?.cell).toMatch(/^2026 · /);
    // A second release of quite other persons takes nothing away from the first.
    const others = makeReleaseWithBasis(syntheticSurvey({ waves: ["2026"], seed: "others" }), { solve });
    const far = auditTogether(audited(others, ""), [audited(first, "one")], solve);
    expect(far.filter(({ reason }) => reason !== "difference")).toEqual([]);
  });

  test("refuses a territory that leaves two persons of a larger one over, and allows one that leaves many", () => {
    const whole = audited(first, "whole", ["33", "40", "64"]);
    const but = (left: number): AuditedRelease => {
      const part = { ...survey, waves: [only(wave, (row) => row >= left)] };
      return audited(makeReleaseWithBasis(part, { solve }), "", ["33", "40"]);
    };
    const faults = auditTogether(but(2), [whole], solve);
    expect(faults.some(({ reason }) => reason === "difference")).toBe(true);
    // A thousand others: what is left over is a crowd in every group, or nobody is told apart.
    const many = auditTogether(but(1000), [whole], solve);
    expect(many.filter(({ cell }) => / · total · | · sex · /.test(cell))).toEqual([]);
  });

  test("refuses territories that overlap in part: what lies in both is not known", () => {
    const faults = auditTogether(
      audited(first, "", ["33", "40"]),
      [audited(first, "other", ["40", "64"])],
      solve,
    );
    expect(faults[0]).toMatchObject({ reason: "territories", release: "other" });
    expect(auditTogether(audited(first, "", ["33"]), [audited(first, "other", ["64"])], solve)).toEqual([]);
  });

  test("refuses a release that shows a small cell", () => {
    const tampered = structuredClone(first);
    const table = tampered.basis.waves[0]?.tables.find(({ figures }) =>
      figures.some(([n, counted]) => counted !== null && counted < 5 && n > 0),
    );
    const figure = table?.figures.find(([, counted]) => counted !== null && counted < 5);
    if (figure === undefined) throw new Error("the survey has no small cell");
    figure[2] = 2;
    const [fault] = auditTogether(audited(tampered, ""), [], solve);
    expect(fault).toMatchObject({ reason: "small", release: "" });
  });

  test("refuses a release that shows what was withheld to protect another cell", () => {
    const tampered = structuredClone(first);
    for (const table of tampered.basis.waves[0]?.tables ?? []) {
      if (table.universe !== "credoc5") continue;
      for (const figure of table.figures) {
        const [n, counted] = figure;
        if (n >= 30 && (counted === null || (counted >= 5 && n - counted >= 5))) figure[2] = 2;
      }
    }
    const faults = auditTogether(audited(tampered, ""), [], solve);
    expect(faults.some(({ reason }) => reason === "deducible")).toBe(true);
  });

  test("knows how territories lie to each other", () => {
    expect(overlapOf(null, null)).toBe("same");
    expect(overlapOf(["33"], null)).toBe("within");
    expect(overlapOf(null, ["33"])).toBe("around");
    expect(overlapOf(["33", "40"], ["40", "33"])).toBe("same");
    expect(overlapOf(["33"], ["40"])).toBe("apart");
    expect(overlapOf(["33", "40"], ["40"])).toBe("around");
    expect(overlapOf(["33", "40"], ["40", "64"])).toBe("across");
  });
});

describe("a release with an analysis", () => {
  const women: AnalysisShape = {
    indicator: "no-network",
    breakdown: "age",
    filters: [{ breakdown: "sex", categories: ["woman"] }],
  };
  const men: AnalysisShape = { ...women, filters: [{ breakdown: "sex", categories: ["man"] }] };
  const second = makeReleaseWithBasis(survey, { solve, analyses: [women], earlier: [audited(first, "one")] });

  test("keeps every cell that the release before showed, and nothing more of the tables", () => {
    expect(second.content.tables).toEqual(first.content.tables);
    expect(second.content.analyses).toHaveLength(1);
    expect(second.content.analyses?.[0]?.waves[0]?.cells.map(({ category }) => category)).toEqual([
      "16-24",
      "25-39",
      "40-59",
      "60-69",
      "70-plus",
    ]);
    expect(auditTogether(audited(second, ""), [audited(first, "one")], solve)).toEqual([]);
  });

  test("is tied to the analysis of the rest: what one withholds the other does not give away", () => {
    const third = makeReleaseWithBasis(survey, {
      solve,
      analyses: [women, men],
      earlier: [audited(first, "one"), audited(second, "two")],
    });
    expect(auditTogether(audited(third, ""), [audited(first, "one"), audited(second, "two")], solve)).toEqual(
      [],
    );
    const cellsOf = (position: number) => third.content.analyses?.[position]?.waves[0]?.cells ?? [];
    const whole = first.content.tables.find(
      ({ indicator, breakdown }) => indicator === "no-network" && breakdown === "age",
    );
    const counts = third.basis.waves[0]?.tables.filter(
      ({ indicator, groups }) => indicator === "no-network" && groups.startsWith("age|sex="),
    );
    let small = 0;
    for (const [position, { status }] of (whole?.waves[0]?.cells ?? []).entries()) {
      const isSmall = counts?.some((table) => (table.figures[position]?.[1] ?? 0) < 5) ?? false;
      small += Number(isSmall);
      const shown = [0, 1].filter((one) => cellsOf(one)[position]?.status === "published").length;
      // The whole of the age is shown: then neither half, or both, unless nobody is few in either.
      if (isSmall && status === "published") expect(shown, String(position)).toBe(0);
    }
    expect(small).toBeGreaterThan(0);
  });
});
