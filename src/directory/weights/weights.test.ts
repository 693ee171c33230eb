import {
  anonymousActor,
  randomId,
  stableId,
  type CallOf,
  type ControllerId,
  type Instant,
  type TenantId,
} from "#base";
import { sql } from "kysely";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/support/database.ts";
import { emptier } from "../../../tests/support/emptier.ts";
import { refusal } from "../../../tests/support/loop.ts";
import { actionRunner, clockAt, professional } from "../../../tests/support/run.ts";
import { directoryHandlers } from "../handlers.ts";
import { matchOffers, suggestOffers } from "../actions.ts";
import { defaultWeights } from "../match/weights.ts";
import {
  decideMatchWeights,
  forgetMatchExample,
  keepMatchExample,
  previewMatchWeights,
  readMatchWeights,
  resetMatchWeights,
  restoreMatchWeights,
} from "./actions.ts";
import { weightsOfTown } from "./area-weights.ts";

const database = await freshDatabase();
const clock = clockAt("2026-11-23T11:00:00.000Z");
const handlers = directoryHandlers({
  sentence: (_locale, key) => key,
  baseUrl: "http://tisser.example",
  sendAddresses: async () => undefined,
  accountNames: async (ids) => new Map(ids.map((id) => [id, "Mme Essai"])),
});
const run = actionRunner(database, handlers, clock);
const [here, there] = [randomId<"tenant">(), randomId<"tenant">()];
const [organisation, elsewhere] = [randomId<"controller">(), randomId<"controller">()];
const administrator = professional(here, organisation, "territory-admin");
const coordinator = professional(here, organisation, "team-coordinator");
const worker = professional(here, organisation, "link-worker");
const stranger = professional(there, elsewhere, "territory-admin");
const reason = "Chez nous les gens ne se déplacent pas loin.";

async function territory(tenant: TenantId, controller: ControllerId, ...areas: string[]): Promise<void> {
  const { admin } = database;
  await sql`insert into territory (id, slug, name, country, time_zone, created_at)
    values (${tenant}, ${`t-${tenant}`}, 'Essai', 'FR', 'Europe/Paris', ${clock.now})`.execute(admin);
  await sql`insert into controller (tenant_id, id, name, kind, created_at)
    values (${tenant}, ${controller}, 'Essai', 'association', ${clock.now})`.execute(admin);
  await sql`insert into call_queue values (${tenant}, ${controller}, 'Essai', ${areas}::text[], 'Mo-Fr 09:00-17:00', 5, 3,
    true, 1, ${clock.now})`.execute(admin);
}

/** Puts an invented offer somewhere north of the centre of Annecy. */
async function invent(name: string, type: string, latitude: number): Promise<void> {
  const [organization, location, service] = ["organization", "location", "service"].map((kind) =>
    stableId("weights", kind, name),
  );
  const shared = { source: "weights", source_id: name, imported_on: "2026-11-01", edition: "e", digest: "d" };
  const rows = {
    organization: { id: organization, name: `Maison ${name}`, ...shared },
    location: {
      id: location,
      organization_id: organization,
      city: "Annecy",
      code_insee: "74010",
      latitude,
      longitude: 6.12,
      position_precision: "address",
      ...shared,
    },
    service: {
      id: service,
      organization_id: organization,
      name,
      kind: "activity",
      categories: ["gather"],
      interventions: ["contact-opportunities"],
      publics: [],
      frais: ["gratuit"],
      service_labels: [],
      offer_type: type,
      confirmed_on: "2026-11-01",
      attendance: ["on-site"],
      publics_restricted: false,
      languages: [],
      ways_in: [],
      transport_provided: false,
      by_and_for: false,
      area_values: [],
      ...shared,
    },
    service_at_location: {
      id: stableId<"offer">("weights", "offer", name),
      service_id: service,
      location_id: location,
      phones: [],
      name_key: name,
      search_text: name,
      wheelchair: "yes",
      access_features: [],
      capacity_status: "capacity",
      sessions: [],
      confirmed_on: "2026-11-01",
      ...shared,
    },
  };
  await database.admin.transaction().execute(async (db) => {
    await sql`insert into source (id, name, licence) values ('weights', 'Weights', 'EUPL-1.2') on conflict do nothing`.execute(
      db,
    );
    for (const [table, row] of Object.entries(rows)) {
      const columns = sql.join(Object.keys(row).map((column) => sql.ref(column)));
      await sql`insert into ${sql.table(table)} (${columns})
        select ${columns} from jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify(row)}::jsonb)`.execute(
        db,
      );
    }
  });
}

beforeAll(async () => {
  await territory(here, organisation, "74010");
  await territory(there, elsewhere, "75");
  // What is wished lies far, what is not lies near: the weight of a wish decides.
  await invent("Jeux", "games", 45.96);
  await invent("Café", "social-cafe", 45.9);
});

