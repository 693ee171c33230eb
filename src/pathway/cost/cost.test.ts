import { randomId, type CallOf } from "#base";
import { sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { professional } from "../../../tests/support/run.ts";
import {
  exportTeamFigures,
  readTeamFigures,
  readTerritoryFigures,
  recordTeamCost,
  recordTerritoryCost,
  removeTeamCost,
  removeTerritoryCost,
} from "../actions.ts";

const world = await loopWorld();
const { run, tenantId, ccas, worker, database } = world;
const actor = professional(tenantId, ccas, "link-worker", "team-coordinator");
const admin = professional(tenantId, ccas, "territory-admin");

beforeEach(async () => {
  await world.reset();
  await sql`delete from programme_cost`.execute(database.admin);
});

const cost = (given: Partial<CallOf<typeof recordTeamCost>> = {}) => ({
  costId: randomId<"programme-cost">(),
  fromDay: "2026-01-01",
  untilDay: "2026-12-31",
  amount: "12 000,00",
  covers: "Un mi-temps et une salle",
  source: "Compte administratif",
  controllerId: ccas,
  ...given,
});
const record = (given: Partial<CallOf<typeof recordTeamCost>> = {}, by = actor) =>
  run(recordTeamCost, cost(given), { actor: by });
const read = async () => (await run(readTeamFigures, {}, { actor })).cost;

test("a cost that the team entered stands beside its figures, by person where there are enough, and in the file", async () => {
  expect(await read()).toEqual({ entered: [], ofYear: null });
  await record();
  expect((await read()).ofYear).toMatchObject({ amountCents: 1_200_000, days: 365, perPersonEuros: null });
  for (let at = 0; at < 12; at += 1) await world.open(worker);
  const shown = await read();
  expect(shown.entered).toMatchObject([
    { covers: "Un mi-temps et une salle", source: "Compte administratif" },
  ]);
  expect(shown.ofYear).toMatchObject({
    perPersonEuros: 1000,
    perKnownEndEuros: null,
    perLivingTieEuros: null,
  });
  const { text } = await run(exportTeamFigures, { year: 2026 }, { actor });
  expect(text).toContain("2026,cost,person,euros,1000\r\n");
  expect(text).toContain("2026,cost,known-end,euros,\r\n");
});

test.each([
  ["the end before the beginning", { untilDay: "2025-12-31" }, "pathway.costPeriodInvalid"],
  ["more than five years", { untilDay: "2032-01-01" }, "pathway.costPeriodInvalid"],
  ["less than nothing", { amount: "-12" }, "base.invalidInput"],
  ["a comma for thousands", { amount: "12,000" }, "base.invalidInput"],
  ["a day of no calendar", { fromDay: "2026-02-30" }, "base.invalidInput"],
  ["nothing that it covers", { covers: " " }, "base.invalidInput"],
  ["another organisation", { controllerId: randomId<"controller">() }, "pathway.organisationNeeded"],
])("%s is refused", async (_name, given, code) => {
  expect(await refusal(record(given))).toBe(code);
});

test("periods of one team do not overlap, also entered at once; what is taken back makes room", async () => {
  const { costId } = await record({ fromDay: "2026-01-01", untilDay: "2026-06-30" });
  expect(await refusal(record({ fromDay: "2026-06-30" }))).toBe("pathway.costOverlaps");
  const both = await Promise.all([
    refusal(record({ fromDay: "2026-07-01" })),
    refusal(record({ fromDay: "2026-07-01" })),
  ]);
  expect(both.toSorted()).toEqual(["accepted", "pathway.costOverlaps"]);
  await run(removeTeamCost, { costId, controllerId: ccas }, { actor });
  expect(await refusal(run(removeTeamCost, { costId, controllerId: ccas }, { actor }))).toBe(
    "pathway.costNotFound",
  );
  await record({ fromDay: "2026-06-30", untilDay: "2026-06-30" });
  expect((await read()).entered).toHaveLength(2);
});

test("who leads the team enters its cost, the administrator that of the territory, and neither touches the other's", async () => {
  expect(await refusal(record({}, worker))).toBe("base.notAllowed");
  const { controllerId: _own, ...territory } = cost({ amount: "50000" });
  expect(await refusal(run(recordTerritoryCost, territory, { actor }))).toBe("base.notAllowed");
  const { costId } = await run(recordTerritoryCost, territory, { actor: admin });
  expect((await read()).entered).toEqual([]);
  expect(await refusal(run(removeTeamCost, { costId, controllerId: ccas }, { actor }))).toBe(
    "pathway.costNotFound",
  );
  const own = await record();
  const shown = (await run(readTerritoryFigures, {}, { actor: admin })).cost;
  expect(shown.entered.map(({ id }) => id)).toEqual([costId]);
  expect(shown.ofYear).toMatchObject({ amountCents: 5_000_000, perPersonEuros: null });
  expect(await refusal(run(removeTerritoryCost, { costId: own.costId }, { actor: admin }))).toBe(
    "pathway.costNotFound",
  );
  await run(removeTerritoryCost, { costId }, { actor: admin });
});

test("costs of another organisation or territory are not there", async () => {
  await record();
  const seen = (given: {
    readonly controllerIds: readonly (typeof ccas)[];
    readonly tenantId?: typeof tenantId;
  }) =>
    database.as(
      { tenantId, ...given },
      async (tx) => (await sql`select from programme_cost`.execute(tx)).rows.length,
    );
  expect(await seen({ controllerIds: [ccas] })).toBe(1);
  expect(await seen({ controllerIds: [randomId<"controller">()] })).toBe(0);
  expect(await seen({ controllerIds: [ccas], tenantId: randomId<"tenant">() })).toBe(0);
});
