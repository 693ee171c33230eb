import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { bothSides } from "../../../tests/support/receiver.ts";
import { readFile, sendReferral, updateFile } from "../actions.ts";

const world = await loopWorld();
const { run, worker, outbox } = world;
const { answer, move, read, receive } = bothSides(world);
beforeEach(() => world.reset());

/** A referral that nobody answered, of somebody who has two others under way. */
async function expiredBesideTwo() {
  const personId = await world.open();
  const { referralId } = await world.refer(personId);
  world.wait(24 * 31);
  await world.ring();
  expect((await read(referralId)).status).toBe("expired");
  for (const _ of [1, 2]) await world.refer(personId);
  await world.ring();
  outbox.length = 0;
  return { personId, referralId };
}
const send = async (referralId: Parameters<typeof read>[0]) =>
  run(
    sendReferral,
    { referralId, evidence: "witnessed-oral" },
    { actor: worker, version: (await read(referralId)).version },
  );

describe("a move that has a door of its own", () => {
  test("is none of the mere moves: nobody passes the limit of what is under way by them", async () => {
    const { referralId } = await expiredBesideTwo();
    expect(await refusal(move(referralId, { move: "send" }))).toBe("pathway.moveNotAllowed");
    expect(await refusal(send(referralId))).toBe("pathway.tooManyOpenReferrals");
    await world.ring();
    expect(outbox).toEqual([]);
  });

  test("nor is anything sent by them about somebody who wishes no contact any more", async () => {
    const personId = await world.open();
    const { referralId } = await world.refer(personId);
    world.wait(24 * 31);
    await world.ring();
    const { version, givenNames, processingGround, phone } = await run(
      readFile,
      { personId },
      { actor: worker },
    );
    const kept = { givenNames, processingGround, phone, contactChannels: [] };
    await run(updateFile, { personId, ...kept }, { actor: worker, version });
    expect(await refusal(move(referralId, { move: "send" }))).toBe("pathway.moveNotAllowed");
    expect((await read(referralId)).status).toBe("expired");
  });

  test("a referral is rerouted by the one that follows on it alone, and withdrawn with its agreement alone", async () => {
    const { referralId } = await world.refer(await world.open());
    await answer(await receive(), {
      move: "refuse",
      reason: "no-capacity",
      nextStep: "try-other-organisation",
    });
    expect(await refusal(move(referralId, { move: "reroute" }))).toBe("pathway.moveNotAllowed");
    const other = await world.refer(await world.open());
    expect(await refusal(move(other.referralId, { move: "withdraw" }))).toBe("pathway.moveNotAllowed");
    expect((await read(other.referralId)).isWithdrawn).toBe(false);
  });
});
