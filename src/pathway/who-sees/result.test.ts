import { randomId, roles, type Actor, type CallOf, type Role } from "#base";
import { namedAlter } from "#network";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld } from "../../../tests/support/loop.ts";
import { professional } from "../../../tests/support/run.ts";
import {
  addCompanion,
  keepNetworkMap,
  listNetworkMaps,
  listScreenings,
  listWaiting,
  readFile,
  recordScreening,
} from "../actions.ts";
import { seesResult } from "./result.ts";

const world = await loopWorld();
const { run, worker, prescriber, tenantId, ccas } = world;
const fieldWorker = professional(tenantId, ccas, "field-worker");
const otherPrescriber = professional(tenantId, ccas, "prescriber");
const coordinator = professional(tenantId, ccas, "team-coordinator");
/** Refers here, and is a link worker in another organisation of the territory. */
const linkWorkerElsewhere: Actor = {
  ...otherPrescriber,
  memberships: [...otherPrescriber.memberships, ...world.colleague.memberships],
};

beforeEach(async () => {
  await world.reset();
  for (const one of [prescriber, otherPrescriber, fieldWorker]) await world.employ(one);
});

const accompany = (personId: CallOf<typeof readFile>["personId"], { id }: Actor) =>
  run(addCompanion, { personId, accountId: id ?? randomId<"account">() }, { actor: worker });

const answers = { "ucla3-1": 3, "ucla3-2": 3, "ucla3-3": 3 };

async function ask(personId: CallOf<typeof readFile>["personId"], actor: Actor): Promise<void> {
  await run(
    recordScreening,
    { id: randomId<"screening">(), personId, instrument: "ucla3", mode: "in-person", answers },
    { actor },
  );
  const takenOn = actor === worker ? "2026-11-29" : "2026-11-30";
  const alters = [{ ...namedAlter("alter-0001", "Zaza"), role: "friend" }];
  await run(
    keepNetworkMap,
    {
      id: randomId<"networkMap">(),
      personId,
      map: JSON.stringify({ takenOn, ego: { label: null }, alters, remembered: [], ties: null }),
    },
    { actor },
  );
}

describe("of what was asked by each, in one file, each sees (spec/pathway.md §4.4)", () => {
  const askers = { "the link worker": worker, "a doctor": prescriber };
  const readers: readonly (readonly [string, Actor, Readonly<Record<keyof typeof askers, boolean>>])[] = [
    ["the link worker", worker, { "the link worker": true, "a doctor": true }],
    ["a coordinator", coordinator, { "the link worker": true, "a doctor": true }],
    ["the doctor who asked", prescriber, { "the link worker": false, "a doctor": true }],
    ["another doctor", otherPrescriber, { "the link worker": false, "a doctor": false }],
    ["a field worker", fieldWorker, { "the link worker": false, "a doctor": false }],
    [
      "a doctor here who is link worker elsewhere",
      linkWorkerElsewhere,
      {
        "the link worker": false,
        "a doctor": false,
      },
    ],
  ];
  const cells = readers.flatMap(([reader, actor, sees]) =>
    (["the link worker", "a doctor"] as const).map((asker) => [reader, asker, actor, sees[asker]] as const),
  );

  test.each(cells)("%s, of what %s asked", async (_reader, asker, actor, isSeen) => {
    const personId = await world.open();
    for (const one of [prescriber, otherPrescriber, fieldWorker]) await accompany(personId, one);
    await ask(personId, askers[asker]);
    const { screenings } = await run(listScreenings, { personId }, { actor });
    const { maps } = await run(listNetworkMaps, { personId }, { actor });
    expect([screenings, maps].map(({ length }) => length)).toEqual([1, 1]);
    if (isSeen) {
      expect(screenings[0]).toMatchObject({ status: "scored", score: 9, band: "lonely" });
      expect(maps[0]?.network?.alters.map(({ name }) => name)).toEqual(["Zaza"]);
      return;
    }
    expect(screenings[0]).toMatchObject({ status: "hidden", score: null, band: null, unanswered: 0 });
    expect(screenings[0]?.change).toEqual({ status: "none" });
    expect(maps[0]?.network).toBeNull();
    // The wishes and how to be in touch are everybody's who follows the file.
    const file = await run(readFile, { personId }, { actor });
    expect(file).toMatchObject({ wishes: "Jouer aux dames", contactChannels: ["phone"] });
    const everything = JSON.stringify([file, screenings, maps, await run(listWaiting, {}, { actor })]);
    expect(everything).not.toMatch(/lonely|isole|Zaza|"score":9/);
  });

  test("a role that is not named here sees nothing", () => {
    const seeing = roles.filter((role: Role) =>
      seesResult(professional(tenantId, ccas, role), { controllerId: ccas, askedBy: null }),
    );
    expect(seeing).toEqual(["link-worker", "team-coordinator"]);
  });
});
