import { existsSync, readFileSync } from "node:fs";
import type { AnyAction, CallOf, Instant, LocalDate, OutputOf } from "#base";
import { anonymousActor, randomId } from "#base";
import { describe, expect, test } from "vitest";
import { freshDatabase } from "../../tests/support/database.ts";
import { findTowns, listHelplines } from "./actions.ts";
import { importTownPositions, townHandlers, townWithCentre } from "./town-handlers.ts";

const database = await freshDatabase();
const handlers = townHandlers({ onTownsImported: () => {}, sentence: (_locale, key) => key });

async function call<A extends AnyAction>(action: A, input: CallOf<A>): Promise<OutputOf<A>> {
  const bound = handlers.find((handler) => handler.action.name === action.name);
  if (bound === undefined) throw new Error(`no handler for ${action.name}`);
  const parsed = action.input.parse(input);
  return database.as({}, async (db) => {
    const answer = await bound.implementation.run({
      input: parsed,
      actor: anonymousActor,
      db,
      now: "2026-11-23T11:00:00.000Z" as Instant,
      newId: randomId,
      facts: undefined as never,
      audit: () => undefined,
      http: { headers: new Headers(), setCookies: [], address: null },
      afterCommit: () => undefined,
    });
    return action.output.parse(answer) as OutputOf<A>;
  });
}

const origin = { source: "communes", importedOn: "2026-11-21" as LocalDate };
const importCsv = (csv: string) => database.as({}, (db) => importTownPositions(db, csv, origin));

describe("finding towns", () => {
  test("answers the best first, no more than asked, with how far the centre may be off", async () => {
    const { towns } = await call(findTowns, { q: "Grenobel", limit: 3 });
    expect(towns[0]).toMatchObject({ code: "38185", departementName: "Isère", positionErrorKm: 3 });
    expect(towns.length).toBeLessThanOrEqual(3);
  });

  test("answers an empty list for a town that does not exist", async () => {
    expect(await call(findTowns, { q: "Trifouillis-les-Oies" })).toEqual({ towns: [] });
  });

  test.each(["", " ", "a".repeat(81)])("refuses %j as invalid", (q) => {
    expect(findTowns.input.safeParse({ q }).success).toBe(false);
  });

  test.each(["😀".repeat(40), "\u0000", "\ud800", "'; drop table town_position; --", "مرسيليا"])(
    "answers %j with an empty list",
    async (q) => {
      expect(await call(findTowns, { q })).toEqual({ towns: [] });
    },
  );
});

describe("importing exact centres", () => {
  test("makes a town's centre exact, in lists and by code; a second import changes nothing", async () => {
    const csv = "code,lon,lat\n05001,6.68,44.59\n00000,1,45\n";
    const report = await importCsv(csv);
    expect(report).toMatchObject({
      read: 2,
      created: 1,
      updated: 0,
      refused: [{ row: 3, field: "code", code: "unknownTown" }],
    });
    expect(await importCsv(csv)).toEqual({ ...report, created: 0, unchanged: 1 });
    const exact = { position: { latitude: 44.59, longitude: 6.68 }, positionErrorKm: 0 };
    expect((await call(findTowns, { q: "05001" })).towns[0]).toMatchObject(exact);
    expect(await database.as({}, (db) => townWithCentre(db, "05001"))).toMatchObject(exact);
    expect(await database.as({}, (db) => townWithCentre(db, "99999"))).toBeNull();
  });

  test("keeps nothing of a file without the columns", async () => {
    expect((await importCsv("nom;lon;lat\nBordeaux;1;45")).refused).toEqual([
      { row: 1, field: "columns", code: "missingColumn" },
    ]);
    expect((await call(findTowns, { q: "33063" })).towns[0]?.positionErrorKm).toBe(3);
  });
});

const official = new URL("../../../shared/data/geo/communes.csv", import.meta.url);
if (!existsSync(official))
  console.warn("NOT TESTED: the official town centres (../shared/data/geo) are not here");
test.skipIf(!existsSync(official))("the official file makes 34,864 towns exact in one go", async () => {
  const report = await importCsv(readFileSync(official, "utf8"));
  expect(report).toMatchObject({ read: 35_014, withoutPosition: 150, refused: [] });
  expect(report.created + report.updated + report.unchanged).toBe(34_864);
  expect(await importCsv(readFileSync(official, "utf8"))).toMatchObject({
    created: 0,
    updated: 0,
    unchanged: 34_864,
  });
  const { towns } = await call(findTowns, { q: "33063" });
  expect(towns[0]).toMatchObject({ name: "Bordeaux", positionErrorKm: 0 });
});

test("the lines of the country pack come with the day on which they were checked", async () => {
  const { checkedOn, lines } = await call(listHelplines, {});
  expect(checkedOn).toBe("2026-11-20");
  expect(lines[0]).toMatchObject({ id: "3114", number: "3114", isEmergency: true, hours: "always" });
});
