import { createHash } from "node:crypto";
import {
  anonymousActor,
  operatorActor,
  randomId,
  toInstant,
  type Actor,
  type AnyAction,
  type CallOf,
  type OutputOf,
  type Role,
} from "#base";
import { createController, createTerritory } from "#access/handlers";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/support/database.ts";
import { runAction } from "../../server/run-action.ts";
import {
  approveRelease,
  downloadRelease,
  exportAnalysis,
  listReleaseProposals,
  listReleases,
  proposeRelease,
  readAnalysis,
  readIndicator,
  refuseRelease,
  runAnalysis,
  saveAnalysis,
  verifyRelease,
} from "../actions.ts";
import { observatoryHandlers } from "../handlers.ts";
import { sizeOf, type Survey } from "../survey.ts";
import { syntheticSurvey } from "../synthetic-survey.ts";
import type { SurveyShelf } from "../survey-shelf.ts";

const database = await freshDatabase();
const now = toInstant(new Date("2026-11-28T11:00:00Z"));
const [tenantId, controllerId, otherId] = [
  randomId<"tenant">(),
  randomId<"controller">(),
  randomId<"controller">(),
];
await database.as({}, async (tx) => {
  const place = { name: "Essai", country: "FR", timeZone: "Europe/Paris", isDemonstration: true, now };
  await createTerritory(tx, { ...place, id: tenantId, slug: "essai" });
  for (const id of [controllerId, otherId])
    await createController(tx, { tenantId, id, name: `Maison ${id}`, kind: "association", now });
});

const whole = syntheticSurvey();
/** The same survey with one respondent of the last wave left out. */
const fewer: Survey = {
  ...whole,
  waves: whole.waves.map((wave, position) => {
    if (position < 3) return wave;
    const rows = Array.from({ length: sizeOf(wave) - 1 }, (_, row) => row + 1);
    return {
      ...wave,
      stratum: Int32Array.from(rows, (row) => wave.stratum[row] ?? 0),
      psu: Int32Array.from(rows, (row) => wave.psu[row] ?? 0),
      weight: Float64Array.from(rows, (row) => wave.weight[row] ?? 0),
      answers: Object.fromEntries(
        Object.entries(wave.answers).map(([name, codes]) => [
          name,
          Int8Array.from(rows, (row) => codes[row] ?? -1),
        ]),
      ),
    };
  }),
};
let atHand = whole;
const shelf: SurveyShelf = {
  list: async () => [{ id: atHand.id, isSynthetic: true }],
  open: async (id) => (id === atHand.id ? atHand : null),
};
const handlers = observatoryHandlers({ surveys: shelf });
const services = {
  db: database.app,
  clock: () => now,
  newId: randomId,
  receiptSecret: new Uint8Array(32),
};

function somebody(role: Role, place = controllerId): Actor {
  return {
    kind: "account",
    id: randomId<"account">(),
    tenantId,
    memberships: [{ tenantId, controllerId: place, role }],
    hasSecondFactor: true,
  };
}
const ana = somebody("analyst");
const bea = somebody("analyst");

async function as<A extends AnyAction>(actor: Actor, action: A, input: CallOf<A>): Promise<OutputOf<A>> {
  const bound = handlers.find((handler) => handler.action.name === action.name);
  if (bound === undefined) throw new Error(`no handler for ${action.name}`);
  const { output } = await runAction(services, {
    bound,
    actor,
    input,
    key: null,
    needsKey: false,
    version: null,
    http: { headers: new Headers(), setCookies: [], address: null },
  });
  return output as OutputOf<A>;
}

const survey = whole.id;

/** The releases of the survey of this test. */
async function releasesOf() {
  const { releases } = await as(anonymousActor, listReleases, {});
  return releases.filter((one) => one.survey === survey);
}
const question = { survey, indicator: "no-network", breakdown: "age", filter1: "sex=woman" } as const;

