import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { bothSides } from "../../../tests/support/receiver.ts";
import { sendOwnPage, readAnswer } from "../actions.ts";

const world = await loopWorld();
const { run, worker, outbox } = world;
const side = bothSides(world);
const { answer, move, read, receive } = side;
beforeEach(() => world.reset());

const waiting = async () => (await side.waiting("true")).map(({ reason }) => reason);

describe("a meeting with the receiver", () => {
  async function contacted(given: Parameters<typeof world.open>[1] = {}) {
    const personId = await world.open(worker, given);
    const { referralId } = await world.refer(personId);
    const receiver = await receive();
    for (const name of ["accept", "contact"] as const) await answer(receiver, { move: name });
    return { personId, referralId, receiver };
  }

  test("is followed the next morning by one question to each side and to the worker, once more a month later, then never", async () => {
    const { personId, referralId, receiver } = await contacted({
      contactChannels: ["email"],
      email: "capucine@example.org",
    });
    await answer(receiver, { move: "set-meeting", meetingOn: "2026-12-04" });
    expect(await read(referralId)).toMatchObject({ status: "contacted", meetingOn: "2026-12-04" });
    expect((await run(readAnswer, {}, { actor: receiver })).meetingOn).toBe("2026-12-04");
    await run(
      sendOwnPage,
      { personId, channel: "email", agreedName: "Camille", callbackPhone: "04 99 91 92 93" },
      { actor: worker },
    );
    await world.ring();
    outbox.length = 0;
    // The clock stands on Monday 30 November at ten; the morning after the meeting is Saturday at nine.
    world.wait(4 * 24 + 22.9);
    expect(await waiting()).toEqual([]);
    expect(outbox).toEqual([]);
    world.wait(0.2);
    expect(await waiting()).toEqual(["attendance-to-ask"]);
    expect(outbox.map(({ template }) => template).toSorted()).toEqual(["as-agreed", "how-it-went"]);
    world.wait(30 * 24);
    expect(await waiting()).toEqual(["attendance-to-ask"]);
    expect(outbox).toHaveLength(4);
    expect(world.failures).toEqual([]);
    await move(referralId, { move: "start" });
    expect(await waiting()).toEqual([]);
    expect(await read(referralId)).toMatchObject({ status: "started", meetingOn: null });
  });

  test("put off is asked after on its new day", async () => {
    const { referralId } = await contacted();
    await move(referralId, { move: "set-meeting", meetingOn: "2026-12-01" });
    await move(referralId, { move: "set-meeting", meetingOn: "2026-12-20" });
    world.wait(10 * 24);
    expect(await waiting()).toEqual([]);
    world.wait(11 * 24);
    expect(await waiting()).toEqual(["attendance-to-ask"]);
  });

  test.each(["2026-11-29", "2028-01-01"] as const)("on %s is refused in words", async (meetingOn) => {
    const { referralId } = await contacted();
    expect(await refusal(move(referralId, { move: "set-meeting", meetingOn }))).toBe(
      "pathway.moveIncomplete",
    );
    expect(await refusal(move(referralId, { move: "set-meeting" }))).toBe("pathway.moveIncomplete");
    expect((await read(referralId)).meetingOn).toBeNull();
  });

  test("of which no day is known asks nobody", async () => {
    await contacted();
    outbox.length = 0;
    world.wait(40 * 24);
    expect(await waiting()).toEqual([]);
    expect(outbox).toEqual([]);
  });
});

test("what was prepared and not sent is brought forward after a week, until somebody acts", async () => {
  const { referralId } = await world.refer(await world.open(), { evidence: null });
  world.wait(7 * 24 - 1);
  expect(await waiting()).toEqual(["agreement-to-ask"]);
  world.wait(1);
  expect(await waiting()).toEqual(["agreement-late"]);
  await move(referralId, { move: "recall" });
  expect(await waiting()).toEqual([]);
});
