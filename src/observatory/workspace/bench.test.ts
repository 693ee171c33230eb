import {
  randomId,
  toInstant,
  type Actor,
  type AnyAction,
  type CallAction,
  type CallOf,
  type OutputOf,
} from "#base";
import { createController, createTerritory } from "#access/handlers";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { freshDatabase } from "../../../tests/support/database.ts";
import { runAction } from "../../server/run-action.ts";
import { render } from "../../web/entry-server.tsx";
import { fakeRequest } from "../../web/fixtures/request.ts";
import { observatoryErrors } from "../errors.ts";
import { syntheticSurvey } from "../synthetic-survey.ts";
import { listAnalyses, readAnalysisWork, runAnalysis, stopAnalysis } from "./actions.ts";
import type { AnalysisFollower } from "./analysis-thread.ts";
import { AnalysisThread } from "./analysis-thread.ts";
import { Bench } from "./bench.ts";
import { workspaceHandlers } from "./handlers.ts";

const database = await freshDatabase();
const now = toInstant(new Date("2026-11-29T02:30:00Z"));
const [tenantId, controllerId] = [randomId<"tenant">(), randomId<"controller">()];
await database.as({}, async (tx) => {
  const place = { name: "Essai", country: "FR", timeZone: "Europe/Paris", isDemonstration: true, now };
  await createTerritory(tx, { ...place, id: tenantId, slug: "essai" });
  await createController(tx, { tenantId, id: controllerId, name: "Maison", kind: "association", now });
});

/** A thread on which work begins at once and ends when the test says so. */
class HeldThread extends AnalysisThread {
  readonly begun: { readonly finish: () => void; readonly follower: AnalysisFollower }[] = [];

  override cells(_job: unknown, follower: AnalysisFollower = {}): Promise<readonly never[]> {
    const { promise, resolve, reject } = Promise.withResolvers<readonly never[]>();
    follower.signal?.addEventListener("abort", () => reject(observatoryErrors.analysisStopped({})));
    this.begun.push({ finish: () => resolve([]), follower });
    return promise;
  }
}

const survey = syntheticSurvey({ waves: ["2026"] });
const shelf = {
  list: async () => [{ id: survey.id, isSynthetic: true }],
  open: async () => survey,
};

function workshop() {
  const thread = new HeldThread();
  const handlers = workspaceHandlers(shelf, new Bench(shelf, thread));
  const services = { db: database.app, clock: () => now, newId: randomId, receiptSecret: new Uint8Array(32) };
  const as = async <A extends AnyAction>(actor: Actor, action: A, input: CallOf<A>): Promise<OutputOf<A>> => {
    const bound = handlers.find((handler) => handler.action.name === action.name);
    if (bound === undefined) throw new Error(`no handler for ${action.name}`);
    const http = { headers: new Headers(), setCookies: [], address: null };
    const request = { bound, actor, input, key: null, needsKey: false, version: null, http };
    return (await runAction(services, request)).output as OutputOf<A>;
  };
  return { thread, as };
}

function analyst(): Actor {
  const memberships = [{ tenantId, controllerId, role: "analyst" as const }];
  return { kind: "account", id: randomId<"account">(), tenantId, memberships, hasSecondFactor: true };
}

const question = { survey: survey.id, indicator: "no-network", breakdown: "age" } as const;
const soon = { waitSeconds: 0 };

