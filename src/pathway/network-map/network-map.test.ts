import { randomId, type Actor, type CallOf, type Id } from "#base";
import { namedAlter, networkSchema, type Network } from "#network";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import {
  changeNetworkMap,
  eraseFile,
  exportFile,
  keepNetworkMap,
  listNetworkMaps,
  removeNetworkMap,
} from "../actions.ts";

const world = await loopWorld();
const { run, worker, prescriber, colleague, stranger } = world;
type PersonId = CallOf<typeof listNetworkMaps>["personId"];

beforeEach(() => world.reset());

const mapOf = (takenOn: string, ...names: readonly string[]): Network =>
  networkSchema.parse({
    takenOn,
    ego: { label: null },
    alters: names.map((name, position) => namedAlter(`alter-${1000 + position}`, name)),
    remembered: [],
    ties: null,
  });

const keep = async (
  personId: PersonId,
  map: unknown,
  { id = randomId<"networkMap">(), actor = worker }: { id?: Id<"networkMap">; actor?: Actor } = {},
) => run(keepNetworkMap, { id, personId, map: map as Network }, { actor });

const days = async (personId: PersonId, actor: Actor = worker) =>
  (await run(listNetworkMaps, { personId }, { actor })).maps.map(({ takenOn }) => takenOn);

describe("a map of ties in a file", () => {
  test("comes back as it was drawn, newest first, and nothing of it lies in clear in the database", async () => {
    const personId = await world.open();
    await keep(personId, mapOf("2026-08-01", "Zaza-Canari"));
    const later: Network = {
      ...mapOf("2026-11-30", "Zaza-Canari", "Mo"),
      remembered: [{ id: "alter-9000", name: "Rose-Canari", role: "parent" }],
      ties: [{ one: "alter-1000", other: "alter-1001" }],
    };
    await keep(personId, JSON.stringify(later));
    const { maps } = await run(listNetworkMaps, { personId }, { actor: worker });
    expect(maps.map(({ takenOn }) => takenOn)).toEqual(["2026-11-30", "2026-08-01"]);
    expect(maps[0]?.network).toEqual(later);
    const { rows } = await sql<{ row: string }>`select network_map::text as row from network_map`.execute(
      world.database.admin,
    );
    expect(rows).toHaveLength(2);
    const canaries = ["Zaza", "Rose-Canari"].flatMap((name) => [name, Buffer.from(name).toString("hex")]);
    for (const canary of canaries) expect(rows.map(({ row }) => row).join()).not.toContain(canary);
  });

  test("of eighty people who all know each other fits its seal", async () => {
    const personId = await world.open();
    const alters = Array.from({ length: 80 }, () => ({
      ...namedAlter(randomId(), "مجهول ".repeat(4).trim()),
    }));
    const ids = alters.map(({ id }) => id).toSorted();
    const ties = ids.flatMap((one, position) => ids.slice(position + 1).map((other) => ({ one, other })));
    const full = { ...mapOf("2026-11-30"), alters, ties };
    await keep(personId, JSON.stringify(full));
    const { maps } = await run(listNetworkMaps, { personId }, { actor: worker });
    expect(maps[0]?.network).toEqual(full);
  });

  test("stands once a day, is not of tomorrow, and holds nicknames only", async () => {
    const personId = await world.open();
    await keep(personId, mapOf("2026-11-30", "Zaza"));
    expect(await refusal(keep(personId, mapOf("2026-11-30", "Mo")))).toBe("pathway.networkMapExists");
    expect(await refusal(keep(personId, mapOf("2026-12-01", "Mo")))).toBe("pathway.networkMapInFuture");
    for (const bad of [
      { ...mapOf("2026-11-29"), alters: [namedAlter("alter-1000", "06 12 34 56 78")] },
      { ...mapOf("2026-11-29", "Mo"), ties: [{ one: "alter-1000", other: "alter-1000" }] },
      "{",
      "[]",
      JSON.stringify({ ...mapOf("2026-11-29"), takenOn: "2026-02-30" }),
    ])
      expect(await refusal(keep(personId, bad))).toBe("base.invalidInput");
    expect(await days(personId)).toEqual(["2026-11-30"]);
  });

  test("is corrected by whoever saw its newest version, and moves to no day that is taken", async () => {
    const personId = await world.open();
    const { networkMapId } = await keep(personId, mapOf("2026-11-30", "Zaza"));
    await keep(personId, mapOf("2026-11-01", "Zaza"));
    const change = (map: Network, version: number, actor: Actor = worker) =>
      run(changeNetworkMap, { personId, networkMapId, map }, { actor, version });
    expect(await change(mapOf("2026-11-29", "Zaza", "Mo"), 1)).toMatchObject({ version: 2 });
    expect(await refusal(change(mapOf("2026-11-29"), 1))).toBe("base.versionStale");
    expect(await refusal(change(mapOf("2026-11-01"), 2))).toBe("pathway.networkMapExists");
    expect(await refusal(change(mapOf("2026-12-24"), 2))).toBe("pathway.networkMapInFuture");
    expect(await days(personId)).toEqual(["2026-11-29", "2026-11-01"]);
  });

  test("changed by two at once is changed once", async () => {
    const personId = await world.open();
    const { networkMapId } = await keep(personId, mapOf("2026-11-30", "Zaza"));
    const both = await Promise.all(
      ["Mo", "Nour"].map((name) =>
        refusal(
          run(
            changeNetworkMap,
            { personId, networkMapId, map: mapOf("2026-11-30", name) },
            { actor: worker, version: 1 },
          ),
        ),
      ),
    );
    expect(both.toSorted()).toEqual(["accepted", "base.versionStale"]);
  });

  test("is not there for another organisation, and not to be changed by who may not read it", async () => {
    const personId = await world.open();
    const { networkMapId } = await keep(personId, mapOf("2026-11-30", "Zaza"));
    for (const actor of [colleague, stranger]) {
      expect(await refusal(days(personId, actor))).toBe("pathway.personNotFound");
      await world.accompany(personId, prescriber);
      const removing = run(removeNetworkMap, { personId, networkMapId }, { actor, version: 1 });
      expect(await refusal(removing)).toBe("pathway.personNotFound");
    }
    const removing = run(removeNetworkMap, { personId, networkMapId }, { actor: prescriber, version: 1 });
    expect(await refusal(removing)).toBe("base.notAllowed");
    const another = await world.open();
    const crossed = run(removeNetworkMap, { personId: another, networkMapId }, { actor: worker, version: 1 });
    expect(await refusal(crossed)).toBe("pathway.networkMapNotFound");
  });

  test("is handed out with the file, with who read it, and is gone with it", async () => {
    const personId = await world.open();
    await keep(personId, mapOf("2026-11-30", "Zaza"));
    await days(personId);
    const handed = await run(exportFile, { personId }, { actor: world.officer });
    expect(handed.networkMaps[0]?.network?.alters[0]?.name).toBe("Zaza");
    expect(handed.accesses.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["pathway.keepNetworkMap", "pathway.listNetworkMaps"]),
    );
    await run(eraseFile, { personId }, { actor: world.officer });
    const { rows } = await sql`select from network_map`.execute(world.database.admin);
    expect(rows).toEqual([]);
  });

  test("is removed when the person wants it gone", async () => {
    const personId = await world.open();
    const { networkMapId } = await keep(personId, mapOf("2026-11-30", "Zaza"));
    await run(removeNetworkMap, { personId, networkMapId }, { actor: worker, version: 1 });
    expect(await days(personId)).toEqual([]);
  });
});