describe("the register of releases", () => {
  test("begins with the release that the program brings along, whose bytes have its digest", async () => {
    const releases = await releasesOf();
    expect(releases.map((one) => one.survey)).toEqual([survey]);
    const [first] = releases;
    expect(first).toMatchObject({ version: 1, isInForce: true, persistentId: `tisser.release/${survey}/v1` });
    const { text } = await as(anonymousActor, downloadRelease, { release: first?.id ?? "" });
    expect(createHash("sha256").update(text).digest("hex")).toBe(first?.digest);
  });

  test("takes nothing from a visitor, a link worker or whoever has no second factor", async () => {
    const order = { survey, note: "Essai" };
    await expect(as(anonymousActor, proposeRelease, order)).rejects.toThrow("base.signInNeeded");
    await expect(as(somebody("link-worker"), proposeRelease, order)).rejects.toThrow("base.notAllowed");
    await expect(as({ ...ana, hasSecondFactor: false }, proposeRelease, order)).rejects.toThrow(
      "base.secondFactorNeeded",
    );
    await expect(as(operatorActor, proposeRelease, order)).rejects.toThrow("observatory.organisationNeeded");
    await expect(as(ana, proposeRelease, { ...order, survey: "none" })).rejects.toThrow(
      "observatory.surveyNotFound",
    );
  });

  test("refuses a release in which there is nothing new", async () => {
    await expect(as(ana, proposeRelease, { survey, note: "Rien" })).rejects.toThrow(
      "observatory.releaseUnchanged",
    );
  });

  test("walks an analysis from its name to a second release, by two persons", async () => {
    const { analysisId } = await as(ana, saveAnalysis, { ...question, name: "Femmes sans réseau" });
    const kept = await as(bea, readAnalysis, { analysisId });
    expect(kept).toMatchObject({ name: "Femmes sans réseau", wave: null, published: null });
    const waves = ["2023", "2024", "2025", "2026"];
    const [brought] = await releasesOf();
    const everybody = await as(ana, saveAnalysis, { ...question, filter1: "", name: "Sans réseau" });
    expect(await as(bea, readAnalysis, everybody)).toMatchObject({
      published: { release: brought?.id, waves },
    });
    await expect(as(somebody("analyst", otherId), readAnalysis, { analysisId })).rejects.toThrow(
      "observatory.analysisNotFound",
    );
    const order = { survey, analysisIds: [analysisId], note: "Pour le rapport de 2027" };
    const { proposalId, releaseId } = await as(ana, proposeRelease, order);
    const seen = async (actor: Actor) =>
      (await as(actor, listReleaseProposals, {})).proposals.map(({ mayDecide }) => mayDecide);
    expect(await seen(ana)).toEqual([false]);
    expect(await seen(bea)).toEqual([true]);
    expect(await seen(somebody("analyst", otherId))).toEqual([]);
    await expect(as(ana, approveRelease, { proposalId })).rejects.toMatchObject({
      code: "base.notAllowed",
      issues: [{ code: "ownAct" }],
    });
    await expect(as(somebody("analyst", otherId), approveRelease, { proposalId })).rejects.toThrow(
      "observatory.proposalNotFound",
    );
    const published = await as(bea, approveRelease, { proposalId });
    expect(published).toEqual({ releaseId, persistentId: `tisser.release/${survey}/v2` });
    await expect(as(bea, approveRelease, { proposalId })).rejects.toThrow("observatory.proposalDecided");
    expect(await as(bea, readAnalysis, { analysisId })).toMatchObject({
      published: { release: releaseId, waves },
    });
    const releases = await releasesOf();
    expect(releases.map(({ version, isInForce }) => [version, isInForce])).toEqual([
      [2, true],
      [1, false],
    ]);
    const { text } = await as(anonymousActor, downloadRelease, { release: releaseId });
    expect(createHash("sha256").update(text).digest("hex")).toBe(releases[0]?.digest);
    expect(text).toContain('"analyses":[');
    // The page of the indicator now comes from the second release; the first one can still be asked for.
    const tables = await as(anonymousActor, readIndicator, { indicator: "no-network" });
    expect(tables.release.id).toBe(releaseId);
    const old = await as(anonymousActor, readIndicator, {
      indicator: "no-network",
      release: releases[1]?.id,
    });
    expect(old.tables).toEqual(tables.tables);
  });

  test("verifies what it holds, and notices a release that was altered", async () => {
    const [newest] = await releasesOf();
    const release = newest?.id ?? "";
    expect(await as(ana, verifyRelease, { release })).toMatchObject({
      isDigestRight: true,
      faults: [],
      auditedWith: [expect.stringMatching(/^synthetic-2023-2026-/)],
    });
    const alter = (from: string, to: string) =>
      sql`update survey_release set content = replace(content, ${from}, ${to}) where id = ${release}`.execute(
        database.admin,
      );
    await alter('"fromAge":16', '"fromAge":15');
    expect(await as(ana, verifyRelease, { release })).toMatchObject({ isDigestRight: false });
    await alter('"fromAge":15', '"fromAge":16');
  });

  test("refuses a release one respondent apart from an earlier one, and names the figure", async () => {
    atHand = fewer;
    const refusal = as(ana, proposeRelease, { survey, note: "Une réponse retirée" });
    await expect(refusal).rejects.toMatchObject({
      code: "observatory.auditFailed",
      params: { reason: "difference", cell: expect.stringMatching(/^2026 · /) },
    });
    atHand = whole;
    expect(await releasesOf()).toHaveLength(2);
  });

  test("keeps a refusal with its reason, and nothing comes out", async () => {
    const { analysisId } = await as(ana, saveAnalysis, {
      ...question,
      filter1: "household=alone",
      name: "Vivre seul",
    });
    const order = { survey, analysisIds: [analysisId], note: "À relire" };
    const { proposalId } = await as(ana, proposeRelease, order);
    await as(bea, refuseRelease, { proposalId, reason: "Attendre la vague suivante" });
    const { proposals } = await as(ana, listReleaseProposals, {});
    expect(proposals.find(({ id }) => id === proposalId)).toMatchObject({
      status: "refused",
      decisionNote: "Attendre la vague suivante",
      mayDecide: false,
    });
    expect(await releasesOf()).toHaveLength(2);
  });
});

