import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld } from "../../../tests/support/loop.ts";
import { bothSides } from "../../../tests/support/receiver.ts";
import { ownPageOf } from "../../../tests/support/own-page.ts";
import { readAnswer } from "../actions.ts";

const world = await loopWorld();
const { run, outbox } = world;
const { answer, move, read, receive } = bothSides(world);
const own = ownPageOf(world);
beforeEach(() => world.reset());

/** A referral of which the person was reached, and a page of their own. */
async function reached() {
  const personId = await world.open(world.worker, { contactChannels: ["sms"] });
  const { referralId } = await world.refer(personId);
  const receiver = await receive();
  for (const name of ["accept", "contact"] as const) await answer(receiver, { move: name });
  return { personId, referralId, receiver };
}

describe("a pause", () => {
  test("of the person's word is told to the receiver without a reason, and no question goes meanwhile", async () => {
    const { personId, referralId, receiver } = await reached();
    await move(referralId, { move: "set-meeting", meetingOn: "2026-12-01" });
    const person = await own.enter(personId);
    outbox.length = 0;
    await own.say(person, referralId, { move: "pause" });
    await world.ring();
    expect(outbox.map(({ template, to }) => `${template} ${to}`)).toEqual(["on-hold accueil@cafe.example"]);
    const { status, events } = await run(readAnswer, {}, { actor: receiver });
    expect(status).toBe("paused");
    expect(events.at(-1)).toMatchObject({ by: "person", code: null, note: null });
    world.wait(24 * 10);
    await world.ring();
    expect(outbox).toHaveLength(1);
    expect((await read(referralId)).loop).toBe("open");
  });

  test("noted by the worker is told too; one that the receiver says is told to nobody", async () => {
    const first = await reached();
    outbox.length = 0;
    await move(first.referralId, { move: "pause" });
    await world.ring();
    expect(outbox.map(({ template }) => template)).toEqual(["on-hold"]);
    const second = await reached();
    outbox.length = 0;
    await answer(second.receiver, { move: "pause" });
    await world.ring();
    expect(outbox).toEqual([]);
  });
});
