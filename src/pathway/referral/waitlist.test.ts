import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { bothSides, type ReferralId } from "../../../tests/support/receiver.ts";
import { readAnswer, readReferral } from "../actions.ts";

const world = await loopWorld();
const { run, worker, outbox } = world;
const side = bothSides(world);
const { answer, move, receive } = side;
beforeEach(() => world.reset());

async function waitlisted(): Promise<ReferralId> {
  const { referralId } = await world.refer(await world.open());
  const receiver = await receive();
  for (const move of ["accept", "waitlist"] as const) await answer(receiver, { move });
  outbox.length = 0;
  return referralId;
}
const asked = async (referralId: ReferralId) =>
  (await run(readReferral, { referralId }, { actor: worker })).waitlistAskedAt;
const unconfirmed = async () => {
  const items = await side.waiting("true");
  return items
    .filter(({ reason }) => reason === "waitlist-unconfirmed")
    .map(({ referralId, maySetAside }) => ({ referralId, maySetAside }));
};

describe("a referral on a waiting list", () => {
  test("is asked after every three weeks, confirmed in one press by the receiver, and asked after again", async () => {
    const referralId = await waitlisted();
    world.wait(21 * 24 - 1);
    await world.ring();
    expect(outbox).toEqual([]);
    world.wait(1);
    const receiver = await receive();
    expect(outbox.map(({ template }) => template)).toEqual(["still-waiting"]);
    expect(await asked(referralId)).toBe(world.clock.now);
    expect((await run(readAnswer, {}, { actor: receiver })).moves).toContain("confirm-waitlist");
    expect(await answer(receiver, { move: "confirm-waitlist" })).toMatchObject({
      status: "waitlisted",
      loop: "open",
    });
    expect(await asked(referralId)).toBeNull();
    world.wait(20 * 24);
    expect(await unconfirmed()).toEqual([]);
    world.wait(24);
    await world.ring();
    expect(outbox.map(({ template }) => template)).toEqual(["still-waiting", "still-waiting"]);
  });

  test("not confirmed while the link opens waits for the worker, until somebody acts", async () => {
    const referralId = await waitlisted();
    world.wait(21 * 24);
    expect(await unconfirmed()).toEqual([]);
    world.wait(8 * 24 - 1);
    expect(await unconfirmed()).toEqual([]);
    world.wait(1);
    expect(await unconfirmed()).toEqual([{ referralId, maySetAside: true }]);
    // Asked again meanwhile, it does not leave the queue for another eight days.
    world.wait(14 * 24);
    expect(await unconfirmed()).toEqual([{ referralId, maySetAside: true }]);
    expect(outbox).toHaveLength(2);
    await move(referralId, { move: "confirm-waitlist" });
    expect(await unconfirmed()).toEqual([]);
  });

  test("is asked of the worker sooner where the message did not arrive", async () => {
    const byMail = await waitlisted();
    world.gateway.isDown = true;
    world.wait(21 * 24);
    for (let tries = 0; tries < 10; tries += 1) {
      await world.ring();
      world.wait(7);
    }
    expect(await unconfirmed()).toEqual([{ referralId: byMail, maySetAside: true }]);
  });

  test("is asked after no more once it left the list, and counts as unknown where nobody ever says", async () => {
    const left = await waitlisted();
    await move(left, { move: "contact" });
    world.wait(21 * 24);
    await world.ring();
    expect(outbox).toEqual([]);
    await world.reset();
    const silent = await waitlisted();
    world.wait(60 * 24);
    await world.ring();
    expect(await run(readReferral, { referralId: silent }, { actor: worker })).toMatchObject({
      status: "waitlisted",
      loop: "closed_unknown",
    });
    outbox.length = 0;
    world.wait(30 * 24);
    await world.ring();
    expect(outbox).toEqual([]);
    expect(await unconfirmed()).toEqual([]);
  });

  test("is confirmed by nobody who is not on a list", async () => {
    const { referralId } = await world.refer(await world.open());
    expect(await refusal(move(referralId, { move: "confirm-waitlist" }))).toBe("pathway.moveNotAllowed");
  });
});
