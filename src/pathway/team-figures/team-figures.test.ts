import { beforeEach, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { exportTeamFigures, readTeamFigures } from "../actions.ts";

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
  expect(figures.partners).toEqual([{ name: "Café des voisins d’essai", open: 2 }]);
  expect((await run(readTeamFigures, { year: 2025 }, { actor })).persons).toBeNull();
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