describe("an analysis that takes its time", () => {
  it("goes on when the page stops waiting, says how far it is, and is found by the same question", async () => {
    const { thread, as } = workshop();
    const ana = analyst();
    expect(await as(ana, readAnalysisWork, {})).toEqual({ work: null });
    await expect(as(ana, runAnalysis, { ...question, ...soon })).rejects.toThrow(
      "observatory.analysisUnderWay",
    );
    thread.begun[0]?.follower.tell?.({ step: "estimating", done: 3, total: 40 });
    expect(await as(ana, readAnalysisWork, {})).toEqual({
      work: {
        ...question,
        filters: [],
        wave: "2026",
        startedAt: now,
        step: "estimating",
        done: 3,
        total: 40,
      },
    });
    expect(await as(analyst(), readAnalysisWork, {})).toEqual({ work: null });
    const answer = as(ana, runAnalysis, question);
    thread.begun[0]?.finish();
    expect(await answer).toMatchObject({ indicator: "no-network", cells: [] });
    expect(thread.begun).toHaveLength(1);
    expect(await as(ana, readAnalysisWork, {})).toEqual({ work: null });
  });

  it("is the only one of a person, while others have theirs and figures that are there are given", async () => {
    const { thread, as } = workshop();
    const [ana, bea] = [analyst(), analyst()];
    const first = as(ana, runAnalysis, { ...question, breakdown: "total", ...soon }).catch(() => {});
    await first;
    thread.begun[0]?.finish();
    await as(ana, runAnalysis, { ...question, breakdown: "total" });
    await as(ana, runAnalysis, { ...question, ...soon }).catch(() => {});
    const other = { ...question, indicator: "ucla3-mean", ...soon } as const;
    await expect(as(ana, runAnalysis, other)).rejects.toThrow("observatory.analysisNotDone");
    expect(await as(ana, runAnalysis, { ...question, breakdown: "total" })).toMatchObject({ cells: [] });
    await expect(as(bea, runAnalysis, other)).rejects.toThrow("observatory.analysisUnderWay");
    expect(thread.begun).toHaveLength(3);
  });

  it("ends when it is stopped, unless somebody else asked for it too, and leaves nothing", async () => {
    const { thread, as } = workshop();
    const [ana, bea] = [analyst(), analyst()];
    expect(await as(ana, stopAnalysis, {})).toEqual({ wasUnderWay: false });
    await as(ana, runAnalysis, { ...question, ...soon }).catch(() => {});
    const waiting = as(bea, runAnalysis, question);
    await expect.poll(() => as(bea, readAnalysisWork, {})).toMatchObject({ work: question });
    expect(await as(ana, stopAnalysis, {})).toEqual({ wasUnderWay: true });
    expect(await as(ana, readAnalysisWork, {})).toEqual({ work: null });
    expect(await as(bea, readAnalysisWork, {})).toMatchObject({ work: question });
    expect(thread.begun).toHaveLength(1);
    const [stopped] = await Promise.allSettled([waiting, as(bea, stopAnalysis, {})]);
    expect(stopped).toMatchObject({ status: "rejected", reason: { code: "observatory.analysisStopped" } });
    expect(await as(ana, listAnalyses, {})).toEqual({ analyses: [] });
    const { rows } = await sql`select id from analysis`.execute(database.admin);
    expect(rows).toEqual([]);
    // Asked again, it begins again.
    await as(ana, runAnalysis, { ...question, ...soon }).catch(() => {});
    expect(thread.begun).toHaveLength(2);
  });

  it("is shown step by step on a page that looks again by itself and can stop it; another question shows the one under way", async () => {
    const { thread, as } = workshop();
    const ana = analyst();
    const call = ((action: AnyAction, input: never) => as(ana, action, input)) as CallAction;
    const draw = (asked: object) => {
      const query = new URLSearchParams({ ...asked, filter1: "", filter2: "", wave: "" });
      return render(fakeRequest("/observatoire/atelier/analyse", { query, call, actor: ana }));
    };
    await as(ana, runAnalysis, { ...question, ...soon }).catch(() => {});
    thread.begun[0]?.follower.tell?.({ step: "estimating", done: 3, total: 40 });
    const other = await draw({ ...question, indicator: "ucla3-mean" });
    expect([other.status, other.refreshAfter]).toEqual([200, 5]);
    expect(other.html).toContain("Une autre analyse que vous avez demandée est en cours.");
    expect(other.html).toContain("en cours : 3 sur 40");
    expect(other.html).toMatch(/<form[^>]*action="\/observatoire\/atelier\/analyse\/arreter"/);
    expect(other.html.match(/aria-current="step"/g)).toHaveLength(1);
    thread.begun[0]?.finish();
    await as(ana, runAnalysis, question);
    const done = await draw(question);
    expect([done.status, done.refreshAfter]).toEqual([200, null]);
    expect(done.html).not.toContain("Calcul en cours");
  });
});
