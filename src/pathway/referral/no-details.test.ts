import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld } from "../../../tests/support/loop.ts";
import { bothSides } from "../../../tests/support/receiver.ts";

const world = await loopWorld();
const side = bothSides(world);
const { answer, move, read, receive } = side;
beforeEach(() => world.reset());

const waiting = async () => (await side.waiting("true")).map(({ reason }) => reason);

async function asked(priority: "routine" | "priority" = "routine") {
  const { referralId } = await world.refer(await world.open(), { priority });
  await answer(await receive(), { move: "ask-information", note: "Le matin ou le soir ?" });
  return referralId;
}

describe("details that a receiver asks for and nobody gives", () => {
  test("are awaited as long as an answer, then the referral has none", async () => {
    const referralId = await asked();
    world.wait(30 * 24 - 1);
    expect(await waiting()).toEqual(["information-asked"]);
    world.wait(1);
    expect(await waiting()).toEqual(["no-answer"]);
    expect(await read(referralId)).toMatchObject({ status: "expired", loop: "open" });
    expect(world.failures).toEqual([]);
  });

  test("are awaited three working days where it matters sooner", async () => {
    const referralId = await asked("priority");
    // Monday to Thursday.
    world.wait(3 * 24);
    await world.ring();
    expect((await read(referralId)).status).toBe("expired");
  });

  test("given in time begin the wait for an answer anew", async () => {
    const referralId = await asked();
    world.wait(29 * 24);
    await move(referralId, { move: "give-information", note: "Le matin." });
    world.wait(29 * 24);
    await world.ring();
    expect((await read(referralId)).status).toBe("sent");
  });
});
