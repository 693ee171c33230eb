import { randomId, type CallOf } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../tests/support/loop.ts";
import {
  exportFile,
  findFiles,
  openFile,
  readFile,
  recordScreening,
  startEngagement,
  updateFile,
} from "./actions.ts";

const world = await loopWorld();
const { run, worker } = world;
beforeEach(() => world.reset());

// The clock stands on 30 November 2026.
const open = (given: Partial<CallOf<typeof openFile>>) =>
  refusal(
    run(
      openFile,
      { id: randomId<"person">(), givenNames: "Odile", processingGround: "public-interest-task", ...given },
      { actor: worker },
    ),
  );
const screen = (personId: Awaited<ReturnType<typeof world.open>>) =>
  refusal(
    run(
      recordScreening,
      {
        id: randomId<"screening">(),
        personId,
        instrument: "ucla3",
        mode: "in-person",
        answers: { "ucla3-1": 1, "ucla3-2": 1, "ucla3-3": 1 },
      },
      { actor: worker },
    ),
  );

describe("somebody of whom only the year of birth is known", () => {
  test("has a file that keeps, shows, finds and hands out the year, sealed like a day", async () => {
    const personId = await world.open(worker, { birthDate: "1942" });
    expect((await run(readFile, { personId }, { actor: worker })).birthDate).toBe("1942");
    const found = await run(findFiles, { q: "Odile 1942" }, { actor: worker });
    expect(found.persons.map(({ birthDate }) => birthDate)).toEqual(["1942"]);
    expect((await run(exportFile, { personId }, { actor: world.officer })).person.birthDate).toBe("1942");
    const { rows } = await sql<{
      kept: string;
    }>`select encode(birth_date, 'escape') as kept from person`.execute(world.database.admin);
    expect(rows[0]?.kept).not.toContain("1942");
  });

  test("is completed later: the month, then the day, as people write them", async () => {
    const personId = await world.open(worker, { birthDate: "1942" });
    for (const [typed, kept] of [
      ["03/1942", "1942-03"],
      ["4/3/1942", "1942-03-04"],
    ] as const) {
      const { version } = await run(readFile, { personId }, { actor: worker });
      const written = {
        givenNames: "Odile",
        processingGround: "public-interest-task",
        birthDate: typed,
      } as const;
      await run(updateFile, { personId, ...written }, { actor: worker, version });
      expect((await run(readFile, { personId }, { actor: worker })).birthDate).toBe(kept);
    }
  });

  test.each(["1942-13", "vers 1942", "31/02/1942", "1942-02-31", "42"])(
    "is not written as %s",
    async (birthDate) => {
      expect(await open({ birthDate })).toBe("base.invalidInput");
    },
  );

  test("is asked whether they are of age where the year leaves it open, and only there", async () => {
    expect(await open({ birthDate: "2008" })).toBe("pathway.ageToAsk");
    expect(await open({ birthDate: "2008-12" })).toBe("pathway.minorGroundNeeded");
    expect(await open({ birthDate: "2008", isSaidOfAge: true })).toBe("accepted");
    expect(await open({ birthDate: "2008", minorGround: "representative-agreed" })).toBe("accepted");
    expect(await open({ birthDate: "2008-11" })).toBe("accepted");
    expect(await open({ birthDate: "2007" })).toBe("accepted");
    // Said or not: whoever is surely under 18 needs a ground.
    expect(await open({ birthDate: "2009", isSaidOfAge: true })).toBe("pathway.minorGroundNeeded");
    expect(await open({ birthDate: "2027" })).toBe("pathway.birthDateImplausible");
  });

  test("is not scored while it is open whether they have the age for it", async () => {
    const given = { minorGround: "representative-agreed" } as const;
    expect(await screen(await world.open(worker, { ...given, birthDate: "2010" }))).toBe("pathway.ageToAsk");
    expect(await screen(await world.open(worker, { ...given, birthDate: "2011" }))).toBe(
      "pathway.tooYoungForScoring",
    );
    expect(await screen(await world.open(worker, { ...given, birthDate: "2009" }))).toBe("accepted");
    expect(await screen(await world.open(worker, { birthDate: "1942" }))).toBe("accepted");
  });

  test("is visited as a minor is while it is open whether they are one", async () => {
    const visits = (personId: Awaited<ReturnType<typeof world.open>>) =>
      refusal(
        run(
          startEngagement,
          {
            id: randomId<"engagement">(),
            personId,
            purpose: "visit",
            pairing: "stable",
            rhythmDays: 7,
            reviewOn: "2027-02-28",
            isAgreed: true,
          },
          { actor: worker },
        ),
      );
    const maybe = await world.open(worker, { birthDate: "2008", minorGround: "representative-agreed" });
    const said = await world.open(worker, { birthDate: "2008", isSaidOfAge: true });
    expect(await visits(maybe)).toBe("pathway.representativeNeeded");
    expect(await visits(said)).toBe("accepted");
  });
});