describe("an analysis", () => {
  test("shows n, design effect, degrees of freedom, variation and warnings of each figure shown, and nothing of the others", async () => {
    const result = await as(ana, runAnalysis, {
      ...question,
      filter2: "household=alone",
      breakdown: "disability",
    });
    expect(result.cells.map(({ category }) => category)).toEqual(["severe", "moderate", "none"]);
    expect(result.cells.some(({ status }) => status === "suppressed")).toBe(true);
    for (const { status, n, deff, df, cv } of result.cells) {
      const isShown = status === "published";
      for (const one of [n, deff, df, cv]) expect(one !== null).toBe(isShown);
      if (isShown) expect(n).toBeGreaterThanOrEqual(30);
    }
  });

  test("is worked out while the public pages go on being answered", async () => {
    const order: string[] = [];
    const work = as(ana, runAnalysis, { ...question, breakdown: "household" }).then(() => order.push("work"));
    for (let asked = 0; asked < 5; asked += 1) {
      await as(anonymousActor, readIndicator, { indicator: "no-network" });
      order.push("page");
    }
    await work;
    // On the server's own thread the work would stand before nearly all of them.
    expect(order.indexOf("work")).toBeGreaterThan(2);
  });

  test("without filter gives what the release shows", async () => {
    const result = await as(ana, runAnalysis, { survey, indicator: "no-network", breakdown: "age" });
    const { tables } = await as(anonymousActor, readIndicator, { indicator: "no-network" });
    const shown = tables.find(({ breakdown }) => breakdown === "age")?.waves.at(-1)?.cells ?? [];
    expect(result.cells.map(({ value, low, high, n }) => ({ value, low, high, n }))).toEqual(
      shown.map(({ value, low, high, n }) => ({ value, low, high, n })),
    );
  });

  test("is refused for what the survey does not carry", async () => {
    const ask = (more: Partial<CallOf<typeof runAnalysis>>) => as(ana, runAnalysis, { ...question, ...more });
    await expect(ask({ indicator: "wel-01" })).rejects.toThrow("observatory.notAvailable");
    await expect(ask({ wave: "1999" })).rejects.toThrow("observatory.waveNotFound");
    await expect(ask({ filter1: "age=16-24" })).rejects.toThrow("observatory.filterUnusable");
    await expect(ask({ filter2: "sex=man" })).rejects.toThrow("observatory.filterUnusable");
    await expect(ask({ filter1: "sex=cat" })).rejects.toThrow("observatory.filterUnusable");
    await expect(ask({ filter1: "sex' or 1=1" })).rejects.toThrow("base.invalidInput");
  });

  test("holds the same figures in every file, and no figure of a withheld cell", async () => {
    const ask = { ...question, filter2: "household=alone", breakdown: "disability" } as const;
    const { cells } = await as(ana, runAnalysis, ask);
    const json = await as(ana, exportAnalysis, { ...ask, format: "json" });
    const csv = await as(ana, exportAnalysis, { ...ask, format: "csv" });
    const r = await as(ana, exportAnalysis, { ...ask, format: "r" });
    expect((JSON.parse(json.text) as { readonly cells: unknown }).cells).toEqual(cells);
    const lines = csv.text.trimEnd().split("\r\n").slice(1);
    for (const [position, { category, status }] of cells.entries()) {
      if (status === "published") continue;
      expect(lines[position]).toMatch(new RegExp(`,${category},,,,,,,,,${status},protected$`));
      expect(r.text).toMatch(new RegExp(`withheld <- c\\([^)]*'${category}'`));
      expect(r.text).not.toMatch(new RegExp(`shown <- c\\([^)]*'${category}'`));
    }
  });
});
