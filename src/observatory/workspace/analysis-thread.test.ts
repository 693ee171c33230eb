import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { performance } from "node:perf_hooks";
import { describe, expect, it } from "vitest";
import { openSolver } from "../highs-solver.ts";
import { syntheticSurvey } from "../synthetic-survey.ts";
import { analysisJob } from "./analysis-job.ts";
import type { AnalysisProgress } from "./run-analysis.ts";
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

  it("tell how far they are, step by step, while the server answers others", async () => {
    const server = createServer((_request, response) => response.end("ready"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const told: AnalysisProgress[] = [];
    const begun = Promise.withResolvers<void>();
    let isDone = false;
    const cells = new AnalysisThread().cells(analysisJob(question, null), {
      tell: (progress) => {
        told.push(progress);
        if (progress.step === "estimating") begun.resolve();
      },
    });
    const done = cells.then(() => (isDone = true));
    await begun.promise;
    const answer = await fetch(`http://127.0.0.1:${port}/health`);
    expect([answer.status, isDone]).toEqual([200, false]);
    await done;
    server.close();
    const steps = [...new Set(told.map(({ step }) => step))];
    expect(steps).toEqual(["waiting", "estimating", "protecting"]);
    const estimated = told.filter(({ step }) => step === "estimating");
    expect(estimated.map((one) => one.done)).toEqual(estimated.map((_one, at) => at));
    expect(estimated.every(({ total }) => total === estimated.length)).toBe(true);
  });

  it("end when they are stopped, at work or before, and those behind them go on", async () => {
    const thread = new AnalysisThread();
    const job = analysisJob(question, null);
    const [first, second] = [new AbortController(), new AbortController()];
    const stopped = [
      thread.cells(job, {
        signal: first.signal,
        tell: ({ step }) => (step === "estimating" ? first.abort() : undefined),
      }),
      thread.cells(job, { signal: second.signal }),
    ];
    const third = thread.cells(job);
    second.abort();
    for (const one of await Promise.allSettled(stopped))
      expect(one).toMatchObject({ status: "rejected", reason: { code: "observatory.analysisStopped" } });
    await expect(third).resolves.toHaveLength(5);
    // What is done is not stopped any more.
    first.abort();
    await expect(thread.cells(job)).resolves.toHaveLength(5);
  });
});
