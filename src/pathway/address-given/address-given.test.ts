import { randomId } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { emptier } from "../../../tests/support/emptier.ts";
import { cafe, loopWorld, refusal } from "../../../tests/support/loop.ts";
import { noteAddressGiven, readResponsiveness } from "../actions.ts";

const world = await loopWorld();
const { run, worker, colleague, stranger } = world;
const empty = emptier(world.database, "address_given");
beforeEach(async () => {
  await world.reset();
  await empty();
});

const give = (actor = worker) => run(noteAddressGiven, { offerId: cafe.id }, { actor });
const known = async (actor = worker) =>
  (await run(readResponsiveness, { offerId: cafe.id }, { actor })).addressesGiven;

describe("an address given to somebody who agrees to nothing", () => {
  test("is counted, also by many at once, and nobody is named", async () => {
    const person = await world.open();
    await Promise.all(Array.from({ length: 8 }, () => give()));
    expect(await known()).toBe(8);
    expect(await give()).toMatchObject({ times: 9 });
    const { rows } = await sql<Record<string, unknown>>`select * from address_given`.execute(
      world.database.admin,
    );
    expect(rows).toHaveLength(1);
    expect(Object.keys(rows[0] ?? {}).toSorted()).toEqual([
      "controller_id",
      "month",
      "offer_id",
      "tenant_id",
      "times",
    ]);
    expect(JSON.stringify(rows)).not.toContain(person);
  });

  test("counts for twelve months", async () => {
    await give();
    world.wait(24 * 300);
    expect(await known()).toBe(1);
    world.wait(24 * 70);
    expect(await known()).toBe(0);
  });

  test("is an organisation's own, and of an offer that there is", async () => {
    await give();
    expect([await known(colleague), await known(stranger)]).toEqual([0, 0]);
    const unknown = { offerId: randomId<"offer">() };
    expect(await refusal(run(noteAddressGiven, unknown, { actor: worker }))).toBe("pathway.offerNotFound");
  });
});
