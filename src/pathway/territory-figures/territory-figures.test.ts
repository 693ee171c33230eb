import { randomId, type ControllerId } from "#base";
import { sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { professional } from "../../../tests/support/run.ts";
import {
  exportTerritoryFigures,
  giveTerritoryFigures,
  readTeamFigures,
  readTerritoryFigures,
  withdrawTerritoryFigures,
} from "../actions.ts";
import type { Contribution } from "./contribution.ts";

const world = await loopWorld();
const { run, tenantId, ccas, worker, colleague, database } = world;
const coordinator = professional(tenantId, ccas, "link-worker", "team-coordinator");
const actor = professional(tenantId, ccas, "territory-admin");
const analyst = professional(tenantId, ccas, "analyst");

beforeEach(async () => {
  await world.reset();
  await sql`delete from figure_contribution`.execute(database.admin);
});

const person = (
  age: string,
  reached: "noticed" | "attended" = "noticed",
): Contribution["persons"][number] => ({
  groups: { age, sex: "unknown", place: "73", channel: "file" },
  reached,
  days: {},
  notYet: [],
  newTies: null,
  asked: [],
});
const many = (count: number, age: string) => Array.from({ length: count }, () => person(age));

/** Another organisation of the territory that gave its lines of this year. */
async function gives(persons: Contribution["persons"], partners: readonly string[] = []): Promise<void> {
  const controllerId = randomId<"controller">();
  await sql`insert into controller (tenant_id, id, name, kind, created_at)
    values (${tenantId}, ${controllerId}, 'Essai', 'association', ${world.clock.now})`.execute(
    database.admin,
  );
  const records = JSON.stringify({ persons, ends: [], partners });
  await sql`insert into figure_contribution (tenant_id, controller_id, year, ground, records, given_at)
    values (${tenantId}, ${controllerId}, 2026, 'consent', ${records}, ${world.clock.now})`.execute(
    database.admin,
  );
}

const give = (ground: "public-interest-task" | "consent", controllerId: ControllerId = ccas) =>
  run(giveTerritoryFigures, { controllerId, year: 2026, ground }, { actor: coordinator });

test("a team gives lines of those who were told of statistics, of those who agreed alone on the other ground, and takes them back", async () => {
  for (const statisticsUse of ["not-asked", "informed", "agreed", "objected"] as const)
    await world.open(worker, { statisticsUse });
  expect(await give("public-interest-task")).toEqual({ persons: 2 });
  expect(await give("consent")).toEqual({ persons: 1 });
  expect((await run(readTeamFigures, {}, { actor: coordinator })).given).toEqual({
    at: world.clock.now,
    ground: "consent",
  });
  const kept = await sql<{ text: string }>`select records::text as text from figure_contribution`.execute(
    database.admin,
  );
  expect(kept.rows).toHaveLength(1);
  expect(kept.rows[0]?.text).not.toMatch(/Canari|Beausoleil|[0-9a-f]{8}-|\d{4}-\d{2}/);
  const back = { controllerId: ccas, year: 2026 };
  expect(await run(withdrawTerritoryFigures, back, { actor: coordinator })).toEqual({ wasGiven: true });
  expect(await run(withdrawTerritoryFigures, back, { actor: coordinator })).toEqual({ wasGiven: false });
  expect((await run(readTerritoryFigures, {}, { actor })).organisations).toEqual([]);
});

test("who leads the team gives, the territory's administrator and analyst read, and nobody gives a year to come", async () => {
  const given = { controllerId: ccas, year: 2026, ground: "consent" } as const;
  expect(await refusal(run(giveTerritoryFigures, given, { actor: worker }))).toBe("base.notAllowed");
  expect(await refusal(run(giveTerritoryFigures, { ...given, year: 2027 }, { actor: coordinator }))).toBe(
    "pathway.yearNotBegun",
  );
  for (const other of [worker, coordinator, colleague])
    expect(await refusal(run(readTerritoryFigures, {}, { actor: other }))).toBe("base.notAllowed");
  expect((await run(readTerritoryFigures, {}, { actor: analyst })).isEnough).toBe(false);
});

test("figures of fewer than three organisations are not shown, however many persons they have", async () => {
  for (let at = 0; at < 2; at += 1) await gives(many(60, "60-74"));
  await gives([]);
  const figures = await run(readTerritoryFigures, { year: 2026 }, { actor });
  expect(figures).toMatchObject({ isEnough: false, persons: null, equity: [{ groups: [] }, {}, {}, {}] });
  expect(figures.organisations).toHaveLength(3);
  expect((await run(exportTerritoryFigures, { year: 2026 }, { actor })).text).not.toMatch(/,\d+\r\n/);
});

test("what a team knows of itself gives no small number of the others away, on the page or in the file", async () => {
  for (let at = 0; at < 12; at += 1)
    await world.open(worker, { birthDate: "1940-05-01", statisticsUse: "agreed" });
  await give("consent");
  await gives(
    [...many(20, "60-74"), ...many(3, "75+")],
    Array.from({ length: 12 }, () => "Café du lac"),
  );
  await gives([...many(20, "60-74"), ...many(2, "75+")]);
  await gives([...many(20, "60-74"), ...many(1, "75+")]);
  const figures = await run(readTerritoryFigures, { year: 2026 }, { actor });
  // 18 persons of 75 and more, of which the team knows twelve: six would be left.
  expect(figures.persons).toBe(78);
  expect(figures.equity[0]).toMatchObject({ groups: [{ code: "together", persons: 78 }] });
  // The twelve referrals are of a single team.
  expect(figures.partners).toEqual([{ code: "together", count: null }]);
  const { text } = await run(exportTerritoryFigures, { year: 2026 }, { actor });
  expect(text).toContain("2026,age,together,persons,78\r\n");
  expect(text).toContain("2026,partners,together,referrals,\r\n");
  expect(text).not.toMatch(/75\+|Café|Canari/);
});

test("an organisation of another territory reads nothing of it", async () => {
  for (let at = 0; at < 3; at += 1) await gives(many(30, "60-74"));
  const [membership] = world.stranger.memberships;
  if (membership === undefined) throw new Error("a stranger works somewhere");
  const elsewhere = professional(membership.tenantId, membership.controllerId, "territory-admin");
  expect(await run(readTerritoryFigures, { year: 2026 }, { actor: elsewhere })).toMatchObject({
    isEnough: false,
    organisations: [],
  });
});