const empty = emptier(database, "match_weight_decision", "match_example");
beforeEach(async () => {
  await empty();
  // What visitors get is read anew half a minute later.
  clock.now = new Date(Date.parse(clock.now) + 60_000).toISOString() as Instant;
});

const decide = (given: Partial<typeof defaultWeights>, actor = administrator) =>
  run(decideMatchWeights, { ...defaultWeights, ...given, reason }, { actor });
const farIsWorse = { wish: 0.25, beyondComfort: -0.6, near: -0.3 };
const farIsFine = { wish: 0.8, beyondComfort: -0.15, near: 0 };
const need = {
  place: { town: "74010" },
  mobility: { mode: "walk" as const, maxKm: 15 },
  needs: ["meet-people" as const],
  wishes: ["games"],
};
const proposed = async (actor: typeof administrator) =>
  (await run(matchOffers, { need }, { actor })).offers.map(({ offer }) => offer.name);
const suggested = async (town: string) =>
  (
    await run(
      suggestOffers,
      { town, needs: "meet-people", wishes: "games", mobility: "bus" },
      { actor: anonymousActor },
    )
  ).offers.map(({ offer, reasons }) => [offer.name, reasons.length]);
const example: CallOf<typeof keepMatchExample> = {
  title: "Nouvelle venue",
  town: "annecy",
  needs: ["meet-people"],
  wishes: ["games"],
};

describe("the weights of a territory", () => {
  test("rank what its professionals look for and what visitors of its towns are shown, and nobody else’s", async () => {
    await decide(farIsFine);
    expect(await proposed(worker)).toEqual(["Jeux", "Café"]);
    await decide(farIsWorse);
    expect(await proposed(worker)).toEqual(["Café", "Jeux"]);
    expect(await proposed(stranger)).toEqual(["Jeux", "Café"]);
    await run(decideMatchWeights, { ...defaultWeights, ...farIsFine, reason }, { actor: stranger });
    expect(await proposed(worker)).toEqual(["Café", "Jeux"]);
    expect((await run(readMatchWeights, {}, { actor: administrator })).weights.wish).toBe(0.25);
  });

  test("reach visitors of the towns that its queues serve", async () => {
    const usual = await suggested("74010");
    await decide({ leastScore: 0.25, wishAlone: 0.3, wish: 0.25, near: -0.3, beyondComfort: -0.6 });
    const chosen = await suggested("74010");
    expect(chosen.map(([name]) => name)[0]).toBe("Café");
    expect(usual.map(([name]) => name)[0]).toBe("Jeux");
  });

  test("of two territories that serve one town are nobody’s: the defaults hold", () => {
    const weights = { ...defaultWeights, wish: 0.8 };
    const one = { areas: new Set(["74"]), weights };
    expect(weightsOfTown([one], "74010")).toBe(weights);
    expect(weightsOfTown([one, { areas: new Set(["74010"]), weights: defaultWeights }], "74010")).toBe(
      defaultWeights,
    );
    expect(weightsOfTown([one], "73065")).toBe(defaultWeights);
    expect(weightsOfTown([one], null)).toBe(defaultWeights);
    expect(weightsOfTown([{ ...one, areas: new Set(["974"]) }], "97411")).toBe(weights);
  });

  test("out of their bounds, or not going together, are refused at their fields", async () => {
    expect(await refusal(decide({ wish: 0.9 }))).toBe("base.invalidInput");
    expect(await refusal(decide({ largeGroup: -0.3, group: -0.4 }))).toBe("directory.weightsDoNotGoTogether");
    const fault = await decide({ largeGroup: -0.3, group: -0.4 }).catch((error: unknown) => error);
    expect(fault).toMatchObject({ issues: [{ path: "largeGroup", code: "invalid" }] });
    const outside = await decide({ accessToCheck: 0 }).catch((error: unknown) => error);
    expect(outside).toMatchObject({ issues: [{ path: "accessToCheck" }] });
    expect((await run(readMatchWeights, {}, { actor: administrator })).decisions).toEqual([]);
  });

  test("every decision stays readable with its reason; an earlier one and the defaults can be taken again", async () => {
    await decide({ wish: 0.6 });
    await decide({ wish: 0.7, near: -0.2 });
    await run(restoreMatchWeights, { position: 1, reason }, { actor: administrator });
    const read = await run(readMatchWeights, {}, { actor: coordinator });
    expect([read.weights.wish, read.weights.near, read.isDefault]).toEqual([0.6, -0.1, false]);
    expect(
      read.decisions.map(({ position, changed }) => [position, changed.map(({ name }) => name)]),
    ).toEqual([
      [3, ["wish", "near"]],
      [2, ["wish", "near"]],
      [1, ["wish"]],
    ]);
    expect(read.decisions[0]?.decidedBy).toBe("Mme Essai");
    await run(resetMatchWeights, { reason }, { actor: administrator });
    const after = await run(readMatchWeights, {}, { actor: coordinator });
    expect([after.weights, after.isDefault]).toEqual([defaultWeights, true]);
    expect(await refusal(run(restoreMatchWeights, { position: 99, reason }, { actor: administrator }))).toBe(
      "directory.weightDecisionUnknown",
    );
  });

  test("are decided by the administration of the territory alone", async () => {
    expect(await refusal(decide({ wish: 0.6 }, coordinator))).toBe("base.notAllowed");
    expect(await refusal(decide({ wish: 0.6 }, worker))).toBe("base.notAllowed");
    expect(await refusal(run(readMatchWeights, {}, { actor: worker }))).toBe("base.notAllowed");
    const both = await Promise.all([refusal(decide({ wish: 0.6 })), refusal(decide({ wish: 0.7 }))]);
    expect(both).toContain("accepted");
    expect(both.every((code) => code === "accepted" || code === "directory.weightDecisionOvertaken")).toBe(
      true,
    );
  });
});

