import { localDateAt, type LocalDate } from "#base";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { ownPageOf } from "../../../tests/support/own-page.ts";
import { bothSides } from "../../../tests/support/receiver.ts";
import { readAnswer, readOwnPage } from "../actions.ts";
import { daysLater } from "../timer/delays.ts";

const world = await loopWorld();
const { run, outbox, worker } = world;
const side = bothSides(world);
const { answer, move, read, receive } = side;
beforeEach(() => world.reset());

/** The day so many days from now. */
const inDays = (days: number): LocalDate => localDateAt(daysLater(world.clock.now, days), "Europe/Paris");
const waiting = async () => (await side.waiting("true")).map(({ reason }) => reason);

describe("a receiver who answers later", () => {
  test("says the day: reminder and end of waiting are counted from it, and it is no answer", async () => {
    const { referralId } = await world.refer(await world.open());
    const receiver = await receive();
    const expectedOn = inDays(20);
    await answer(receiver, { move: "answer-later", expectedOn });
    expect(await read(referralId)).toMatchObject({ status: "sent", expectedOn });
    expect(await run(readAnswer, {}, { actor: receiver })).toMatchObject({
      expectedOn,
      responsiveness: { referrals: 0 },
    });
    outbox.length = 0;
    world.wait(29 * 24);
    await world.ring();
    expect(outbox).toEqual([]);
    world.wait(2 * 24);
    await world.ring();
    expect(outbox.map(({ template }) => template)).toEqual(["answer-reminder"]);
    world.wait(18 * 24);
    await world.ring();
    expect((await read(referralId)).status).toBe("sent");
    world.wait(2 * 24);
    await world.ring();
    expect(await read(referralId)).toMatchObject({ status: "expired", expectedOn: null });
    expect(world.failures).toEqual([]);
  });

  test("says a day within four weeks, and none that is past", async () => {
    const { referralId } = await world.refer(await world.open());
    const receiver = await receive();
    for (const expectedOn of [inDays(-1), inDays(29), null])
      expect(await refusal(answer(receiver, { move: "answer-later", expectedOn }))).toBe(
        "pathway.moveIncomplete",
      );
    expect((await read(referralId)).expectedOn).toBeNull();
    expect(await refusal(answer(receiver, { move: "answer-later", expectedOn: inDays(28) }))).toBe(
      "accepted",
    );
    await answer(receiver, { move: "accept" });
    expect(await read(referralId)).toMatchObject({ status: "accepted", expectedOn: null });
  });

  test("by word of mouth is not to be called before that day", async () => {
    const { referralId } = await world.refer(await world.open(), {
      receiverChannel: "none",
      receiverEmail: null,
    });
    expect(await waiting()).toEqual(["receiver-to-call"]);
    await move(referralId, { move: "answer-later", expectedOn: inDays(5), note: "Mme Essai, au téléphone." });
    expect(await waiting()).toEqual([]);
    world.wait(5 * 24);
    expect(await waiting()).toEqual(["receiver-to-call"]);
  });
});

describe("a place on a waiting list", () => {
  test("is expected about a day where the receiver can say; the person reads it, and confirming keeps it", async () => {
    const personId = await world.open(worker, { contactChannels: ["sms"] });
    const { referralId } = await world.refer(personId);
    const receiver = await receive();
    await answer(receiver, { move: "accept" });
    const expectedOn = inDays(90);
    await answer(receiver, { move: "waitlist", expectedOn });
    await answer(receiver, { move: "confirm-waitlist" });
    expect(await read(referralId)).toMatchObject({ status: "waitlisted", expectedOn });
    const person = await ownPageOf(world).enter(personId);
    expect((await run(readOwnPage, {}, { actor: person })).referrals).toMatchObject([{ expectedOn }]);
    await answer(receiver, { move: "contact" });
    expect(await read(referralId)).toMatchObject({ status: "contacted", expectedOn: null });
  });

  test("needs no day, and takes none that is past or more than a year away", async () => {
    const { referralId } = await world.refer(await world.open());
    const receiver = await receive();
    await answer(receiver, { move: "accept" });
    for (const expectedOn of [inDays(-1), inDays(367)])
      expect(await refusal(answer(receiver, { move: "waitlist", expectedOn }))).toBe(
        "pathway.moveIncomplete",
      );
    await answer(receiver, { move: "waitlist" });
    expect(await read(referralId)).toMatchObject({ status: "waitlisted", expectedOn: null });
  });

  test("the day of a meeting stands on the person's own page", async () => {
    const personId = await world.open(worker, { contactChannels: ["sms"] });
    await world.refer(personId);
    const receiver = await receive();
    for (const name of ["accept", "contact"] as const) await answer(receiver, { move: name });
    await answer(receiver, { move: "set-meeting", meetingOn: inDays(3) });
    const person = await ownPageOf(world).enter(personId);
    expect((await run(readOwnPage, {}, { actor: person })).referrals).toMatchObject([
      { meetingOn: inDays(3) },
    ]);
  });
});
