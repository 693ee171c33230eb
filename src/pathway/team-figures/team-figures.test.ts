import { sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { exportFile, exportTeamFigures, readFile, readNeeds, readTeamFigures } from "../actions.ts";

const world = await loopWorld();
const { run, worker: actor, prescriber, colleague } = world;

beforeEach(() => world.reset());

test("the figures of a team count its own files of the year, whose persons do not object, and withhold what is small", async () => {
  const opened = [];
  for (let at = 0; at < 13; at += 1)
    opened.push(await world.open(actor, { birthDate: at < 12 ? "1950-05-01" : null, townCode: "73065" }));
  await world.open(actor, { statisticsUse: "objected" });
  await world.open(colleague);
  for (const personId of opened.slice(0, 2)) await world.refer(personId);
  const figures = await run(readTeamFigures, {}, { actor });
  expect(figures.year).toBe(2026);
  expect(figures.funnel.map(({ count }) => count)).toEqual([13, null, null, null, null]);
  expect(figures.ends).toEqual([{ code: "together", count: null }]);
  expect(figures.equity.find(({ dimension }) => dimension === "age")?.groups).toEqual([
    { code: "together", persons: 13, attendedShare: null },
  ]);
  expect(figures.equity.find(({ dimension }) => dimension === "place")?.groups).toMatchObject([
    { code: "73", persons: 13 },
  ]);
  expect(figures.ties).toMatchObject({ n: null, share: null, unknownShare: null });
  expect(figures.partners).toMatchObject([{ name: "Café des voisins d’essai", open: 2 }]);
  expect((await run(readTeamFigures, { year: 2025 }, { actor })).persons).toBeNull();
});

test("persons are told apart by sex as they said it; who was not asked or did not wish to say are unknown together", async () => {
  for (const sex of ["woman", "man", "not-said", null] as const)
    for (let at = 0; at < (sex === "woman" ? 14 : sex === "man" ? 12 : 6); at += 1)
      await world.open(actor, { sex });
  const { equity } = await run(readTeamFigures, {}, { actor });
  expect(equity.find(({ dimension }) => dimension === "sex")?.groups).toMatchObject([
    { code: "man", persons: 12 },
    { code: "unknown", persons: 12 },
    { code: "woman", persons: 14 },
  ]);
});

test("the sex of a person lies sealed, is handed out to them, and changes nothing in the question for matching", async () => {
  const profiles = [];
  for (const sex of ["woman", "man", "not-said", null] as const) {
    const personId = await world.open(actor, { sex });
    expect((await run(readFile, { personId }, { actor })).sex).toBe(sex);
    expect((await run(exportFile, { personId }, { actor: world.officer })).person.sex).toBe(sex);
    profiles.push((await run(readNeeds, { personId }, { actor })).profile);
  }
  expect(new Set(profiles.map((profile) => JSON.stringify(profile))).size).toBe(1);
  const { rows } = await sql<{
    text: string | null;
  }>`select encode(sex, 'escape') as text from person`.execute(world.database.admin);
  expect(rows.filter(({ text }) => text === null)).toHaveLength(1);
  expect(rows.map(({ text }) => text ?? "").join(" ")).not.toMatch(/woman|man|not-said/);
  expect(await refusal(world.open(actor, { sex: "x" as "man" }))).toBe("base.invalidInput");
});

test("the file of figures says no name, leaves what is withheld empty, and is the team's alone", async () => {
  for (let at = 0; at < 12; at += 1) await world.refer(await world.open());
  const { text } = await run(exportTeamFigures, { year: 2026 }, { actor });
  expect(text).toContain("2026,funnel,noticed,persons,12\r\n");
  expect(text).toContain("2026,funnel,referred,persons,\r\n");
  expect(text).toContain("2026,ends,open,referrals,12\r\n");
  expect(text).not.toMatch(/Canari|Beausoleil|Café/);
  expect(await refusal(run(readTeamFigures, {}, { actor: prescriber }))).toBe("base.notAllowed");
  const foreign = { controllerId: world.ccas };
  expect(await refusal(run(readTeamFigures, foreign, { actor: colleague }))).toBe(
    "pathway.organisationNeeded",
  );
});