describe("saved examples", () => {
  test("show what weights would move and why, before anything is decided", async () => {
    await run(keepMatchExample, { ...example, mobility: "bus" }, { actor: coordinator });
    const preview = await run(
      previewMatchWeights,
      { ...defaultWeights, ...farIsWorse },
      { actor: administrator },
    );
    expect(preview.changed).toEqual(["wish", "near", "beyondComfort"]);
    const [shown] = preview.examples;
    expect(shown?.title).toBe("Nouvelle venue");
    expect(shown?.before.map(({ offer, rank }) => [offer.name, rank])).toEqual([
      ["Jeux", 1],
      ["Café", 2],
    ]);
    expect(shown?.after.map(({ offer, rank, otherRank }) => [offer.name, rank, otherRank])).toEqual([
      ["Café", 1, 2],
      ["Jeux", 2, 1],
    ]);
    expect(shown?.after[1]?.moved.map(({ part }) => part)).toEqual(
      expect.arrayContaining(["wish", "distance"]),
    );
    expect((await run(readMatchWeights, {}, { actor: administrator })).isDefault).toBe(true);
  });

  test("are the territory’s own, hold codes alone, and go when they are removed", async () => {
    const { id } = await run(keepMatchExample, example, { actor: administrator });
    expect((await run(readMatchWeights, {}, { actor: stranger })).examples).toEqual([]);
    expect(await refusal(run(forgetMatchExample, { id }, { actor: stranger }))).toBe(
      "directory.exampleNotFound",
    );
    const { examples } = await run(readMatchWeights, {}, { actor: administrator });
    expect(examples[0]?.need).toEqual({
      town: "74010",
      mobility: "bus",
      age: null,
      lifeEvent: null,
      needs: ["meet-people"],
      wishes: ["games"],
      barriers: [],
      accessibility: [],
      digital: "ok",
      budget: "low",
    });
    await run(forgetMatchExample, { id }, { actor: coordinator });
    expect((await run(readMatchWeights, {}, { actor: administrator })).examples).toEqual([]);
  });

  test.each([
    ["no town", { town: "Ville qui n’est nulle part" }, "directory.exampleTownUnclear"],
    ["a town among several", { town: "Saint-Martin" }, "directory.exampleTownUnclear"],
    ["nothing looked for", { needs: [], wishes: [] }, "directory.exampleAsksNothing"],
    ["a free word", { wishes: ["Jeanne Dupont"] }, "base.invalidInput"],
    ["a sensitive attribute", { situation: ["lgbt"] }, "base.invalidInput"],
    ["a person’s own words", { text: "Je m’appelle Jeanne" }, "base.invalidInput"],
  ])("with %s are refused", async (_name, given, code) => {
    const input = { ...example, ...given } as CallOf<typeof keepMatchExample>;
    expect(await refusal(run(keepMatchExample, input, { actor: administrator }))).toBe(code);
  });

  test("have a title each, and are ten at most", async () => {
    await run(keepMatchExample, example, { actor: administrator });
    expect(await refusal(run(keepMatchExample, example, { actor: administrator }))).toBe(
      "directory.exampleTitleTaken",
    );
    for (let at = 2; at <= 10; at += 1)
      await run(keepMatchExample, { ...example, title: `Exemple ${at}` }, { actor: administrator });
    expect(
      await refusal(run(keepMatchExample, { ...example, title: "De trop" }, { actor: administrator })),
    ).toBe("directory.tooManyExamples");
  });
});
