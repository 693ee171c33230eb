import { performance } from "node:perf_hooks";
import { describe, expect, it } from "vitest";
import { openSolver } from "../highs-solver.ts";
import { syntheticSurvey } from "../synthetic-survey.ts";
import { analysisJob } from "./analysis-job.ts";
import { AnalysisThread } from "./analysis-thread.ts";
import { analysisCells, questionOf } from "./run-analysis.ts";

const survey = syntheticSurvey();
const question = questionOf(survey, {
  indicator: "no-network",
  breakdown: "age",
  filters: [{ breakdown: "sex", categories: ["woman"] }],
  wave: "",
});

describe("analyses on their thread", () => {
  it("give the figures that they give here, and leave this thread free", async () => {
    const thread = new AnalysisThread();
    const job = analysisJob(question, null);
    const before = performance.eventLoopUtilization();
    const [cells, again] = await Promise.all([thread.cells(job), thread.cells(job)]);
    const { active, idle } = performance.eventLoopUtilization(before);
    expect(active).toBeLessThan(idle);
    expect(cells).toEqual(analysisCells(question, { solve: await openSolver(), release: null }));
    expect(again).toEqual(cells);
  });

  it("are ended with their thread where they take too long, and so are those behind them, each in its turn", async () => {
    const thread = new AnalysisThread({ limitMs: 5, idleMs: 10 });
    const job = analysisJob(question, null);
    const refused = await Promise.allSettled([thread.cells(job), thread.cells(job)]);
    for (const one of refused)
      expect(one).toMatchObject({ status: "rejected", reason: { code: "observatory.analysisTooLong" } });
  });

  it("refuse what their question refuses, with its code", async () => {
    const thread = new AnalysisThread();
    const job = analysisJob(question, null);
    const wrong = { ...job, asked: { ...job.asked, breakdown: "sex" as const } };
    await expect(thread.cells(wrong)).rejects.toThrow("observatory.filterUnusable");
    await expect(thread.cells(job)).resolves.toHaveLength(5);
  });
});
